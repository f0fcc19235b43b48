import Foundation

/// A table of RFC 4180: a header, then rows of as many cells.
///
/// Reads quoted cells with separators, quotes and line ends in them, a byte order mark, and lines
/// ended by LF, CRLF or CR. Blank lines are skipped.
struct CSVTable {
  /// The largest file read, in bytes: 16 MiB.
  static let sizeBound = 16 * 1024 * 1024

  struct Row {
    /// The line on which the row starts, from 1.
    let line: Int
    let cells: [String]
  }

  /// The names of the columns.
  let header: [String]
  /// The rows after the header, whatever their number of cells.
  let rows: [Row]

  /// Reads a whole file; `source` names it in an error's place.
  init(_ data: Data, separator: UInt8, source: String) throws(ImportError) {
    guard data.count <= Self.sizeBound else { throw ImportError(.tooLarge, at: source) }
    var bytes = Array(data)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var scanner = CSVScanner(bytes: bytes, separator: separator, source: source)
    var rows = try scanner.rows()
    guard !rows.isEmpty else { throw ImportError(.nothingToImport, at: source) }
    header = rows.removeFirst().cells.map(\.trimmed)
    self.rows = rows
  }

  /// The place of a column; it must be there once.
  func column(_ name: String, source: String) throws(ImportError) -> Int {
    let places = header.indices.filter { Array(header[$0].utf8) == Array(name.utf8) }
    guard let place = places.first else {
      throw ImportError(.missingColumn, at: "\(source), column \(name)")
    }
    guard places.count == 1 else {
      throw ImportError(.duplicateColumn, at: "\(source), column \(name)")
    }
    return place
  }
}

extension String {
  /// The text without spaces, tabs and no-break spaces around it.
  var trimmed: String {
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\u{A0}"]
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, blanks.contains(first) { scalars.removeFirst() }
    while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}

private struct CSVScanner {
  let bytes: [UInt8]
  let separator: UInt8
  let source: String
  var position = 0
  var line = 1

  private static let quote = UInt8(ascii: "\"")

  init(bytes: [UInt8], separator: UInt8, source: String) {
    self.bytes = bytes
    self.separator = separator
    self.source = source
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Takes LF, CRLF or CR.
  private mutating func takeLineEnd() {
    let first = next
    position += 1
    if first == 0x0D, next == 0x0A { position += 1 }
    line += 1
  }

  mutating func rows() throws(ImportError) -> [CSVTable.Row] {
    var rows: [CSVTable.Row] = []
    while next != nil {
      let start = line
      let cells = try row()
      if cells != [""] { rows.append(CSVTable.Row(line: start, cells: cells)) }
    }
    return rows
  }

  private mutating func row() throws(ImportError) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(next == Self.quote ? try quoted() : try plain())
      guard let byte = next else { return cells }
      guard byte == separator else {
        takeLineEnd()
        return cells
      }
      position += 1
    }
  }

  private mutating func plain() throws(ImportError) -> String {
    let start = position
    while let byte = next, byte != separator, !isLineEnd(byte) { position += 1 }
    return try text(bytes[start..<position])
  }

  private mutating func quoted() throws(ImportError) -> String {
    let start = line
    position += 1
    var cell: [UInt8] = []
    while let byte = next {
      if byte == Self.quote {
        position += 1
        guard next == Self.quote else {
          guard next.map({ $0 == separator || isLineEnd($0) }) ?? true else {
            throw ImportError(.textAfterQuote, at: "\(source), line \(line)")
          }
          return try text(cell[...])
        }
        cell.append(byte)
        position += 1
      } else if isLineEnd(byte) {
        takeLineEnd()
        cell.append(0x0A)
      } else {
        cell.append(byte)
        position += 1
      }
    }
    throw ImportError(.unclosedQuote, at: "\(source), line \(start)")
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(ImportError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ImportError(.notUTF8, at: "\(source), line \(line)")
    }
    return text
  }
}
