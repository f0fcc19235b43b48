/// A matrix of ties: a row and a column for each member, under the same names in the same order.
///
/// A cell of 0, `NA` or nothing is no tie; any other number is a tie of that weight. Two cells that
/// mirror each other and say the same are one tie that goes both ways. The diagonal is not read.
enum AdjacencyMatrix {
  /// Whether a table has a row under the name of each column but the first.
  static func isOne(_ table: CSVTable) -> Bool {
    let names = table.header.dropFirst()
    return !names.isEmpty && table.rows.count == names.count
      && zip(table.rows, names).allSatisfy { ExactText($0.cells[0].trimmed) == ExactText($1) }
  }

  /// The network of a matrix.
  static func network(_ table: CSVTable, names: [String]) throws(ImportError) -> ToldNetwork {
    var weights: [[String?]] = []
    var builder = ToldBuilder(files: names)
    for row in table.rows {
      guard row.cells.count == table.header.count else {
        throw ImportError(.malformedMatrix, at: "line \(row.line)")
      }
      var line: [String?] = []
      for cell in row.cells.dropFirst().map(\.trimmed) {
        guard !cell.isEmpty, cell != "NA" else {
          line.append(nil)
          continue
        }
        guard let weight = Double(cell), weight.isFinite, weight >= 0 else {
          throw ImportError(.malformedMatrix, at: "line \(row.line)")
        }
        line.append(weight > 0 ? cell : nil)
      }
      weights.append(line)
      try builder.add(
        ToldNetwork.Node(
          place: ToldNetwork.Place(file: 0, line: Int32(row.line)), id: row.cells[0].trimmed))
    }
    for (one, row) in table.rows.enumerated() {
      for other in table.rows.indices where other != one {
        guard let weight = weights[one][other] else { continue }
        let isMirrored = weights[other][one] == weight
        guard !isMirrored || one < other else { continue }
        try builder.addEdge(
          from: row.cells[0].trimmed, to: table.header[other + 1], directed: !isMirrored,
          values: [builder.value("weight", weight)],
          at: ToldNetwork.Place(file: 0, line: Int32(row.line)))
      }
    }
    return builder.finish()
  }
}
