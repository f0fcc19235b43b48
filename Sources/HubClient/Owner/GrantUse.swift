package import Consent
package import Foundation
package import Keys

/// The use that was made of a grant, counted from the record's own log.
package struct GrantUse: Encodable, Hashable, Sendable {
  /// How often it was opened.
  package let openings: Int
  /// How many different days (UTC) had an opening.
  package let days: Int
  /// When it was opened last (UTC); nil where it never was.
  package let lastLook: Date?

  /// Counts the openings of a grant.
  package init(of grant: GrantID, in entries: [LogEntry]) {
    let times = entries.filter {
      $0.grant == grant && $0.frame.decision == .allowed
        && [.view, .emergency].contains($0.frame.kind)
    }.map(\.frame.time)
    openings = times.count
    days = Set(times.map { Int($0.timeIntervalSince1970) / 86_400 }).count
    lastLook = times.max()
  }
}
