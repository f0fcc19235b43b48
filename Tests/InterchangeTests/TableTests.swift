import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

@Suite struct TableTests {
  static func mapping(_ extra: String = "", ties: String = #""from":"a","to":"b""#) -> Data {
    Data(
      """
      {"format": "maille-table-mapping", "version": 1, "missing": ["NA"],
       "members": {"id": "id", "label": "name", "role": {"column": "rel",
         "values": {"friend": "e320", "kin": "e310", "none": null}},
         "ties": [{"domain": {"column": "dom"}, "strength": {"column": "s"}}]},
       "ties": {\(ties)}\(extra)}
      """.utf8)
  }

  private func plan(
    _ members: String, _ ties: String? = nil, mapping: Data = mapping()
  ) throws -> ImportPlan {
    try TableImport.plan(
      members: Data(members.utf8), ties: ties.map { Data($0.utf8) },
      mapping: try TableMapping(mapping))
  }

  @Test func quotesLineEndsAndAByteOrderMarkAreRead() throws {
    let table =
      "\u{FEFF}\"id\",name,rel,dom,s\r\n1,\"Ann, \"\"la\n grande\"\"\",friend,care,3\r"
      + "2,Bob,NA,work,\n\n3, Zoé ,kin,care,NA"
    let plan = try plan(table)
    let network = try PersonalNetwork(items: plan.items)
    #expect(Set(network.members.map(\.card.label)) == ["Ann, \"la\n grande\"", "Bob", "Zoé"])
    #expect(network.ties(in: .care).count == 2)
    #expect(plan.lines.map(\.line) == [2, 4, 6])
    #expect(plan.count(.taken, of: "members") == 3)
  }

  @Test func whatCannotBeUsedIsDroppedWithItsReason() throws {
    let members = """
      id,name,rel,dom,s
      1,Ann,friend,care,3
      ,Bob,friend,care,3
      2,Bob,enemy,care,3
      3,Cid,friend,nowhere,3
      4,Dee,friend,care,9
      5,Eve,friend,care
      6,,friend,care,1
      7,Flo,none,NA,NA
      1,Ann again,kin,work,1
      """
    let plan = try plan(members)
    #expect(
      plan.lines.map(\.reason) == [
        nil, .emptyCell, .unknownWord, .unknownWord, .unknownWord, .cellCount, .emptyCell, nil,
        .repeated,
      ])
    let network = try PersonalNetwork(items: plan.items)
    #expect(Set(network.members.map(\.card.label)) == ["Ann", "Flo"])
    let ann = MemberID(card: try #require(plan.names["1"]))
    #expect(network.domains(of: ann) == [.care, .work])
    #expect(plan.count(.merged) == 1 && plan.count(.dropped) == 6)
  }

  static let three =
    "id,name,rel,dom,s\n1,A,kin,care,1\n2,B,kin,work,1\n3,C,none,NA,NA\n4,D,none,NA,\n"

  @Test func pairsAreMergedAndLoopsDropped() throws {
    let ties = "a,b\n1,2\n2,1\n1,2\n1,1\n1,9\n3,4\n3,1\n,1\n"
    let plan = try plan(Self.three, ties)
    #expect(
      plan.lines.filter { $0.source == "ties" }.map(\.reason) == [
        nil, .reversed, .repeated, .selfTie, .unknownMember, .noDomain, nil, .emptyCell,
      ])
    let network = try PersonalNetwork(items: plan.items)
    #expect(network.memberTies.count == 2)
    #expect(network.memberTies.allSatisfy { $0.tie.qualities.direction == .mutual })
    #expect(network.memberTies.allSatisfy { $0.tie.domain == .care })
  }

  @Test func aDirectedTieToldBothWaysIsMutual() throws {
    let mapping = Self.mapping(
      ties: """
        "from": "a", "to": "b", "directed": true, "strength": {"column": "w"},
        "domain": "work", "relation": "talks-about-owner",
        "present": {"column": "w", "values": {"0": false}, "otherwise": true}
        """)
    let plan = try plan(Self.three, "a,b,w\n1,2,1\n2,1,3\n3,2,2\n3,1,0\n", mapping: mapping)
    let ties = try PersonalNetwork(items: plan.items).memberTies.map(\.tie)
    #expect(ties.count == 2)
    #expect(Set(ties.map(\.qualities.direction)) == [.mutual, .outward])
    #expect(ties.contains { $0.qualities.strength == .strong })
    #expect(ties.allSatisfy { $0.domain == .work && $0.relation == .talksAboutOwner })
    #expect(plan.lines.last?.reason == .noTie)
  }

  @Test(arguments: [
    ("id,name,rel,dom,s\n1,\"A,kin,care,1\n", ImportError(.unclosedQuote, at: "members, line 2")),
    ("id,name,rel,dom,s\n1,\"A\"x,kin,care,1\n", .init(.textAfterQuote, at: "members, line 2")),
    ("id,name,rel,dom\n1,A,kin,care\n", .init(.missingColumn, at: "members, column s")),
    ("id,name,rel,dom,s,s\n1,A,kin,care,1,1\n", .init(.duplicateColumn, at: "members, column s")),
    ("", .init(.nothingToImport, at: "members")),
    ("id,name,rel,dom,s\n", .init(.nothingToImport, at: "members")),
  ])
  func aTableThatCannotBeReadIsRefusedWhole(_ table: String, _ expected: ImportError) {
    #expect(throws: expected) { try plan(table) }
  }

  @Test func latin1IsRefusedWithItsLine() throws {
    let table = Data("id,name,rel,dom,s\n1,Zo".utf8) + Data([0xE9]) + Data(",kin,care,1\n".utf8)
    #expect(throws: ImportError(.notUTF8, at: "members, line 2")) {
      try TableImport.plan(
        members: table, ties: nil, mapping: try TableMapping(Self.mapping()))
    }
  }

  @Test(arguments: [
    ("\"id\": \"id\", ", "", "missingField"), ("\"e320\"", "\"e999\"", "unknownWord"),
    ("\"missing\"", "\"mising\"", "unknownField"),
    ("\"column\": \"dom\"", "\"col\": 1", "missingField"),
    ("maille-table-mapping", "other", "wrongFormat"),
  ])
  func aWrongMappingIsRefused(_ part: String, _ other: String, _ code: String) {
    let text = String(decoding: Self.mapping(), as: UTF8.self).replacing(part, with: other)
    let error = #expect(throws: ImportError.self) { try TableMapping(Data(text.utf8)) }
    #expect(error.map { "\($0.code)" } == code)
  }

  @Test(.sharedData)
  func aPublishedNetworkBecomesARecord() throws {
    let folder = "networks/vacca-028"
    let mapping = try Repository.bytes("Tests/InterchangeTests/Mappings/vacca-028.json")
    let plan = try TableImport.plan(
      members: try SharedData.bytes("\(folder)/alter_attributes_028.csv"),
      ties: try SharedData.bytes("\(folder)/alter_ties_028.csv"),
      mapping: try TableMapping(mapping))
    let network = try PersonalNetwork(items: plan.items)
    #expect(network.members.count == 45)
    #expect(network.memberTies.count == 259)
    #expect(network.ties(in: .leisure).count == 27)
    #expect(network.ties(in: .relations).count == 10)
    #expect(network.ties(in: .community).count == 8)
    #expect(network.ties(in: .responsibilities).count == 22)
    #expect(network.ties(in: .communication).count == 17)
    #expect(network.memberTies.count { $0.tie.qualities.strength == .strong } == 24)
    #expect(plan.count(.taken, of: "members") == 45 && plan.count(.taken, of: "ties") == 259)
    #expect(plan.count(.dropped) == 0 && plan.count(.merged) == 0)
    // What was imported can be kept as our own form, and read back.
    let back = try RecordJSON.plan(RecordJSON.write(network))
    #expect(try PersonalNetwork(items: back.items) == network)
  }

  @Test(.sharedData)
  func aBadLineIsReportedAndTheRestTaken() throws {
    let folder = "networks/vacca-028"
    let mapping = try Repository.bytes("Tests/InterchangeTests/Mappings/vacca-028.json")
    let members = try SharedData.bytes("\(folder)/alter_attributes_028.csv")
    let ties = try SharedData.bytes("\(folder)/alter_ties_028.csv")
    let plan = try TableImport.plan(
      members: members + Data("2899,28,99,Male,60+,Boss,NA,NA,NA,NA,NA,70\n".utf8),
      ties: ties + Data("2801,2899,1\n2802,2801,2\n2801,2801,1\n".utf8),
      mapping: try TableMapping(mapping))
    #expect(
      plan.lines.filter { $0.outcome == .dropped }.map(\.reason) == [
        .unknownWord, .unknownMember, .selfTie,
      ])
    #expect(plan.lines.filter { $0.outcome == .merged }.map(\.reason) == [.reversed])
    #expect(try PersonalNetwork(items: plan.items).members.count == 45)
  }
}
