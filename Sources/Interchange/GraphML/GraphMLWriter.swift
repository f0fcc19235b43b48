package import Foundation

/// Writes a network as GraphML that networkx, igraph, Gephi and yEd read.
///
/// The same network gives the same bytes. A character that XML does not have, such as a control,
/// becomes `?` or U+FFFD.
package enum GraphMLWriter {
  /// The whole document.
  package static func write(_ network: ToldNetwork) -> Data {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns">

      """
    let nodes = used(network.nodes.map(\.values))
    let edges = used(network.edges.map(\.values))
    key("label", of: "node", &text)
    for variable in nodes { key(network.variables[Int(variable)], of: "node", &text) }
    for variable in edges { key(network.variables[Int(variable)], of: "edge", &text) }
    text += "  <graph edgedefault=\"undirected\">\n"
    for node in network.nodes {
      text += "    <node id=\"\(escaped(node.id))\">"
      text += "<data key=\"node.label\">\(escaped(node.label ?? node.id))</data>"
      data(node.values, of: "node", network, &text)
      text += "</node>\n"
    }
    for edge in network.edges {
      text += "    <edge"
      if let id = edge.id { text += " id=\"\(escaped(id))\"" }
      text += " source=\"\(escaped(network.nodes[Int(edge.from)].id))\""
      text += " target=\"\(escaped(network.nodes[Int(edge.to)].id))\""
      text += " directed=\"\(edge.directed)\">"
      data(edge.values, of: "edge", network, &text)
      text += "</edge>\n"
    }
    text += "  </graph>\n</graphml>\n"
    return Data(text.utf8)
  }

  private static let numbers: Set<String> = [
    "circle", "strength", "support", "stress", "frequency",
  ]
  private static let flags: Set<String> = ["formal", "contested", "reserved"]

  private static func used(_ values: [[ToldNetwork.Value]]) -> [Int32] {
    Set(values.joined().map(\.variable)).sorted()
  }

  private static func key(_ name: String, of use: String, _ text: inout String) {
    let type = numbers.contains(name) ? "int" : flags.contains(name) ? "boolean" : "string"
    text += "  <key id=\"\(use).\(escaped(name))\" for=\"\(use)\" "
    text += "attr.name=\"\(escaped(name))\" attr.type=\"\(type)\"/>\n"
  }

  private static func data(
    _ values: [ToldNetwork.Value], of use: String, _ network: ToldNetwork, _ text: inout String
  ) {
    for value in values {
      let name = network.variables[Int(value.variable)]
      text += "<data key=\"\(use).\(escaped(name))\">\(escaped(value.text))</data>"
    }
  }

  /// A text for content or for an attribute in double quotes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      default:
        // No longer than what it stands for, so that a text at its bound still fits.
        let stand: Unicode.Scalar = scalar.isASCII ? "?" : "\u{FFFD}"
        result.unicodeScalars.append(XMLReader.isAllowed(scalar) ? scalar : stand)
      }
    }
    return result
  }
}
