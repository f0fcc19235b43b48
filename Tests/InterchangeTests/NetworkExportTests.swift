import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

/// What is written for other tools and read back: the same members and ties.
@Suite struct NetworkExportTests {
  private static let labels = [
    "Éléonore d’Aubry", "Ольга Invented", "محمد بن فلان", "שרה לוי", "山田花子", "ดวงใจ", "नेहा e\u{301}",
    "\u{202E}evil\u{202C}", "=HYPERLINK(\"x\")", "'=quoted", "a, \"b\"; c\td", "line\nline",
    "<&>\"'", "👩🏽‍🦽", "-1", "@x", "＝1", " spaced ", "owner",
  ]

  /// A record with every quality, labels in many scripts, and a reserve.
  private func record() throws -> PersonalNetwork {
    var generator = SeededGenerator(seed: 7)
    var items: [NetworkItem] = []
    func add(_ content: ItemContent, reserved: Bool = false) throws {
      items.append(
        try NetworkItem(
          id: NetworkItemID(using: &generator), content: content, reserved: reserved))
    }
    for label in Self.labels {
      try add(.card(Member(kind: .person, label: label, circle: .close)))
    }
    let members = items.map { MemberID(card: $0.id) }
    try add(
      .card(
        Member(
          kind: .service, label: "Service", role: .healthService, formal: true,
          authority: AuthorityReference("invented"), mandate: .consented,
          since: Day("2024-01-02"), until: Day("2026-01-02"))))
    let service = MemberID(card: try #require(items.last).id)
    for member in members + [service] {
      try add(.tie(Tie(domain: .relations, member: member, qualities: TieQualities())))
    }
    try add(
      .tie(
        Tie(
          domain: .care, member: service,
          qualities: TieQualities(
            direction: .inward, strength: .strong, support: .much, stress: .little,
            help: [.money, .advocacy], helpDirection: .inward, frequency: .weekly, medium: .phone,
            mediatedBy: AuthorityReference("invented"), startedBy: .other,
            since: Day("2025-03-04"), saidBy: .professional, contested: true,
            statement: "not so: \"never\"\nreally"))))
    for (one, direction) in zip(1..., [TieDirection.mutual, .outward, .inward]) {
      try add(
        .memberTie(
          MemberTie(
            domain: .relations, from: members[0], to: members[one], relation: .talksAboutOwner,
            qualities: TieQualities(direction: direction, strength: .weak))))
    }
    // The same two, told twice in one domain: two items of a record, and two again.
    for _ in 0..<2 {
      try add(
        .memberTie(
          MemberTie(
            domain: .care, from: service, to: members[2], relation: .knows,
            qualities: TieQualities())))
    }
    try add(.card(Member(kind: .person, label: "Secret")), reserved: true)
    let secret = MemberID(card: try #require(items.last).id)
    try add(.tie(Tie(domain: .leisure, member: secret, qualities: TieQualities())))
    try add(
      .memberTie(
        MemberTie(
          domain: .relations, from: members[0], to: secret, relation: .knows,
          qualities: TieQualities())))
    try add(.note(Note(domain: .relations, text: "kept at home")))
    return try PersonalNetwork(items: items)
  }

  private func contents(_ network: PersonalNetwork) -> [NetworkItemID: NetworkItem] {
    var found: [NetworkItemID: NetworkItem] = [:]
    for item in network.items where [.card, .tie, .memberTie].contains(item.content.kind) {
      found[item.id] = item
    }
    return found
  }

  private func back(_ files: [SourceFile]) throws -> PersonalNetwork {
    let plan = try NetworkFiles.choose(nil, of: NetworkFiles.networks(files)).plan()
    #expect(plan.count(.dropped) == 0 && plan.count(.merged) == 0)
    return try PersonalNetwork(items: plan.items)
  }

  private func gephi(_ told: ToldNetwork) -> [SourceFile] {
    [
      SourceFile(name: "nodes.csv", data: GephiTables.nodes(told)),
      SourceFile(name: "edges.csv", data: GephiTables.edges(told)),
    ]
  }

  @Test(arguments: [true, false]) func graphMLComesBackTheSame(_ withReserve: Bool) throws {
    let record = try record()
    let told = ToldNetwork(record, withReserve: withReserve)
    let back = try back([SourceFile(name: "", data: GraphMLWriter.write(told))])
    #expect(contents(back) == contents(try ToldNetwork.part(of: record, withReserve: withReserve)))
    #expect(GraphMLWriter.write(ToldNetwork(back, withReserve: true)) == GraphMLWriter.write(told))
  }

  @Test(arguments: [true, false]) func gephiTablesComeBackTheSame(_ withReserve: Bool) throws {
    let record = try record()
    let told = ToldNetwork(record, withReserve: withReserve)
    #expect(
      contents(try back(gephi(told)))
        == contents(try ToldNetwork.part(of: record, withReserve: withReserve)))
  }

  @Test func theReserveIsLeftOutUnlessAsked() throws {
    let record = try record()
    let part = try ToldNetwork.part(of: record)
    #expect(part.members.count == record.members.count - 1)
    #expect(part.items.allSatisfy { !record.isReserved($0) })
    for data in [
      GraphMLWriter.write(ToldNetwork(record)), GephiTables.nodes(ToldNetwork(record)),
      GephiTables.edges(ToldNetwork(record)), RecordJSON.write(part),
    ] {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("Secret") && !text.contains("leisure"))
      #expect(!text.contains("kept at home"))
    }
    let whole = GraphMLWriter.write(ToldNetwork(record, withReserve: true))
    #expect(String(decoding: whole, as: UTF8.self).contains("Secret"))
  }

  @Test func aTieToldInADomainOfTheReserveAloneIsLeftOut() throws {
    var generator = SeededGenerator(seed: 3)
    func item(_ content: ItemContent, reserved: Bool = false) throws -> NetworkItem {
      try NetworkItem(id: NetworkItemID(using: &generator), content: content, reserved: reserved)
    }
    let cards = try ["A", "B"].map { try item(.card(Member(kind: .person, label: $0))) }
    let ends = cards.map { MemberID(card: $0.id) }
    let record = try PersonalNetwork(
      items: cards + [
        item(.tie(Tie(domain: .work, member: ends[0], qualities: TieQualities())), reserved: true),
        item(
          .memberTie(
            MemberTie(
              domain: .work, from: ends[0], to: ends[1], relation: .knows,
              qualities: TieQualities()))),
      ])
    #expect(try ToldNetwork.part(of: record).items.count == 2)
  }

  @Test func noCellOfATableIsAFormula() throws {
    let record = try record()
    let told = ToldNetwork(record, withReserve: true)
    for data in [GephiTables.nodes(told), GephiTables.edges(told)] {
      let text = String(decoding: data, as: UTF8.self)
      for line in text.split(separator: "\r\n") {
        for cell in line.split(separator: ",") {
          let start = cell.drop { $0 == "\"" }.unicodeScalars.first
          #expect(start.map { !"=+-@＝".unicodeScalars.contains($0) } ?? true, "\(cell)")
        }
      }
    }
  }

  @Test func whatXMLDoesNotHaveIsReplaced() throws {
    var record = PersonalNetwork()
    try record.put(
      NetworkItem(
        id: NetworkItemID(), content: .card(Member(kind: .person, label: "a\u{1}\u{FFFE}b"))))
    let written = GraphMLWriter.write(ToldNetwork(record))
    let back = try back([SourceFile(name: "", data: written)])
    #expect(back.members.map(\.card.label) == ["a?\u{FFFD}b"])
  }

  @Test func importingAnExportAgainChangesNothing() throws {
    let record = try record()
    let told = ToldNetwork(record, withReserve: true)
    for files in [[SourceFile(name: "", data: GraphMLWriter.write(told))], gephi(told)] {
      let plan = try NetworkFiles.choose(nil, of: NetworkFiles.networks(files)).plan(into: record)
      #expect(plan.items.isEmpty && plan.count(.taken) == 0)
      #expect(Set(plan.lines.compactMap(\.reason)) == [.present])
    }
  }

  @Test func aFileCannotChangeWhatTheRecordHolds() throws {
    let record = try record()
    let member = try #require(record.members.first)
    let note = try #require(record.items.first { $0.content.kind == .note })
    let text = """
      <graphml><key id="l" for="node" attr.name="label"/><graph>
      <node id="\(member.id)"><data key="l">Renamed</data></node>
      <node id="\(note.id)"><data key="l">New</data></node></graph></graphml>
      """
    let plan = try NetworkFiles.choose(nil, of: NetworkFiles.networks([NetworkSample.text(text)]))
      .plan(into: record)
    #expect(plan.items.allSatisfy { record[$0.id] == nil })
    var after = record
    try after.put(plan.items)
    #expect(after.card(member.id) == member.card && after[note.id] == note)
    #expect(NetworkSample.labels(after).contains("New"))
  }

  @Test func ourFormsGiveTheSameGraph() throws {
    let record = try record()
    let told = ToldNetwork(record)
    let json = SourceFile(name: "", data: RecordJSON.write(try ToldNetwork.part(of: record)))
    let graphs = try [
      [SourceFile(name: "", data: GraphMLWriter.write(told))], gephi(told), [json],
    ].map { try NetworkFiles.graphs($0) }
    for graph in graphs.map(\.first) {
      #expect(graph?.nodes.count == Self.labels.count + 1)
      #expect(graph?.edges.count == 5)
      #expect(Set(graph?.nodes.map(\.label) ?? []) == Set(Self.labels + ["Service"]))
      #expect(graph?.nodes.first { $0.label == "Service" }?.egoWeight == 3)
    }
  }
}
