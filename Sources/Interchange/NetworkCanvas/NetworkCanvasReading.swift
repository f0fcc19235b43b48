/// Reads the CSV files of Network Canvas, from Interviewer or Fresco, one network an interview.
///
/// Ego, node and edge lists are told apart by their columns, one file for each type of node and
/// edge, of one interview or of many; matrices repeat the lists and are not read.
///
/// Source: "Data Export" and "Data Dictionary", documentation of Network Canvas.
struct NetworkCanvasReading {
  private enum Column {
    static let ego = "networkCanvasEgoUUID"
    static let uuid = "networkCanvasUUID"
    static let node = "nodeID"
    static let edge = "edgeID"
    static let source = "networkCanvasSourceUUID"
    static let target = "networkCanvasTargetUUID"
    static let caseID = "networkCanvasCaseID"
    static let type = "networkCanvasType"
    static let naming: Set<String> = [ego, uuid, node, edge, source, target, "from", "to"]
  }

  /// A list with what its file's name tells of its entries.
  private struct List {
    let table: CSVTable
    let columns: CategoricalColumns
    let file: Int32
    let type: String?
  }

  private let files: [SourceFile]
  private var egos: [ExactText] = []
  private var builders: [ExactText: ToldBuilder] = [:]
  private var uuids: [ExactText: [ExactText: String]] = [:]
  private var variablePlaces: [String: ToldNetwork.Place] = [:]
  /// What belongs to no interview in particular.
  private var left: [(ToldNetwork.Place, ImportPlan.Reason)] = []

  static func networks(_ files: [SourceFile]) throws(ImportError) -> [ToldNetwork] {
    var reading = NetworkCanvasReading(files: files)
    return try reading.read()
  }

  private init(files: [SourceFile]) { self.files = files }

  private mutating func read() throws(ImportError) -> [ToldNetwork] {
    var nodes: [List] = []
    var edges: [List] = []
    var told: [List] = []
    for (index, file) in files.enumerated() {
      let place = NetworkFiles.place(index, of: files, named: true)
      let table = try CSVTable(file.data, separator: UInt8(ascii: ","), source: place)
      let list = List(
        table: table, columns: CategoricalColumns(table), file: Int32(index),
        type: Self.type(file.name))
      let header = Set(table.header)
      if header.contains(Column.edge) || header.contains(Column.source) {
        edges.append(list)
      } else if header.contains(Column.node) {
        nodes.append(list)
      } else if header.contains(Column.caseID) || header.contains(Column.ego) {
        told.append(list)
      } else {
        left.append((ToldNetwork.Place(file: Int32(index), line: 1), .notRead))
      }
    }
    for list in told { try readEgos(list) }
    for list in nodes { try readNodes(list) }
    for list in edges { try readEdges(list) }
    return try finish()
  }

  /// The type of node or edge, which stands in the file's name.
  private static func type(_ name: String) -> String? {
    for word in ["attributeList_", "edgeList_"] {
      guard let found = name.firstRange(of: word) else { continue }
      let type = name[found.upperBound...].prefix { $0 != "." }
      return type.isEmpty ? nil : String(type)
    }
    return nil
  }

  /// Reads each row of a list under the interview that it belongs to.
  private mutating func rows(
    _ list: List,
    each: (
      inout NetworkCanvasReading, ExactText, [String: String], [(String, String)],
      ToldNetwork.Place
    ) throws(ImportError) -> Void
  ) throws(ImportError) {
    for name in list.columns.names where !Column.naming.contains(name) {
      variablePlaces[name] =
        variablePlaces[name] ?? ToldNetwork.Place(file: list.file, line: 1)
    }
    for row in list.table.rows {
      let place = ToldNetwork.Place(file: list.file, line: Int32(row.line))
      guard row.cells.count == list.table.header.count else {
        left.append((place, .cellCount))
        continue
      }
      let values = list.columns.values(row.cells)
      let fields = Dictionary(values, uniquingKeysWith: { first, _ in first })
      let ego = ExactText(fields[Column.ego] ?? "")
      if builders[ego] == nil {
        egos.append(ego)
        builders[ego] = ToldBuilder(
          files: files.map(\.name), name: fields[Column.caseID] ?? ego.text)
        builders[ego]?.set(ego: [:])
      }
      try each(&self, ego, fields, values, place)
    }
  }

  private mutating func readEgos(_ list: List) throws(ImportError) {
    try rows(list) { reading, ego, fields, _, _ throws(ImportError) in
      reading.builders[ego]?.set(
        ego: fields.filter { !$0.value.isEmpty && $0.key != Column.ego && $0.key != "null" })
    }
  }

  private mutating func readNodes(_ list: List) throws(ImportError) {
    try rows(list) { reading, ego, fields, values, place throws(ImportError) in
      let id = fields[Column.uuid].flatMap { $0.isEmpty ? nil : $0 } ?? fields[Column.node] ?? ""
      if let number = fields[Column.node] {
        reading.uuids[ego, default: [:]][ExactText(number)] = id
      }
      var node = ToldNetwork.Node(place: place, id: id)
      node.values = reading.told(values, list, ego)
      try reading.builders[ego]?.add(node)
    }
  }

  private mutating func readEdges(_ list: List) throws(ImportError) {
    try rows(list) { reading, ego, fields, values, place throws(ImportError) in
      func end(_ uuid: String, _ number: String) -> String {
        if let id = fields[uuid], !id.isEmpty { return id }
        let name = fields[number] ?? ""
        return reading.uuids[ego]?[ExactText(name)] ?? name
      }
      let from = end(Column.source, "from")
      let to = end(Column.target, "to")
      let values = reading.told(values, list, ego)
      try reading.builders[ego]?.addEdge(
        from: from, to: to, directed: false, id: fields[Column.uuid], values: values, at: place)
    }
  }

  private mutating func told(
    _ values: [(String, String)], _ list: List, _ ego: ExactText
  ) -> [ToldNetwork.Value] {
    var result: [ToldNetwork.Value] = []
    for (name, text) in values
    where !text.isEmpty && name != "null" && !Column.naming.contains(name) {
      if let value = builders[ego]?.value(name, text) { result.append(value) }
    }
    if let type = list.type, let value = builders[ego]?.value(Column.type, type) {
      result.append(value)
    }
    return result
  }

  private mutating func finish() throws(ImportError) -> [ToldNetwork] {
    try ToldBuilder.check(networks: egos.count, lines: left.count, at: "the files")
    var networks: [ToldNetwork] = []
    for ego in egos {
      guard var network = builders[ego]?.finish() else { continue }
      network.variablePlaces = variablePlaces
      for (place, reason) in left { network.note(place, .dropped, reason) }
      networks.append(network)
    }
    return networks
  }
}
