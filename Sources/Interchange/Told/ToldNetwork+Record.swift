package import PersonalNetwork

extension ToldNetwork {
  /// The identifier of the owner's node in what we write.
  static let ownerID = "owner"

  /// The members and ties of a record, the owner being a node of their own; nothing else is told.
  ///
  /// A tie is told in one direction: from whom it goes. Without the reserve, nothing marked, carried
  /// by or naming a member of it is there, nor a tie told in a domain that is left with none.
  package init(_ record: PersonalNetwork, withReserve: Bool = false) {
    let items = record.items.filter { withReserve || !record.isReserved($0) }
    var tied: [MemberID: Set<LifeDomain>] = [:]
    for item in items {
      if case .tie(let tie) = item.content { tied[tie.member, default: []].insert(tie.domain) }
    }
    var builder = ToldBuilder(files: [])
    builder.set(ego: [:])
    let place = Place(file: 0, line: 0)
    // The bound is that of a file, which no record reaches.
    try? builder.add(
      Node(
        place: place, id: Self.ownerID, label: Self.ownerID,
        values: [builder.value("kind", Self.ownerKind)]))
    for item in items {
      guard case .card(let card) = item.content else { continue }
      let values = Self.values(item, leaving: ["id", "label"], &builder)
      try? builder.add(
        Node(place: place, id: item.id.description, label: card.label, values: values))
    }
    for item in items {
      switch item.content {
      case .tie(let tie):
        let values = Self.values(item, leaving: ["id", "member"], &builder)
        Self.add(
          item, from: Self.ownerID, to: tie.member.description, tie.qualities.direction,
          [builder.value("relation", Self.ownerKind)] + values, &builder)
      case .memberTie(let tie)
      where tied[tie.from]?.contains(tie.domain) == true
        || tied[tie.to]?.contains(tie.domain) == true:
        let values = Self.values(item, leaving: ["id", "from", "to"], &builder)
        Self.add(
          item, from: tie.from.description, to: tie.to.description, tie.qualities.direction,
          values, &builder)
      default: continue
      }
    }
    self = builder.finish()
  }

  /// The record of the same members and ties, for our JSON form.
  package static func part(
    of record: PersonalNetwork, withReserve: Bool = false
  ) throws(NetworkError) -> PersonalNetwork {
    let told = ToldNetwork(record, withReserve: withReserve)
    let ids = told.nodes.map(\.id) + told.edges.compactMap(\.id)
    return try PersonalNetwork(items: ids.compactMap { NetworkItemID($0).flatMap { record[$0] } })
  }

  /// The network of a record in our JSON form.
  static func json(
    _ file: SourceFile, _ index: Int, of files: [String], source: String
  ) throws(ImportError) -> [ToldNetwork] {
    let plan = try RecordJSON.plan(file.data)
    do {
      var network = ToldNetwork(try PersonalNetwork(items: plan.items), withReserve: true)
      network.files = files
      return [network]
    } catch {
      throw ImportError(.refused(error.code), at: "the record as a whole")
    }
  }

  private static func values(
    _ item: NetworkItem, leaving left: Set<String>, _ builder: inout ToldBuilder
  ) -> [Value] {
    ToldWords.attributes(item).filter { !left.contains($0.name) }
      .map { builder.value($0.name, $0.text) }
  }

  private static func add(
    _ item: NetworkItem, from: String, to: String, _ direction: TieDirection, _ values: [Value],
    _ builder: inout ToldBuilder
  ) {
    let isInward = direction == .inward
    try? builder.addEdge(
      from: isInward ? to : from, to: isInward ? from : to, directed: direction != .mutual,
      id: item.id.description, values: values, at: Place(file: 0, line: 0))
  }
}
