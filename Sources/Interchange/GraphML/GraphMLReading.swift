import Foundation

/// Reads GraphML as networkx, igraph, Gephi, yEd and Network Canvas write it, one network a graph.
///
/// A nested graph belongs to the one around it; ports and hyperedges are not read. Values are taken
/// by `attr.name`, so that keys may be UUIDs; several keys may share a name.
///
/// Source: the GraphML Primer, U. Brandes, M. Eiglsperger, J. Lerner; the GraphML page of the
/// Network Canvas documentation.
struct GraphMLReading {
  private struct Key {
    let name: String
    let use: String
    var standard: String?
    let line: Int32
  }

  private var reader: XMLReader
  private let file: Int32
  private let files: [String]
  private var keys: [ExactText: Key] = [:]
  private var isNetworkCanvas = false
  private var builders: [ToldBuilder] = []

  /// The networks of one of `files`.
  static func networks(
    _ file: SourceFile, _ index: Int, of files: [String], source: String
  ) throws(ImportError) -> [ToldNetwork] {
    var reading = try GraphMLReading(file.data, file: index, of: files, source: source)
    try reading.read()
    return try reading.finish()
  }

  private init(_ data: Data, file: Int, of files: [String], source: String) throws(ImportError) {
    reader = try XMLReader(data, source: source)
    self.file = Int32(file)
    self.files = files
  }

  private var place: ToldNetwork.Place { ToldNetwork.Place(file: file, line: Int32(reader.line)) }

  private mutating func read() throws(ImportError) {
    guard case .start("graphml", let attributes) = try reader.next() else {
      throw ImportError(.wrongFormat, at: reader.place)
    }
    // The namespace alone does not tell: exports name it on the root or on each graph.
    isNetworkCanvas = attributes.keys.contains { $0.hasPrefix("nc:") }
    try children { reading, name, attributes throws(ImportError) in
      switch name {
      case "key": try reading.key(attributes)
      case "graph": try reading.graph(attributes)
      default: try reading.skip()
      }
    }
    guard try reader.next() == nil else { throw ImportError(.malformedXML, at: reader.place) }
    guard !builders.isEmpty else { throw ImportError(.nothingToImport, at: reader.place) }
  }

  /// Reads the elements in the one just opened, up to its end.
  private mutating func children(
    _ each: (inout GraphMLReading, String, [String: String]) throws(ImportError) -> Void
  ) throws(ImportError) {
    while let event = try reader.next() {
      switch event {
      case .start(let name, let attributes): try each(&self, name, attributes)
      case .text: continue
      case .end: return
      }
    }
  }

  private mutating func skip() throws(ImportError) {
    try children { reading, _, _ throws(ImportError) in try reading.skip() }
  }

  /// The text of the element just opened; where elements lie in it, the first label among them.
  private mutating func text() throws(ImportError) -> (text: String, label: String?) {
    var text = ""
    var label: String?
    var isPlain = true
    while let event = try reader.next() {
      switch event {
      case .text(let part): text += part
      case .end: return (isPlain || !text.isBlank ? text : "", label)
      case .start(let name, _):
        isPlain = false
        let inner = try self.text()
        let found = name.hasSuffix("NodeLabel") ? inner.text.trimmedLines : inner.label
        if label == nil, let found, !found.isEmpty { label = found }
      }
    }
    return (text, label)
  }

  private mutating func key(_ attributes: [String: String]) throws(ImportError) {
    let line = Int32(reader.line)
    var standard: String?
    try children { reading, name, _ throws(ImportError) in
      let text = try reading.text().text
      if name == "default" { standard = text }
    }
    guard let id = attributes["id"] else { return }
    let key = Key(
      name: attributes["attr.name"] ?? attributes["yfiles.type"] ?? id,
      use: attributes["for"] ?? "all", standard: standard, line: line)
    guard keys.updateValue(key, forKey: ExactText(id)) == nil else {
      throw ImportError(.duplicateField, at: reader.place)
    }
    if key.name == "networkCanvasUUID" { isNetworkCanvas = true }
  }

  private mutating func graph(_ attributes: [String: String]) throws(ImportError) {
    if attributes.keys.contains(where: { $0.hasPrefix("nc:") }) { isNetworkCanvas = true }
    let name = ["nc:caseId", "nc:caseID", "nc:sessionUUID", "id"].lazy
      .compactMap { attributes[$0] }.first { !$0.isEmpty }
    var builder = ToldBuilder(files: files, name: name ?? "")
    var ego: [ToldNetwork.Value] = []
    try contents(of: attributes, into: &builder, ego: &ego)
    builder.egoValues = ego
    builders.append(builder)
    try ToldBuilder.check(networks: builders.count, lines: keys.count, at: reader.place)
  }

  private mutating func contents(
    of graph: [String: String], into builder: inout ToldBuilder, ego: inout [ToldNetwork.Value]
  ) throws(ImportError) {
    let directed = graph["edgedefault"] == "directed"
    while let event = try reader.next() {
      guard case .start(let name, let attributes) = event else {
        if case .end = event { return }
        continue
      }
      switch name {
      case "data": ego.append(try data(attributes, &builder).value)
      case "node": try node(attributes, directed: directed, into: &builder)
      case "edge": try edge(attributes, directed: directed, into: &builder)
      default:
        builder.note(place, .dropped, .notRead)
        try skip()
      }
    }
  }

  private mutating func data(
    _ attributes: [String: String], _ builder: inout ToldBuilder
  ) throws(ImportError) -> (value: ToldNetwork.Value, label: String?) {
    let (text, label) = try text()
    return (builder.value(attributes["key"] ?? "", text), label)
  }

  private mutating func node(
    _ attributes: [String: String], directed: Bool, into builder: inout ToldBuilder
  ) throws(ImportError) {
    var node = ToldNetwork.Node(place: place, id: attributes["id"] ?? "")
    while let event = try reader.next() {
      guard case .start(let name, let inner) = event else {
        if case .end = event { break }
        continue
      }
      switch name {
      case "data":
        let (value, label) = try data(inner, &builder)
        if let label { node.label = node.label ?? label }
        if !value.text.isEmpty { node.values.append(value) }
      case "graph":
        var inside: [ToldNetwork.Value] = []
        try contents(
          of: inner.merging(["edgedefault": directed ? "directed" : "undirected"]) { one, _ in one
          },
          into: &builder, ego: &inside)
      default:
        builder.note(place, .dropped, .notRead)
        try skip()
      }
    }
    try builder.add(node)
  }

  private mutating func edge(
    _ attributes: [String: String], directed: Bool, into builder: inout ToldBuilder
  ) throws(ImportError) {
    let place = place
    var values: [ToldNetwork.Value] = []
    while let event = try reader.next() {
      guard case .start(let name, let inner) = event else {
        if case .end = event { break }
        continue
      }
      guard name == "data" else {
        builder.note(self.place, .dropped, .notRead)
        try skip()
        continue
      }
      let value = try data(inner, &builder).value
      if !value.text.isEmpty { values.append(value) }
    }
    try builder.addEdge(
      from: attributes["source"] ?? "", to: attributes["target"] ?? "",
      directed: attributes["directed"].map { $0 == "true" } ?? directed, id: attributes["id"],
      values: values, at: place)
  }

  private mutating func finish() throws(ImportError) -> [ToldNetwork] {
    try ToldBuilder.check(networks: builders.count, lines: keys.count, at: reader.place)
    var networks: [ToldNetwork] = []
    for index in builders.indices {
      var nodeDefaults: [ToldNetwork.Value] = []
      var edgeDefaults: [ToldNetwork.Value] = []
      for (id, key) in keys.sorted(by: { $0.value.line < $1.value.line }) {
        guard let text = key.standard, !text.isEmpty else { continue }
        let value = builders[index].value(id.text, text)
        if key.use != "edge" { nodeDefaults.append(value) }
        if key.use != "node" { edgeDefaults.append(value) }
      }
      try builders[index].count(
        nodeDefaults: nodeDefaults.count, edgeDefaults: edgeDefaults.count, at: place)
      let keys = keys
      let egoValues = builders[index].egoValues
      var network = builders[index].finish(nodeDefaults: nodeDefaults, edgeDefaults: edgeDefaults) {
        keys[ExactText($0)]?.name ?? $0
      }
      if isNetworkCanvas { network.ego = network.attributes(egoValues, defaults: []) }
      for key in keys.values {
        network.variablePlaces[key.name] = ToldNetwork.Place(file: file, line: key.line)
      }
      networks.append(network)
    }
    return networks
  }
}

extension String {
  /// Whether there is nothing in it but white space.
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  /// The text without white space and line ends around it.
  var trimmedLines: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
