import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

@Suite struct VCardTests {
  @Test func cardsBecomeMembersWithTheirDetails() throws {
    let (plan, network) = try NetworkSample.plan(
      NetworkSample.file("cards.vcf"), domain: .community)
    #expect(NetworkSample.labels(network) == ["Moussa Diallo, dit « Mo »", "An Nys", "Le Relais"])
    let details = network.items.compactMap { item -> String? in
      guard case .contact(let detail) = item.content else { return nil }
      return "\(detail.kind.rawValue) \(detail.value)"
    }
    #expect(
      Set(details) == [
        "phone +32-470-00-00-01 (cell)", "email moussa@example.org (work)",
        "address Rue de l'Inventée 12, Bruxelles, 1060, Belgique (home)",
        "other Maison de quartier, Accueil", "phone 02 555 00 02 (work)",
      ])
    let notes = network.items.compactMap { item -> String? in
      guard case .note(let note) = item.content else { return nil }
      return note.text
    }
    #expect(
      notes == [
        "Une note assez longue pour être repliée au milieu d'un mot, et sur deux lignes\nici."
      ])
    #expect(network.nonEmptyDomains == [.community])
    let kinds = Dictionary(
      uniqueKeysWithValues: network.members.map { ($0.card.label, $0.card.kind) })
    #expect(kinds["Le Relais"] == .service && kinds["An Nys"] == .person)
    #expect(network.memberTies.count == 2)
    #expect(
      NetworkSample.report(plan) == [
        "7 dropped not-read", "14 dropped unknown-member", "15 dropped not-read",
        "30 dropped not-read",
      ])
  }

  @Test func aCharacterMayBeFoldedInTwo() throws {
    let name = Array("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zo".utf8)
    let folded = name + [0xC3, 0x0D, 0x0A, 0x20, 0xA9] + Array("\r\nEND:VCARD\r\n".utf8)
    let (_, network) = try NetworkSample.plan(SourceFile(name: "", data: Data(folded)))
    #expect(NetworkSample.labels(network) == ["Zoé"])
  }

  @Test(arguments: [
    ("Ольга", "Ольга"), ("محمد", "محمد"), ("山田\\, 花子", "山田, 花子"), ("נועה", "נועה"),
    ("ดวงใจ", "ดวงใจ"), ("नेहा", "नेहा"), ("a\\\\b\\;c\\:d", "a\\b;c:d"), ("x\\n y", "x\n y"),
    ("\\,\u{301}", ",\u{301}"),
  ])
  func namesInAnyScriptAreUnescaped(_ written: String, _ name: String) throws {
    let text = "BEGIN:VCARD\nVERSION:4.0\nFN:\(written)\nEND:VCARD\n"
    #expect(
      NetworkSample.labels(try NetworkSample.plan(NetworkSample.text(text)).network) == [name])
  }

  @Test(arguments: [
    ("BEGIN:VCARD\nVERSION:4.0\nFN:A\n", ImportError(.malformedCard, at: "line 3")),
    ("BEGIN:VCARD\nBEGIN:VCARD\n", .init(.malformedCard, at: "line 2")),
    ("BEGIN:VCARD\nEND:VCARD\nFN:A\n", .init(.malformedCard, at: "line 3")),
    ("BEGIN:VCARD\nno colon\nEND:VCARD\n", .init(.malformedCard, at: "line 2")),
    ("BEGIN:VCARD\nVERSION:4.0\nEND:VCARD\n", .init(.nothingToImport, at: "the file")),
  ])
  func whatIsNoCardIsRefused(_ text: String, _ expected: ImportError) {
    #expect(throws: expected) { try NetworkSample.plan(NetworkSample.text(text)) }
  }

  @Test(arguments: UInt64(1)...6) func aDamagedCardIsRefusedOrKeepsItsRules(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = Array(try NetworkSample.file("cards.vcf").data)
    for _ in 0..<60 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      do {
        let file = SourceFile(name: "", data: Data(bytes))
        for network in try NetworkFiles.networks([file], format: .vcard) {
          _ = try PersonalNetwork(items: network.plan().items)
        }
      } catch is ImportError {
        continue
      }
    }
  }
}
