/// The columns of a table, where a variable of several choices is spread over as many columns of
/// `true` and `false`.
///
/// Columns that follow each other, hold nothing but truth values and begin with the same words up
/// to a `_` are one variable; its value is the choices that are true, with `;` between them.
struct CategoricalColumns {
  private struct Variable {
    let name: String
    /// The columns; with one, the cell is the value.
    let columns: [(index: Int, choice: String)]
  }

  private let variables: [Variable]

  /// The names of the variables, in the order of their columns.
  var names: [String] { variables.map(\.name) }

  init(_ table: CSVTable) {
    let isFlag = table.header.indices.map { column in
      var told = false
      for row in table.rows where row.cells.count == table.header.count {
        switch row.cells[column].lowercased() {
        case "true", "false": told = true
        case "": continue
        default: return false
        }
      }
      return told
    }
    var variables: [Variable] = []
    var start = 0
    while start < table.header.count {
      var end = start + 1
      if isFlag[start], let first = Self.stem(table.header[start]) {
        while end < table.header.count, isFlag[end], Self.stem(table.header[end]) == first {
          end += 1
        }
      }
      variables.append(Self.variable(Array(table.header[start..<end]), from: start))
      start = end
    }
    self.variables = variables
  }

  /// The values of a row, by the names of the variables.
  func values(_ cells: [String]) -> [(String, String)] {
    variables.map { variable in
      guard variable.columns.count > 1 else {
        return (variable.name, FormulaGuard.opened(cells[variable.columns[0].index].trimmed))
      }
      let chosen = variable.columns.filter { cells[$0.index].lowercased() == "true" }
      return (variable.name, chosen.map(\.choice).joined(separator: ";"))
    }
  }

  /// What stands before the first `_`; nil where there is none.
  private static func stem(_ name: String) -> Substring? {
    name.firstIndex(of: "_").map { name[..<$0] }
  }

  private static func variable(_ names: [String], from start: Int) -> Variable {
    guard names.count > 1 else {
      return Variable(name: names[0], columns: [(start, "")])
    }
    // The longest beginning that all share, up to a `_`.
    let parts = names.map { $0.split(separator: "_", omittingEmptySubsequences: false) }
    let shortest = parts.map(\.count).min() ?? 1
    var shared = 0
    while shared < shortest - 1, parts.allSatisfy({ $0[shared] == parts[0][shared] }) {
      shared += 1
    }
    return Variable(
      name: parts[0].prefix(shared).joined(separator: "_"),
      columns: parts.enumerated().map { place, words in
        (start + place, words.dropFirst(shared).joined(separator: "_"))
      })
  }
}
