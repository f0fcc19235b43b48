import Foundation
import PersonalNetwork

/// How often each thing occurs, as a table and as bars that say the same.
struct AuditCounts {
  /// The things and their numbers, the most frequent first.
  let rows: [(name: String, count: Int)]

  /// Counts names.
  init(_ names: [String]) {
    let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (name: $0.key, count: $0.value) }
  }

  /// The table.
  func table(_ title: String, _ count: String) -> HTML {
    guard !rows.isEmpty else { return .nothing }
    return wideTable(title) {
      tag("thead") {
        tag("tr") {
          tag("th", .named("scope", "col"), text: title)
          tag("th", .named("scope", "col"), text: count)
        }
      }
      tag("tbody") {
        for row in rows {
          tag("tr") {
            tag("th", .named("scope", "row"), text: row.name)
            tag("td", text: "\(row.count)")
          }
        }
      }
    }
  }

  /// The bars, each with its number.
  func chart(_ title: String) -> HTML {
    guard let most = rows.first?.count else { return .nothing }
    let height = rows.count * 44 + 8
    return tag(
      "svg", .of(class: "chart"), .named("viewBox", "0 0 640 \(height)"), .named("role", "img"),
      .named("aria-label", title)
    ) {
      for (index, row) in rows.enumerated() {
        let top = index * 44 + 4
        tag("text", .named("x", "6"), .named("y", "\(top + 14)"), text: row.name)
        tag(
          "rect", .of(class: "bar"), .named("x", "6"), .named("y", "\(top + 19)"),
          .named("width", "\(max(2, row.count * 560 / most))"), .named("height", "16"))
        tag(
          "text", .named("x", "\(14 + max(2, row.count * 560 / most))"),
          .named("y", "\(top + 32)"), text: "\(row.count)")
      }
      tag(
        "line", .of(class: "axis"), .named("x1", "5"), .named("y1", "0"), .named("x2", "5"),
        .named("y2", "\(height)"))
    }
  }
}

/// A period of whole days (UTC), both ends included; 30 days where none or a wrong one is given.
struct AuditPeriod {
  /// The first day, as YYYY-MM-DD.
  let from: String
  /// The last day, as YYYY-MM-DD.
  let until: String

  /// Reads the fields `from` and `until`.
  init(_ fields: [String: String], at now: Date) {
    func day(_ name: String, or time: Date) -> String {
      if let text = fields[name], (try? Date(text, strategy: Self.style)) != nil,
        text.utf8.count == 10
      {
        return text
      }
      return time.formatted(Self.style)
    }
    until = day("until", or: now)
    from = day("from", or: now.addingTimeInterval(-30 * 86_400))
  }

  /// Whether a time is in it.
  func holds(_ time: Date) -> Bool {
    let day = time.formatted(Self.style)
    return from <= day && day <= until
  }

  private static let style = Date.ISO8601FormatStyle().year().month().day()
}
