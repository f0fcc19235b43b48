import Foundation
import Keys

/// How long a viewer's grants have followed each other, and how often they were used.
enum Run {
  /// A gap shorter than this counts as none: 30 days, in seconds.
  static let gap: TimeInterval = 30 * 86_400

  private struct Span {
    let from: Date
    var to: Date
  }

  /// A length of time in days, rounded up; never negative.
  static func days(from: Date, to: Date) -> Int {
    let seconds = Int(to.timeIntervalSince(from))
    return seconds <= 0 ? 0 : (seconds + 86_399) / 86_400
  }

  /// The days of the run that holds the proposal's start or, without a proposal, this moment.
  static func days(
    of viewer: Fingerprint, proposal: GrantedScope?, ledger: Ledger, now: Date
  ) -> Int {
    var spans = spans(of: viewer, in: ledger)
    if let proposal { spans.append(Span(from: proposal.from, to: proposal.until)) }
    let moment = proposal?.from ?? now
    return joined(spans).first { $0.from <= moment && moment < $0.to }
      .map { days(from: $0.from, to: $0.to) } ?? 0
  }

  /// The days from the start of the run that holds a grant to that grant's end.
  static func days(upTo line: LedgerLine, ledger: Ledger) -> Int {
    let spans = spans(of: line.scope.viewer, in: ledger).filter { $0.from <= line.scope.from }
    let end = line.end
    return joined(spans).last { $0.from <= line.scope.from }
      .map { days(from: $0.from, to: max(end, line.scope.from)) } ?? 0
  }

  private static func spans(of viewer: Fingerprint, in ledger: Ledger) -> [Span] {
    ledger.lines.filter { $0.scope.viewer == viewer && $0.scope.from < $0.end }
      .map { Span(from: $0.scope.from, to: $0.end) }
  }

  private static func joined(_ spans: [Span]) -> [Span] {
    var runs: [Span] = []
    for span in spans.sorted(by: { $0.from < $1.from }) where span.from < span.to {
      if let last = runs.indices.last, span.from.timeIntervalSince(runs[last].to) < gap {
        runs[last].to = max(runs[last].to, span.to)
      } else {
        runs.append(span)
      }
    }
    return runs
  }

  /// On how many of the last seven days (UTC) the viewer opened the record.
  ///
  /// Today is the seventh, and counts with `opening`; emergencies do not count.
  static func openingDays(
    of viewer: Fingerprint, ledger: Ledger, now: Date, opening: Bool
  ) -> Int {
    func day(_ time: Date) -> Int { Int((time.timeIntervalSince1970 / 86_400).rounded(.down)) }
    let today = day(now)
    var days = Set(
      ledger.openings.filter { $0.viewer == viewer && !$0.emergency }.map { day($0.time) }
        .filter { (today - 6...today).contains($0) })
    if opening { days.insert(today) }
    return days.count
  }
}
