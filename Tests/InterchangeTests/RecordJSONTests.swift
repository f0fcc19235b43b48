import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

@Suite struct RecordJSONTests {
  static let hostile = [
    "Zoé", "Zoe\u{301}", "\"\\/<script>{{{x}}}", "\u{202E}gnp.exe", "👩‍👩‍👧‍👦", "a\r\n\tb", "\u{FEFF}x",
    "\u{10FFFF}", "null", "\u{7F}\u{1B}[2J", "a\u{2028}b",
  ]

  static func file(_ lists: String) -> Data {
    Data("{\"format\": \"maille-record\", \"version\": 1\(lists)}".utf8)
  }

  private func network(_ plan: ImportPlan) throws -> PersonalNetwork {
    try PersonalNetwork(items: plan.items)
  }

  static let small = """
    ,
    "members": [
      {"id": "paul", "label": "Paul", "role": "e360", "formal": true, "authority": "estran"},
      {"id": "okoro", "label": "Mme Okoro", "circle": 1, "reserved": true}
    ],
    "ties": [
      {"domain": "housing", "member": "paul", "support": 2, "stress": 3, "help": ["money"]},
      {"domain": "housing", "member": "okoro"}
    ],
    "memberTies": [
      {"domain": "housing", "from": "paul", "to": "okoro", "relation": "knows"}
    ],
    "events": [
      {"domain": "housing", "member": "paul", "time": "2026-06-01T11:00+02:00",
       "medium": "phone", "startedBy": "member"}
    ],
    "notes": [{"id": "n", "domain": "housing", "text": "x", "names": ["okoro"]}]
    """

  @Test func aSmallRecordIsRead() throws {
    let plan = try RecordJSON.plan(Self.file(Self.small))
    let network = try network(plan)
    #expect(network.members.count == 2 && network.ties().count == 2 && network.count == 7)
    let paul = MemberID(card: try #require(plan.names["paul"]))
    let okoro = MemberID(card: try #require(plan.names["okoro"]))
    #expect(network.card(paul)?.role == .otherProfessional)
    #expect(network.isReserved(okoro) && !network.isReserved(paul))
    let name = try #require(plan.names["n"])
    let note = try #require(network[name])
    #expect(network.isReserved(note))
    let tie = try #require(network.ties().first { $0.tie.member == paul }).tie
    #expect(tie.qualities.isAmbivalent && tie.qualities.help == [.money])
    guard
      case .event(let event) = network.items.first(where: { $0.content.kind == .event })?.content
    else {
      Issue.record("no event")
      return
    }
    #expect(event.time == Date(timeIntervalSince1970: 1_780_304_400))
    #expect(plan.count(.taken) == 7)
  }

  @Test(arguments: hostile)
  func whatIsWrittenIsReadBackTheSame(_ text: String) throws {
    var network = PersonalNetwork()
    let member = MemberID(card: NetworkItemID())
    let other = MemberID(card: NetworkItemID())
    let day = try #require(Day("2026-02-28"))
    let qualities = try TieQualities(
      direction: .inward, strength: .weak, support: .veryMuch, stress: .some,
      help: Set(HelpKind.allCases), helpDirection: .mutual, frequency: .daily, medium: .letter,
      mediatedBy: AuthorityReference("cpas"), startedBy: .other, since: day, until: day,
      saidBy: .professional, contested: true, statement: text)
    let contents: [ItemContent] = [
      .tie(Tie(domain: .care, member: member, qualities: qualities)),
      .tie(Tie(domain: .work, member: other, qualities: try TieQualities())),
      .memberTie(
        try MemberTie(
          domain: .work, from: member, to: other, relation: .talksAboutOwner,
          qualities: qualities)),
      .contact(try ContactDetail(domain: .care, member: member, kind: .hours, value: text)),
      .event(
        try ContactEvent(
          domain: .care, member: member, time: Date(timeIntervalSince1970: -1), medium: .online,
          place: text, startedBy: .owner, occasion: .afterIncident)),
      .objective(
        try Objective(
          domain: .care, member: member, text: text, author: .member(other), horizon: day,
          state: .reached)),
      .appointment(
        try Appointment(
          domain: .care, text: text, time: Date(timeIntervalSince1970: 4_102_444_799),
          place: text, origin: .imposed)),
      .obstacle(
        try Obstacle(
          domain: .care, member: member, code: .injunction, otherDomains: [.work],
          services: [other], from: day, until: day, severity: .mild, saidBy: .member,
          tried: text, outcome: .lifted, note: text)),
      .note(try Note(domain: .care, member: member, names: [other], text: text)),
      .referent(try ReferentDesignation(member: member, since: day, substitute: other)),
      .mask(Mask(member: other, kind: .person, role: .immediateFamily)),
    ]
    try network.put(
      [
        NetworkItem(
          id: member.card,
          content: .card(
            Member(
              kind: .institution, label: text, role: .media, formal: true,
              authority: AuthorityReference("a-1"), parentAuthority: AuthorityReference("b"),
              mandate: .imposed, circle: .important, since: day, until: day)),
          reserved: true),
        NetworkItem(id: other.card, content: .card(Member(kind: .person, label: text))),
      ] + contents.map { try NetworkItem(id: NetworkItemID(), content: $0) })
    let file = RecordJSON.write(network)
    let back = try self.network(try RecordJSON.plan(file))
    #expect(back == network)
    #expect(RecordJSON.write(back) == file)
  }

  @Test func theVectorIsReadAndWrittenToTheSameBytes() throws {
    let file = try Repository.vector("record.json")
    let network = try network(try RecordJSON.plan(file))
    #expect(network.count == 16 && network.referents.count == 1)
    #expect(RecordJSON.write(network) == file)
  }

  @Test func theSameFileAgainChangesNothingAndAnEditIsANewVersion() throws {
    let file = Self.file(
      """
      ,"notes": [{"id": "AAAAAAAAAAAAAAAAAAAAAA", "domain": "care", "text": "one"}]
      """)
    let network = try network(try RecordJSON.plan(file))
    let again = try RecordJSON.plan(file, into: network)
    #expect(again.items.isEmpty && again.lines.map(\.reason) == [.present])
    let edited = Data(String(decoding: file, as: UTF8.self).replacing("one", with: "two").utf8)
    #expect(try RecordJSON.plan(edited, into: network).items.map(\.version) == [2])
  }

  @Test func aFileMayNameTheMembersOfTheRecord() throws {
    let network = try network(
      try RecordJSON.plan(
        Self.file(
          """
          ,"members": [{"id": "AAAAAAAAAAAAAAAAAAAAAA", "label": "Paul"}]
          """)))
    let plan = try RecordJSON.plan(
      Self.file(
        """
        ,"ties": [{"domain": "care", "member": "AAAAAAAAAAAAAAAAAAAAAA"}]
        """), into: network)
    #expect(plan.items.count == 1)
  }

  @Test(arguments: [
    ("", ImportError.Code.malformedJSON),
    ("[]", .wrongType),
    ("{\"format\": \"maille-record\"}", .wrongFormat),
    ("{\"format\": \"maille-record\", \"version\": 2}", .wrongFormat),
    ("{\"format\": \"maille-record\", \"version\": 1.0}", .wrongType),
    ("{\"format\": \"maille-record\", \"version\": 1} x", .malformedJSON),
    ("{\"format\": \"maille-record\", \"version\": 1, \"persons\": []}", .unknownField),
    ("{\"format\": \"maille-record\", \"version\": 1, \"version\": 1}", .duplicateField),
    (String(repeating: "[", count: 100_000), .nestedTooDeeply),
    ("{\"format\": \"\\ud800\"}", .malformedJSON),
    ("{\"format\": \"\\u00zz\"}", .malformedJSON),
    ("{\"a\": 01}", .malformedJSON),
    ("{\"a\": 99999999999999999999}", .wrongType),
    ("{\"a\": \"\n\"}", .malformedJSON),
    ("{\"a\": tru}", .malformedJSON),
    ("{\"a\": \"", .malformedJSON),
    ("{\"a\" 1}", .malformedJSON),
    ("{\"a\": [1,]}", .malformedJSON),
  ])
  func aFileThatIsNoRecordIsRefused(_ text: String, _ code: ImportError.Code) {
    let error = #expect(throws: ImportError.self) { try RecordJSON.plan(Data(text.utf8)) }
    #expect(error?.code == code)
  }

  @Test func textThatIsNotUTF8IsRefused() {
    let file = Data("{\"format\": \"".utf8) + Data([0xFF, 0xFE]) + Data("\"}".utf8)
    #expect(throws: ImportError(.notUTF8, at: "line 1")) { try RecordJSON.plan(file) }
  }

  @Test(arguments: [
    ("\"member\": \"paul\", \"support\"", "\"member\": \"pol\", \"support\"", "unknownName"),
    ("\"support\": 2", "\"support\": 5", "unknownWord"),
    ("\"support\": 2", "\"support\": \"2\"", "wrongType"),
    ("\"support\": 2", "\"suport\": 2", "unknownField"),
    ("\"help\": [\"money\"]", "\"help\": [\"love\"]", "unknownWord"),
    ("\"domain\": \"housing\", \"member\": \"okoro\"", "\"member\": \"okoro\"", "missingField"),
    (
      "\"label\": \"Paul\"", "\"label\": \"\"",
      "refused(PersonalNetwork.NetworkError.Code.emptyText)"
    ),
    ("\"id\": \"okoro\"", "\"id\": \"paul\"", "duplicateName"),
    ("2026-06-01T11:00+02:00", "2026-06-31T11:00+02:00", "malformedDate"),
    ("2026-06-01T11:00+02:00", "2026-06-01 11:00", "malformedDate"),
    ("\"to\": \"okoro\"", "\"to\": \"paul\"", "refused(PersonalNetwork.NetworkError.Code.selfTie)"),
    (
      "\"domain\": \"housing\", \"from\"", "\"domain\": \"work\", \"from\"",
      "refused(PersonalNetwork.NetworkError.Code.domainWithoutTie)"
    ),
  ])
  func aWrongFieldIsRefusedWithItsLine(_ part: String, _ other: String, _ code: String) {
    let text = Self.small.replacing(part, with: other)
    #expect(text != Self.small)
    let error = #expect(throws: ImportError.self) { try RecordJSON.plan(Self.file(text)) }
    #expect(error.map { "\($0.code)" } == code)
    #expect(error?.place.hasPrefix("line ") == true)
    #expect(error?.place.contains("Paul") == false)
  }

  @Test func momentsAreReadAndWritten() throws {
    for (text, seconds) in [
      ("1970-01-01T00:00:00Z", 0), ("2026-06-01T09:00:00Z", 1_780_304_400),
      ("1969-12-31T23:59:59Z", -1), ("2000-02-29T12:00:00Z", 951_825_600),
      ("2100-03-01T00:00:00Z", 4_107_542_400), ("0001-01-01T00:00:00Z", -62_135_596_800),
    ] {
      let file = Self.file(
        """
        ,"appointments": [{"domain": "care", "text": "x", "time": "\(text)"}]
        """)
      let network = try network(try RecordJSON.plan(file))
      guard case .appointment(let appointment) = network.items[0].content else { continue }
      #expect(appointment.time.timeIntervalSince1970 == Double(seconds))
      #expect(String(decoding: RecordJSON.write(network), as: UTF8.self).contains(text))
    }
  }
}
