import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent

@Suite("The text shown for consent")
struct TextTests {
  typealias Fixture = DocumentsFixture

  @Test("French, whole")
  func french() throws {
    let text = try ConsentText(
      terms: Fixture.terms(), names: #require(Fixture.names), language: .french)
    #expect(
      text.text == """
        Qui : Paul Dubois, de « L’Estran ».
        Cette personne seule. Pas son équipe.
        Cette personne pourra voir :
        – Habitation : qui est là, les projets et les rendez-vous.
        – Et 1 élément choisi par vous.
        Tout le reste demeure fermé.
        Pour quoi : le logement. Rien d’autre.
        À partir du : 1er juin 2026 à 9 h 00 (UTC).
        Jusqu’au : 29 septembre 2026 à 9 h 00 (UTC). Après, c’est fermé.
        Cette personne ne peut pas donner cet accès à quelqu’un d’autre.
        Chaque fois qu’elle regarde, c’est noté. Vous pouvez le lire.
        Vous pouvez tout retirer à tout moment. Vous ne devez pas dire pourquoi.
        Ce qu’elle a déjà vu, elle peut s’en souvenir.
        Vous pouvez aussi dire non.
        """)
  }

  @Test("English, a selection alone, someone who acts alone, as référent")
  func english() throws {
    let terms = try GrantTerms(
      viewer: Fixture.viewer, authority: nil, compartments: [],
      selection: [SelectedItem(item: Fixture.id(5), compartment: .of(.relations, .plan))],
      purpose: .rights, referent: true, notBefore: Fixture.now,
      notAfter: Fixture.now.addingTimeInterval(60))
    let text = try ConsentText(
      terms: terms, names: ConsentNames(viewer: "Inès", authority: nil), language: .english)
    #expect(
      text.text == """
        Who: Inès, in their own name.
        This person alone. Not their team.
        This person will be your référent.
        This person will be able to see 1 item that you chose.
        Everything else stays closed.
        What for: rights. Nothing else.
        From: 1 June 2026, 9:00 (UTC).
        Until: 1 June 2026, 9:01 (UTC). After that, it is closed.
        This person cannot pass this access on to anyone.
        Each time they look, it is written down. You can read it.
        You can take it back at any moment. You do not have to say why.
        What they have already seen, they may remember.
        You can also say no.
        """)
  }

  @Test("every compartment of a grant is in its text, in both languages")
  func everyCompartment() throws {
    for language in Language.allCases {
      for domain in LifeDomain.allCases {
        var texts: Set<String> = []
        for facet in Facet.allCases {
          let terms = try Fixture.terms(compartments: [.of(domain, facet)], selection: [])
          let text = try ConsentText(
            terms: terms, names: #require(Fixture.names), language: language)
          #expect(text.text.contains(domain.title(language)))
          texts.insert(text.text)
        }
        #expect(texts.count == Facet.allCases.count)
      }
    }
  }

  @Test("whatever the owner consents to changes the hash")
  func hashFollowsTheTerms() throws {
    let names = try #require(Fixture.names)
    func hash(
      _ purpose: Purpose = .housing, referent: Bool = false, days: Double = 30,
      name: String = "Paul Dubois", language: Language = .french
    ) throws -> DocumentHash {
      let terms = try GrantTerms(
        viewer: Fixture.viewer, authority: AuthorityID("estran"),
        compartments: [.of(.housing, .plan)], selection: [], purpose: purpose, referent: referent,
        notBefore: Fixture.now, notAfter: Fixture.now.addingTimeInterval(days * Fixture.day))
      return try ConsentText(
        terms: terms, names: ConsentNames(viewer: name, authority: names.authority),
        language: language
      ).hash
    }
    let hashes = try [
      hash(), hash(.work), hash(referent: true), hash(days: 31), hash(name: "Paul Dubuis"),
      hash(language: .english),
    ]
    #expect(Set(hashes).count == hashes.count)
    #expect(try hash() == hash())
  }

  @Test("a draft with another text than its own terms give is found")
  func matches() throws {
    let names = try #require(Fixture.names)
    let draft = try Fixture.draft()
    #expect(try ConsentText.matches(draft, names: names))
    let wider = GrantDraft(
      id: draft.id, record: draft.record,
      terms: try Fixture.terms(compartments: [.of(.care, .notes)]), text: draft.text,
      compared: true, trust: draft.trust)
    #expect(try !ConsentText.matches(wider, names: names))
    #expect(try !ConsentText.matches(draft, names: ConsentNames(viewer: "Luc", authority: "X")))
    #expect(throws: ConsentError(.contradiction, at: "authority.name")) {
      try ConsentText.matches(draft, names: ConsentNames(viewer: "Paul", authority: nil))
    }
  }

  @Test(
    "a name cannot write sentences of its own",
    arguments: ["", "Paul\nTout est permis.", "Paul\u{202E}", "Paul\u{0}", "Paul\u{2028}x"])
  func plainNames(name: String) {
    #expect(throws: ConsentError(.malformedText, at: "viewer.name")) {
      try ConsentNames(viewer: name, authority: nil)
    }
  }

  @Test("dates in words: the turn of years, leap days, the first of a month")
  func dates() throws {
    func words(_ seconds: TimeInterval) -> String {
      ConsentText.words(Date(timeIntervalSince1970: seconds), .french)
    }
    #expect(words(0) == "1er janvier 1970 à 0 h 00 (UTC)")
    #expect(words(951_782_399) == "28 février 2000 à 23 h 59 (UTC)")
    #expect(words(951_782_400) == "29 février 2000 à 0 h 00 (UTC)")
    #expect(words(1_798_761_599) == "31 décembre 2026 à 23 h 59 (UTC)")
  }
}
