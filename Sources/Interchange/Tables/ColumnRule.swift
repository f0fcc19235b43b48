/// How a field is found in a row: always the same, or from a column, perhaps by a list of words.
///
/// In a mapping file: `"person"`, or `{"column": "alter.rel", "values": {"Friends": "e320"}}`, where
/// a word given as null stands for nothing and `otherwise` for every word not listed.
struct ColumnRule<Value> {
  private enum Source {
    case constant(Value)
    case column(String, words: [[UInt8]: Value?]?, otherwise: Value?)
  }

  /// What a row says.
  enum Answer {
    case value(Value)
    case absent
    case unknown
  }

  private let source: Source
  private let parse: (String) -> Value?

  /// Reads a rule; every value in it must be one that `parse` knows.
  init?(
    _ reader: inout FieldReader, _ name: String, parse: @escaping (String) -> Value?
  ) throws(ImportError) {
    self.parse = parse
    let place = reader.place(name)
    guard let value = reader.value(name) else { return nil }
    func parsed(_ value: JSONValue) throws(ImportError) -> Value {
      let text: String
      switch value.content {
      case .text(let word): text = word
      case .integer(let number): text = String(number)
      case .bool(let flag): text = String(flag)
      default: throw ImportError(.wrongType, at: place)
      }
      guard let result = parse(text) else { throw ImportError(.unknownWord, at: place) }
      return result
    }
    guard case .object = value.content else {
      source = .constant(try parsed(value))
      return
    }
    var fields = try FieldReader(value, path: name)
    let column = try fields.neededText("column")
    var words: [[UInt8]: Value?]?
    if let list = fields.value("values") {
      guard case .object(let entries) = list.content else {
        throw ImportError(.wrongType, at: place)
      }
      var found: [[UInt8]: Value?] = [:]
      for entry in entries {
        found[Array(entry.name.utf8)] =
          entry.value.content == .null ? .some(nil) : try parsed(entry.value)
      }
      words = found
    }
    var otherwise: Value?
    if let value = fields.value("otherwise") { otherwise = try parsed(value) }
    try fields.finish()
    source = .column(column, words: words, otherwise: otherwise)
  }

  /// What a row says; a missing cell says nothing.
  func answer(_ row: TableRow) throws(ImportError) -> Answer {
    switch source {
    case .constant(let value): return .value(value)
    case .column(let name, let words, let otherwise):
      guard let cell = try row.cell(name) else { return .absent }
      guard let words else {
        if let value = parse(cell) ?? otherwise { return .value(value) }
        return .unknown
      }
      if let word = words[Array(cell.utf8)] {
        return word.map { .value($0) } ?? .absent
      }
      return otherwise.map { .value($0) } ?? .unknown
    }
  }
}

/// One row of a table under a mapping.
struct TableRow {
  let table: CSVTable
  let row: CSVTable.Row
  let source: String
  let missing: Set<[UInt8]>

  /// The cell of a column; nil when it is empty or one of the words for nothing.
  func cell(_ column: String) throws(ImportError) -> String? {
    let index = try table.column(column, source: source)
    guard row.cells.indices.contains(index) else { return nil }
    let cell = row.cells[index].trimmed
    return cell.isEmpty || missing.contains(Array(cell.utf8)) ? nil : cell
  }
}
