import PersonalNetwork

/// A network as a file of another tool tells it, before it is a record or a graph.
///
/// Values are kept once and named by number, so that ten thousand members take little more memory
/// than their file. INVARIANT: ends of edges are places of `nodes`; `value.variable` is one of
/// `variables`.
package struct ToldNetwork: Sendable {
  /// What a node or edge says of one variable.
  struct Value: Sendable {
    let variable: Int32
    let text: String
  }

  /// Where something stands: the file's place in the list given, and the line.
  struct Place: Hashable, Sendable {
    let file: Int32
    let line: Int32
  }

  /// Someone in the network.
  struct Node: Sendable {
    let place: Place
    /// The name that edges use.
    let id: String
    var label: String?
    var values: [Value] = []
    var details: [Detail] = []
  }

  /// How to reach a node, or what is noted of it.
  struct Detail: Sendable {
    enum Kind: Hashable, Sendable {
      case contact(ContactDetail.Kind)
      case note
    }

    let place: Place
    let kind: Kind
    let text: String
  }

  /// A tie between two nodes.
  struct Edge: Sendable {
    let place: Place
    let from: Int32
    let to: Int32
    let directed: Bool
    let id: String?
    let values: [Value]
  }

  /// What the network is called among those of a file; may be empty.
  package internal(set) var name = ""
  /// What is said of the one whose network it is; nil where the file knows nobody such.
  package internal(set) var ego: [String: String]?
  /// The node that is the one whose network it is, where the file has them as a node.
  var egoNode: Int?
  /// The names of the variables; a name may be there for several.
  var variables: [String] = []
  /// What a node or edge says that does not say it.
  var nodeDefaults: [Value] = []
  var edgeDefaults: [Value] = []
  var nodes: [Node] = []
  var edges: [Edge] = []
  /// What was dropped or merged while reading.
  var lines: [ImportPlan.Line] = []
  /// Where the file tells of a variable, by its name; the report names those that are not read.
  var variablePlaces: [String: Place] = [:]
  /// The names of the files.
  var files: [String] = []

  /// How many nodes there are, ego left out.
  package var size: Int { nodes.count - (egoNode == nil ? 0 : 1) }

  /// The values of a node or edge by name; the first of a name that is not empty counts.
  func attributes(_ values: [Value], defaults: [Value]) -> [String: String] {
    var attributes: [String: String] = [:]
    for value in values + defaults where !value.text.isEmpty {
      let name = variables[Int(value.variable)]
      if attributes[name] == nil { attributes[name] = value.text }
    }
    return attributes
  }

  /// The name by which people know a node: its label, a variable that is one, else its identifier.
  func label(_ node: Node, _ attributes: [String: String]) -> String {
    for label in [node.label] + Self.labelNames.map({ attributes[$0] }) {
      if let label, !label.isBlank { return label }
    }
    return node.id
  }

  private static let labelNames = ["label", "Label", "name", "Name"]
  /// The variables that a label is taken from.
  static let labelVariables = Set(labelNames)
  /// What `kind` says of the node of the owner.
  static let ownerKind = "owner"

  /// Adds a line to the report.
  mutating func note(
    _ place: Place, _ outcome: ImportPlan.Line.Outcome, _ reason: ImportPlan.Reason?
  ) {
    lines.append(line(place, outcome, reason))
  }

  /// A line of the report.
  func line(
    _ place: Place, _ outcome: ImportPlan.Line.Outcome, _ reason: ImportPlan.Reason?
  ) -> ImportPlan.Line {
    ImportPlan.Line(
      source: files.indices.contains(Int(place.file)) ? files[Int(place.file)] : "",
      line: Int(place.line), outcome: outcome, reason: reason)
  }
}

/// A text that is the same as another only if its bytes are.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ExactText, other: ExactText) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}
