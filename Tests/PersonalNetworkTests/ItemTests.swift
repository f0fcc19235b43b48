import Foundation
import PersonalNetwork
import TestSupport
import Testing

@Suite struct ItemTests {
  static let hostile = [
    "Zoé", "Zoe\u{301}", "\"\\/<script>{{{x}}}", "\u{202E}gnp.exe", "👩‍👩‍👧‍👦", "a\r\nb", "\u{FFFF}",
    String(repeating: "é", count: 128), "\u{10FFFF}", "'; DROP TABLE items; --", "\u{7F}\u{1B}[2J",
  ]

  static func contents(label: String) throws -> [ItemContent] {
    var generator = SeededGenerator(seed: 7)
    let one = MemberID(card: NetworkItemID(using: &generator))
    let two = MemberID(card: NetworkItemID(using: &generator))
    let day = try #require(Day("2026-03-31"))
    let time = Date(timeIntervalSince1970: 1_780_304_400)
    let qualities = try TieQualities(
      direction: .inward, strength: .strong, support: .some, stress: .much,
      help: [.money, .concrete], helpDirection: .inward, frequency: .weekly, medium: .inPerson,
      mediatedBy: AuthorityReference("cpas"), startedBy: .member, since: day, until: day,
      saidBy: .professional, contested: true, statement: label)
    return [
      .card(
        try Member(
          kind: .person, label: label, role: .otherProfessional, formal: true,
          authority: AuthorityReference("estran"), parentAuthority: AuthorityReference("asbl-1"),
          mandate: .consented, circle: .close, since: day, until: day)),
      .card(try Member(kind: .animal, label: label)),
      .contact(try ContactDetail(domain: .care, member: one, kind: .phone, value: label)),
      .event(
        try ContactEvent(
          domain: .work, member: one, time: time, medium: .video, place: label,
          startedBy: .other, occasion: .afterIncident)),
      .tie(Tie(domain: .housing, member: one, qualities: qualities)),
      .tie(Tie(domain: .housing, member: one, qualities: try TieQualities())),
      .memberTie(
        try MemberTie(
          domain: .care, from: one, to: two, relation: .talksAboutOwner, qualities: qualities)),
      .objective(
        try Objective(
          domain: .leisure, member: one, text: label, author: .member(two), horizon: day,
          state: .paused)),
      .objective(try Objective(domain: .leisure, text: label, author: .owner)),
      .appointment(
        try Appointment(
          domain: .care, member: two, text: label, time: time, place: label, origin: .imposed)),
      .obstacle(
        try Obstacle(
          domain: .housing, member: one, code: .encompassing, otherDomains: [.work, .care],
          services: [one, two], from: day, until: day, severity: .severe, saidBy: .member,
          tried: label, outcome: .bypassed, note: label)),
      .note(try Note(domain: .relations, member: one, names: [one, two], text: label)),
      .referent(try ReferentDesignation(member: one, since: day, substitute: two)),
      .mask(Mask(member: two, kind: .person, role: .immediateFamily)),
    ]
  }

  @Test func anIdentifierThatBeganWithADashCouldNotBeTyped() {
    for _ in 0..<1000 { #expect(!NetworkItemID().description.hasPrefix("-")) }
  }

  @Test(arguments: hostile)
  func whatIsDecodedEncodesToTheSameBytes(_ label: String) throws {
    for content in try Self.contents(label: label) {
      let item = try NetworkItem(id: NetworkItemID(), version: 3, content: content, reserved: true)
      let bytes = try Encoding.bytes(item)
      let back = try Encoding.value(NetworkItem.self, bytes)
      #expect(back == item)
      #expect(try Encoding.bytes(back) == bytes)
    }
  }

  @Test func everyKindOfContentIsCovered() throws {
    let kinds = Set(try Self.contents(label: "x").map(\.kind))
    #expect(kinds == Set(ItemContent.Kind.allCases))
  }

  @Test func aCardTellsNothingOfOtherDomains() throws {
    guard case .card = try Self.contents(label: "x")[0] else {
      Issue.record("not a card")
      return
    }
    let bytes = try Encoding.bytes(try Self.contents(label: "x")[0])
    let text = String(decoding: bytes, as: UTF8.self)
    for domain in LifeDomain.allCases { #expect(!text.contains(domain.rawValue)) }
    #expect(try Self.contents(label: "x")[0].domain == nil)
  }

  @Test(arguments: [
    #"{}"#,
    #"{"card":{"formal":false,"kind":"person","label":"A","mandate":"none"},"note":{}}"#,
    #"{"card":{"formal":false,"kind":"robot","label":"A","mandate":"none"}}"#,
    #"{"card":{"formal":false,"kind":"person","label":" ","mandate":"none"}}"#,
    #"{"card":{"formal":false,"kind":"person","label":"A","mandate":"none","circle":4}}"#,
    #"{"card":{"formal":false,"kind":"person","label":"A","mandate":"none","role":"e999"}}"#,
    #"{"card":{"formal":0,"kind":"person","label":"A","mandate":"none"}}"#,
    #"{"card":{"formal":false,"kind":"person","label":"A","mandate":"none","authority":"A b"}}"#,
    #"{"card":{"formal":false,"kind":"person","label":"A","mandate":"none","since":"2026-02-30"}}"#,
    #"{"secret":{}}"#,
  ])
  func aMalformedContentIsRefused(_ text: String) {
    #expect(throws: (any Error).self) {
      try Encoding.value(ItemContent.self, Data(text.utf8))
    }
  }

  @Test func boundsAreChecked() throws {
    #expect(throws: NetworkError(.textTooLong, at: "card.label")) {
      try Member(kind: .person, label: String(repeating: "x", count: 257))
    }
    #expect(throws: NetworkError(.emptyText, at: "card.label")) {
      try Member(kind: .person, label: "\u{2003}\n")
    }
    #expect(throws: NetworkError(.textNotAllowed, at: "card.label")) {
      try Member(kind: .person, label: "a\0b")
    }
    #expect(throws: NetworkError(.endBeforeStart, at: "card.until")) {
      try Member(kind: .person, label: "A", since: Day("2026-02-02"), until: Day("2026-02-01"))
    }
    #expect(throws: NetworkError(.contradiction, at: "tie.helpDirection")) {
      try TieQualities(helpDirection: .mutual)
    }
    let member = MemberID(card: NetworkItemID())
    #expect(throws: NetworkError(.selfTie, at: "memberTie.to")) {
      try MemberTie(
        domain: .care, from: member, to: member, relation: .knows, qualities: TieQualities())
    }
    #expect(throws: NetworkError(.outOfRange, at: "appointment.time")) {
      try Appointment(
        domain: .care, text: "x", time: .distantFuture + 1e12, origin: .chosen)
    }
    #expect(throws: NetworkError(.textTooLong, at: "note.text")) {
      try Note(domain: .care, text: String(repeating: "x", count: 16_385))
    }
  }

  @Test func listsMustBeSortedWhenDecoded() throws {
    let text =
      #"{"contested":false,"direction":"mutual","help":["money","concrete"],"saidBy":"owner"}"#
    #expect(throws: NetworkError(.notSorted, at: "tie.help")) {
      try Encoding.value(TieQualities.self, Data(text.utf8))
    }
  }

  @Test func anAmbivalentTieExists() throws {
    #expect(try TieQualities(support: .some, stress: .much).isAmbivalent)
    #expect(try !TieQualities(support: .some).isAmbivalent)
    #expect(try !TieQualities(support: .some, stress: TieDegree.none).isAmbivalent)
  }

  @Test func identifiersAreCanonicalBase64url() throws {
    for _ in 0..<200 {
      let id = NetworkItemID()
      #expect(NetworkItemID(id.description) == id)
      #expect(NetworkItemID(bytes: id.bytes) == id)
    }
    // The last character carries four bits that must be zero.
    #expect(NetworkItemID("AAAAAAAAAAAAAAAAAAAAAA") != nil)
    #expect(NetworkItemID("AAAAAAAAAAAAAAAAAAAAAB") == nil)
    #expect(NetworkItemID("AAAAAAAAAAAAAAAAAAAAA") == nil)
    #expect(NetworkItemID("AAAAAAAAAAAAAAAAAAAA+A") == nil)
    #expect(NetworkItemID("AAAAAAAAAAAAAAAAAAAAA=") == nil)
  }

  @Test func identifiersAreWrittenAndOrderedByTheirBytes() throws {
    let ids = (0..<200).map { _ in NetworkItemID() }.sorted()
    for id in ids {
      let text = id.bytes.base64EncodedString().replacing("=", with: "")
        .replacing("+", with: "-").replacing("/", with: "_")
      #expect(id.description == text)
    }
    for (one, other) in zip(ids, ids.dropFirst()) {
      #expect(one.bytes.lexicographicallyPrecedes(other.bytes))
    }
    #expect(NetworkItemID(bytes: Data(count: 15)) == nil)
    // 22 bytes of UTF-8 that are not 22 characters of the alphabet.
    #expect(NetworkItemID(String(repeating: "é", count: 11)) == nil)
  }

  @Test func anItemKeepsItsKindAndRaisesItsVersion() throws {
    let item = try NetworkItem(
      id: NetworkItemID(), content: .note(Note(domain: .care, text: "one")))
    let next = try item.revised(content: .note(Note(domain: .care, text: "two")), reserved: true)
    #expect(next.version == 2 && next.id == item.id && next.reserved)
    #expect(throws: NetworkError(.contradiction, at: "item.content")) {
      try item.revised(content: .card(Member(kind: .person, label: "A")))
    }
    #expect(throws: NetworkError(.outOfRange, at: "item.version")) {
      try NetworkItem(id: NetworkItemID(), version: 0, content: item.content)
    }
  }

  @Test func hostileTextIsMadeVisible() {
    #expect("\u{202E}x".printable == "\\u{202E}x")
    #expect("a\r\nb".printable == "a\\u{D}\\u{A}b")
    #expect("\u{1B}[2J".printable == "\\u{1B}[2J")
    #expect("Zoé 👩‍👧".printable == "Zoé 👩‍👧")
  }
}
