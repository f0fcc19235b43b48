/// Reads tables that tell networks by their columns: a list of edges, lists of nodes and edges as
/// Gephi has them, lists with a column for ego, or a matrix of ties.
///
/// Columns are known by name whatever their case and punctuation: `Source`, `from`, `.SRCID`;
/// `Target`, `to`, `.TGTID`; `Id`, `alterID`, `.ALTID`; `egoID`, `.EGOID`. The separator is a comma,
/// a semicolon or a tab, whichever the header has most. `NA` is nothing.
struct GraphTables {
  private enum Names {
    static let source: Set<String> = ["source", "from", "srcid", "src", "alter1number", "sourceid"]
    static let target: Set<String> = ["target", "to", "tgtid", "tgt", "alter2number", "targetid"]
    static let node: Set<String> = ["id", "altid", "alterid", "nodeid", "alternumber", "nameid"]
    static let ego: Set<String> = ["egoid"]
  }

  private struct List {
    let table: CSVTable
    let file: Int32
    let source: Int?
    let target: Int?
    let node: Int?
    let ego: Int?
    /// Whether an edge is directed, as Gephi writes it.
    let type: Int?

    /// The columns that name things.
    var naming: Set<Int> { Set([source, target, node, ego, type].compactMap(\.self)) }
  }

  private let names: [String]
  private var egos: [ExactText] = []
  private var builders: [ExactText: ToldBuilder] = [:]
  private var variablePlaces: [String: ToldNetwork.Place] = [:]
  /// The rows of another number of cells, which belong to no network in particular.
  private var left: [ToldNetwork.Place] = []

  static func networks(_ files: [SourceFile]) throws(ImportError) -> [ToldNetwork] {
    var reading = GraphTables(names: files.map(\.name))
    var lists: [List] = []
    for (index, file) in files.enumerated() {
      let place = NetworkFiles.place(index, of: files, named: true)
      let table = try CSVTable(file.data, separator: separator(file), source: place)
      if files.count == 1, AdjacencyMatrix.isOne(table) {
        return [try AdjacencyMatrix.network(table, names: reading.names)]
      }
      lists.append(reading.list(table, file: index))
    }
    return try reading.read(lists)
  }

  private init(names: [String]) { self.names = names }

  /// The separator that the first line has most.
  private static func separator(_ file: SourceFile) -> UInt8 {
    let header = file.data.prefix { $0 != 0x0A && $0 != 0x0D }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    let counts = candidates.map { candidate in header.count { $0 == candidate } }
    let most = counts.max() ?? 0
    return zip(candidates, counts).first { $0.1 == most }?.0 ?? UInt8(ascii: ",")
  }

  private func list(_ table: CSVTable, file: Int) -> List {
    let plain = table.header.map { name in
      String(
        name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }
    func column(_ names: Set<String>) -> Int? { plain.firstIndex { names.contains($0) } }
    let source = column(Names.source)
    let target = column(Names.target)
    return List(
      table: table, file: Int32(file), source: source, target: target, node: column(Names.node),
      ego: column(Names.ego), type: source.flatMap { _ in column(["type"]) })
  }

  private mutating func read(_ lists: [List]) throws(ImportError) -> [ToldNetwork] {
    let edges = lists.filter { $0.source != nil && $0.target != nil }
    let others = lists.filter { $0.source == nil || $0.target == nil }
    let nodes = others.filter { $0.node != nil }
    let told = others.filter { $0.node == nil }
    // A table that neither has ends nor names anyone tells of egos, or is no network.
    guard told.allSatisfy({ $0.ego != nil }), !(edges.isEmpty && nodes.isEmpty) else {
      throw ImportError(.missingColumn, at: "the files")
    }
    let hasEgos = (edges + nodes).contains { $0.ego != nil }
    guard !hasEgos || (edges + nodes).allSatisfy({ $0.ego != nil }) || soleEgo(nodes) else {
      throw ImportError(.mixedFormats, at: "the files")
    }
    for list in nodes { try readNodes(list) }
    for list in told { try readEgos(list) }
    for list in edges { try readEdges(list) }
    try ToldBuilder.check(networks: egos.count, lines: left.count, at: "the files")
    var networks: [ToldNetwork] = []
    for ego in egos {
      guard var network = builders[ego]?.finish(tellingEnds: nodes.isEmpty) else { continue }
      network.variablePlaces = variablePlaces
      for place in left { network.note(place, .dropped, .cellCount) }
      networks.append(network)
    }
    guard !networks.isEmpty else { throw ImportError(.nothingToImport, at: "the files") }
    return networks
  }

  /// Whether all nodes are of one ego, so that ties need not say whose they are.
  private func soleEgo(_ nodes: [List]) -> Bool {
    var found: Set<String> = []
    for list in nodes {
      for row in list.table.rows {
        if let ego = list.ego, row.cells.indices.contains(ego) { found.insert(row.cells[ego]) }
      }
    }
    return found.count == 1
  }

  /// The network a row belongs to; without a column for ego, the only one.
  private mutating func ego(_ list: List, _ cells: [String]) -> ExactText {
    let name = list.ego.map { Self.identifier(cells[$0]) }
    let ego = name.map { ExactText($0) } ?? egos.first ?? ExactText("")
    if builders[ego] == nil {
      egos.append(ego)
      builders[ego] = ToldBuilder(files: names, name: ego.text)
      builders[ego]?.set(ego: list.ego == nil ? nil : [:])
    }
    return ego
  }

  private mutating func rows(
    _ list: List,
    each: (inout GraphTables, ExactText, [String], ToldNetwork.Place) throws(ImportError) -> Void
  ) throws(ImportError) {
    for (column, name) in list.table.header.enumerated() where !list.naming.contains(column) {
      variablePlaces[name] =
        variablePlaces[name] ?? ToldNetwork.Place(file: list.file, line: 1)
    }
    for row in list.table.rows {
      let place = ToldNetwork.Place(file: list.file, line: Int32(row.line))
      guard row.cells.count == list.table.header.count else {
        left.append(place)
        continue
      }
      try each(&self, ego(list, row.cells), row.cells, place)
    }
  }

  private mutating func values(
    _ list: List, _ cells: [String], _ ego: ExactText
  ) -> [ToldNetwork.Value] {
    var values: [ToldNetwork.Value] = []
    for (column, name) in list.table.header.enumerated() where !list.naming.contains(column) {
      let text = FormulaGuard.opened(cells[column])
      guard !Self.isMissing(text), let value = builders[ego]?.value(name, text) else { continue }
      values.append(value)
    }
    return values
  }

  private mutating func readNodes(_ list: List) throws(ImportError) {
    guard let column = list.node else { return }
    try rows(list) { reading, ego, cells, place throws(ImportError) in
      var node = ToldNetwork.Node(place: place, id: Self.identifier(cells[column]))
      node.values = reading.values(list, cells, ego)
      try reading.builders[ego]?.add(node)
    }
  }

  private mutating func readEgos(_ list: List) throws(ImportError) {
    try rows(list) { reading, ego, cells, _ throws(ImportError) in
      var attributes: [String: String] = [:]
      for (name, cell) in zip(list.table.header, cells) where !Self.isMissing(cell) {
        attributes[name] = cell
      }
      reading.builders[ego]?.set(ego: attributes)
    }
  }

  private mutating func readEdges(_ list: List) throws(ImportError) {
    guard let source = list.source, let target = list.target else { return }
    try rows(list) { reading, ego, cells, place throws(ImportError) in
      let values = reading.values(list, cells, ego)
      try reading.builders[ego]?.addEdge(
        from: Self.identifier(cells[source]), to: Self.identifier(cells[target]),
        directed: list.type.map { cells[$0].lowercased() == "directed" } ?? false,
        id: list.node.map { Self.identifier(cells[$0]) }, values: values, at: place)
    }
  }

  /// A name, without the fraction that statistical tools put after whole numbers.
  private static func identifier(_ cell: String) -> String {
    let text = FormulaGuard.opened(cell.trimmed)
    guard !isMissing(text) else { return "" }
    guard text.hasSuffix(".0"), text.dropLast(2).utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return text }
    return String(text.dropLast(2))
  }

  private static func isMissing(_ text: String) -> Bool {
    let text = text.trimmed
    return text.isEmpty || text == "NA"
  }
}
