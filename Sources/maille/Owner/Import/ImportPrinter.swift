import Interchange
import PersonalNetwork

/// Tells what an import does: figures and reasons, and before it is done every line left out.
struct ImportPrinter {
  let plan: ImportPlan
  let dryRun: Bool

  private struct Told: Encodable {
    let items: Int
    let taken: Int
    let merged: Int
    let dropped: Int
    let names: [String: String]
    let lines: [ImportPlan.Line]
  }

  /// Writes the report.
  func tell(json: Bool) throws {
    let told = Told(
      items: plan.items.count, taken: plan.count(.taken), merged: plan.count(.merged),
      dropped: plan.count(.dropped), names: plan.names.mapValues(\.description),
      lines: plan.lines.filter { $0.outcome != .taken })
    if json { return try Printer.json(told) }
    Printer.line(
      say(
        "\(told.items) item(s) from \(told.taken) line(s); \(told.merged) merged, \(told.dropped) dropped.",
        fr:
          "\(told.items) élément(s) de \(told.taken) ligne(s) ; \(told.merged) fusionnées, \(told.dropped) laissées."
      ))
    let reasons = Dictionary(grouping: plan.lines.compactMap(\.reason), by: \.self)
    for (reason, lines) in reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      Printer.line("  \(lines.count) × \(reason.title(Speech.language))")
    }
    guard dryRun else { return }
    tell(told.lines)
    Printer.line(say("Nothing was changed.", fr: "Rien n'a changé."))
  }

  private func tell(_ lines: [ImportPlan.Line]) {
    guard !lines.isEmpty else { return }
    Printer.table(
      [say("LINE", fr: "LIGNE"), "", say("WHY", fr: "POURQUOI")],
      lines.sorted { ($0.source, $0.line) < ($1.source, $1.line) }.map { line in
        [
          "\(line.source):\(line.line)", outcome(line.outcome),
          line.reason?.title(Speech.language) ?? "",
        ]
      })
  }

  private func outcome(_ outcome: ImportPlan.Line.Outcome) -> String {
    switch outcome {
    case .taken: say("taken", fr: "prise")
    case .merged: say("merged", fr: "fusionnée")
    case .dropped: say("dropped", fr: "laissée")
    }
  }
}
