package import Foundation

/// Writes a network as the two tables that Gephi's data laboratory and any spreadsheet read.
///
/// A cell that a spreadsheet would take for a formula begins with an apostrophe, which our reader
/// takes away again. Line ends inside a cell are LF.
package enum GephiTables {
  /// The table of nodes: `Id`, `Label`, then a column for each variable.
  package static func nodes(_ network: ToldNetwork) -> Data {
    let used = Set(network.nodes.map(\.values).joined().map(\.variable)).sorted()
    var text = row(["Id", "Label"] + used.map { network.variables[Int($0)] })
    for node in network.nodes {
      text += row([node.id, node.label ?? node.id] + cells(node.values, used))
    }
    return Data(text.utf8)
  }

  /// The table of edges: `Source`, `Target`, `Type`, `Id`, `Weight`, then one for each variable.
  package static func edges(_ network: ToldNetwork) -> Data {
    let used = Set(network.edges.map(\.values).joined().map(\.variable)).sorted()
    var text = row(
      ["Source", "Target", "Type", "Id", "Weight"] + used.map { network.variables[Int($0)] })
    for edge in network.edges {
      let strength = edge.values.first { network.variables[Int($0.variable)] == "strength" }
      text += row(
        [
          network.nodes[Int(edge.from)].id, network.nodes[Int(edge.to)].id,
          edge.directed ? "Directed" : "Undirected", edge.id ?? "", strength?.text ?? "1",
        ] + cells(edge.values, used))
    }
    return Data(text.utf8)
  }

  private static func cells(_ values: [ToldNetwork.Value], _ used: [Int32]) -> [String] {
    used.map { variable in values.first { $0.variable == variable }?.text ?? "" }
  }

  private static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// A cell, harmless to a spreadsheet, in quotes where it needs them.
  static func cell(_ text: String) -> String {
    let text = FormulaGuard.closed(text)
    let needsQuotes = text.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == ";" || $0 == "\t"
    }
    guard needsQuotes || text.trimmed != text else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

/// The apostrophe before a cell that a spreadsheet would run.
enum FormulaGuard {
  private static let starts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
  ]

  /// The text with an apostrophe before it, where it begins as a formula or with an apostrophe.
  static func closed(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, first == "'" || starts.contains(first) else {
      return text
    }
    return "'" + text
  }

  /// The text that an apostrophe was put before, else the text as it is.
  static func opened(_ text: String) -> String {
    let rest = text.unicodeScalars.dropFirst()
    guard text.unicodeScalars.first == "'", let next = rest.first,
      next == "'" || starts.contains(next)
    else { return text }
    return String(rest)
  }
}
