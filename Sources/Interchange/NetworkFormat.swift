import Foundation

/// A form in which other tools write networks.
package enum NetworkFormat: String, CaseIterable, Sendable {
  /// Our JSON form.
  case json
  /// GraphML, Network Canvas's too.
  case graphml
  /// The CSV files of Network Canvas.
  case networkCanvas = "network-canvas"
  /// Tables of nodes and edges, an edge list, or a matrix of ties.
  case table
  /// vCard 4.0, and 3.0 as far as it goes.
  case vcard

  /// The format of a file by what it holds; nil when nothing tells.
  init?(_ data: Data) {
    var head = data.prefix(64 << 10)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    let start = head.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = start.first else { return nil }
    let word = String(decoding: start.prefix(12), as: UTF8.self).uppercased()
    if first == UInt8(ascii: "<") {
      self = .graphml
    } else if first == UInt8(ascii: "{") {
      self = .json
    } else if word.hasPrefix("BEGIN:VCARD") {
      self = .vcard
    } else {
      let header = String(
        decoding: start.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      guard header.contains(where: { ",;\t".contains($0) }) else { return nil }
      self = header.contains("networkCanvas") ? .networkCanvas : .table
    }
  }
}
