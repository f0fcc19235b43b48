import Foundation

/// What a command writes: lines and tables for people, JSON for programs.
enum Printer {
  /// Writes a line to standard output.
  static func line(_ text: String = "") {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Writes a line to standard error, for what is not the answer itself.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Writes a value as one JSON document: sorted keys, ISO 8601 times in UTC.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    line(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Writes rows under headings, in columns as wide as their widest cell.
  ///
  /// Cells are made harmless first: another person wrote many of them.
  static func table(_ headings: [String], _ rows: [[String]]) {
    let cells = ([headings] + rows).map { $0.map(harmless) }
    var widths = Array(repeating: 0, count: headings.count)
    for row in cells {
      for (column, cell) in row.enumerated() where column < widths.count {
        widths[column] = max(widths[column], cell.count)
      }
    }
    for row in cells {
      var text = ""
      for (column, cell) in row.enumerated() {
        text += cell
        if column + 1 < row.count {
          text += String(repeating: " ", count: widths[column] - cell.count + 2)
        }
      }
      line(text)
    }
  }

  /// Text of others on one line, without anything that a terminal would obey or reorder.
  static func harmless(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Text of others over several lines, each made harmless.
  static func harmlessLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { harmless(String($0)) }.joined(separator: "\n")
  }
}
