/// Puts a network together while a file is read: nodes may be named before they are told.
struct ToldBuilder {
  /// The most nodes, edges and values read in all: a bound against hostile files.
  static let bound = 4_000_000
  /// The most networks that files tell together.
  static let networkBound = 10_000

  /// What is said of the one whose network it is, until the variables have their names.
  var egoValues: [ToldNetwork.Value] = []
  private var network = ToldNetwork()
  private var places: [ExactText: Int32] = [:]
  private var told: [Bool] = []
  private var variables: [ExactText: Int32] = [:]
  private var count = 0

  /// Begins a network; `files` are the names of the files for the report.
  init(files: [String], name: String = "") {
    network.files = files
    network.name = name
  }

  /// The number of a variable.
  mutating func variable(_ name: String) -> Int32 {
    if let number = variables[ExactText(name)] { return number }
    let number = Int32(network.variables.count)
    variables[ExactText(name)] = number
    network.variables.append(name)
    return number
  }

  /// A value of a variable.
  mutating func value(_ name: String, _ text: String) -> ToldNetwork.Value {
    ToldNetwork.Value(variable: variable(name), text: text)
  }

  private mutating func count(_ more: Int, _ place: ToldNetwork.Place) throws(ImportError) {
    count += more
    guard count <= Self.bound else {
      throw ImportError(.tooMany, at: "line \(place.line)")
    }
  }

  /// The place of the node of a name, whether it was told yet or not.
  private mutating func index(_ id: String, _ place: ToldNetwork.Place) -> Int32 {
    if let index = places[ExactText(id)] { return index }
    let index = Int32(network.nodes.count)
    places[ExactText(id)] = index
    network.nodes.append(ToldNetwork.Node(place: place, id: id))
    told.append(false)
    return index
  }

  /// Adds a node; one of a name that was told is merged into the first.
  mutating func add(_ node: ToldNetwork.Node) throws(ImportError) {
    try count(1 + node.values.count + node.details.count, node.place)
    guard !node.id.isEmpty else { return network.note(node.place, .dropped, .emptyCell) }
    let index = Int(index(node.id, node.place))
    guard !told[index] else {
      network.nodes[index].label = network.nodes[index].label ?? node.label
      network.nodes[index].values += node.values
      network.nodes[index].details += node.details
      return network.note(node.place, .merged, .repeated)
    }
    told[index] = true
    network.nodes[index] = node
  }

  /// Adds an edge between the nodes of two names.
  mutating func addEdge(
    from: String, to: String, directed: Bool, id: String? = nil, values: [ToldNetwork.Value] = [],
    at place: ToldNetwork.Place
  ) throws(ImportError) {
    try count(1 + values.count, place)
    guard !from.isEmpty, !to.isEmpty else { return network.note(place, .dropped, .emptyCell) }
    network.edges.append(
      ToldNetwork.Edge(
        place: place, from: index(from, place), to: index(to, place), directed: directed, id: id,
        values: values))
  }

  /// Counts what is said of every node and edge as if each had said it.
  mutating func count(
    nodeDefaults: Int, edgeDefaults: Int, at place: ToldNetwork.Place
  ) throws(ImportError) {
    try count(network.nodes.count * nodeDefaults + network.edges.count * edgeDefaults, place)
  }

  /// Refuses one network more than may be, and more lines of a report that goes with each.
  static func check(
    networks: Int, lines: Int = 0, at place: String
  ) throws(ImportError) {
    guard networks <= networkBound, networks * lines <= bound else {
      throw ImportError(.tooMany, at: place)
    }
  }

  /// Adds a line to the report.
  mutating func note(
    _ place: ToldNetwork.Place, _ outcome: ImportPlan.Line.Outcome, _ reason: ImportPlan.Reason
  ) {
    network.note(place, outcome, reason)
  }

  /// States what is said of the one whose network it is.
  mutating func set(ego: [String: String]?) { network.ego = ego }

  /// The network: edges to nodes that nobody told are dropped, or tell the node.
  ///
  /// - Parameters:
  ///   - tellingEnds: Whether an end that no list tells is a node all the same.
  ///   - name: Gives a variable its name, once all of the file is read.
  mutating func finish(
    tellingEnds: Bool = false, nodeDefaults: [ToldNetwork.Value] = [],
    edgeDefaults: [ToldNetwork.Value] = [], name: (String) -> String = { $0 }
  ) -> ToldNetwork {
    network.variables = network.variables.map(name)
    network.nodeDefaults = nodeDefaults
    network.edgeDefaults = edgeDefaults
    if !tellingEnds, told.contains(false) { dropUntold() }
    if let kind = network.variables.firstIndex(of: "kind") {
      network.egoNode = network.nodes.firstIndex { node in
        node.values.contains { Int($0.variable) == kind && $0.text == ToldNetwork.ownerKind }
      }
    }
    if network.egoNode != nil { network.ego = network.ego ?? [:] }
    return network
  }

  private mutating func dropUntold() {
    var moved: [Int32] = []
    var kept: Int32 = 0
    for isTold in told {
      moved.append(isTold ? kept : -1)
      kept += isTold ? 1 : 0
    }
    network.nodes = zip(network.nodes, told).filter(\.1).map(\.0)
    var edges: [ToldNetwork.Edge] = []
    edges.reserveCapacity(network.edges.count)
    for edge in network.edges {
      let from = moved[Int(edge.from)]
      let to = moved[Int(edge.to)]
      guard from >= 0, to >= 0 else {
        network.note(edge.place, .dropped, .unknownMember)
        continue
      }
      edges.append(
        ToldNetwork.Edge(
          place: edge.place, from: from, to: to, directed: edge.directed, id: edge.id,
          values: edge.values))
    }
    network.edges = edges
  }
}
