import Consent
import Foundation
import Keys
import PersonalNetwork

/// Something that the person wrote and that cannot be so.
struct AskedMistake: Error, Equatable {
  /// What the person reads of it.
  let text: AskedText
}

/// A yes that is being thought over, as the fields of a form hold it between two screens.
///
/// It is read and checked again on each; nothing of it is kept in between.
struct AskedChoice: Hashable, Sendable {
  /// What is kept.
  let scope: KeptScope
  /// The start (UTC).
  let start: Date
  /// The end (UTC).
  let end: Date
  /// The identifier of the grant to be.
  let draft: GrantID
  /// Whether the two fingerprints were compared aloud.
  let compared: Bool

  /// How long, in seconds, a text may lie between being shown and signed: 7 days.
  static let patience: TimeInterval = 7 * 86_400
  /// How many days are proposed where more were asked.
  static let proposedDays = 30
  /// From how many lines on the parts are chosen instead of the lines.
  static let mostLines = 300

  /// Reads the fields: those of the request's own page, or those that came after it.
  init(
    _ fields: FormFields, of asked: AccessRequest, in network: PersonalNetwork, at now: Date,
    zone: TimeZone = .current
  ) throws(AskedMistake) {
    start = try Self.seconds(fields["from"]) ?? now.wholeSeconds
    draft = fields["draft"].flatMap { GrantID($0) } ?? GrantID()
    compared = fields["compared"] == "yes"
    let longest = start.addingTimeInterval(TimeInterval(asked.days) * 86_400)
    if let text = fields["scope"] {
      guard let scope = KeptScope(text, asked: asked.compartments, in: network),
        let end = try Self.seconds(fields["end"])
      else { throw AskedMistake(text: .stale) }
      self.scope = scope
      self.end = end
    } else {
      scope = Self.scope(fields, of: asked, in: network)
      guard let day = fields["until"].flatMap({ Day($0) }),
        let span = ChosenDay.span(of: day, zone: zone)
      else { throw AskedMistake(text: .badDay) }
      guard span.lowerBound <= longest else { throw AskedMistake(text: .dayTooLate) }
      end = min(span.upperBound, longest)
    }
    guard !scope.isEmpty else { throw AskedMistake(text: .nothingKept) }
    guard end > now else { throw AskedMistake(text: .dayPassed) }
    guard end <= longest else { throw AskedMistake(text: .dayTooLate) }
    guard (-Self.patience...60).contains(start.timeIntervalSince(now)) else {
      throw AskedMistake(text: .stale)
    }
  }

  /// The smaller yes that fits, as a new choice.
  init(_ wider: AskedChoice, fitting fit: Fit) {
    scope = KeptScope(
      compartments: fit.scope.compartments,
      items: fit.scope.selection.compactMap { NetworkItemID($0.item) })
    start = wider.start
    end = fit.until ?? wider.end
    draft = GrantID()
    compared = wider.compared
  }

  /// The choice in fields that are not shown.
  var fields: [(name: String, value: String)] {
    [
      ("scope", scope.text), ("from", "\(Int(start.timeIntervalSince1970))"),
      ("end", "\(Int(end.timeIntervalSince1970))"), ("draft", draft.description),
      ("compared", compared ? "yes" : "no"),
    ]
  }

  private static func seconds(_ text: String?) throws(AskedMistake) -> Date? {
    guard let text else { return nil }
    guard let seconds = Int(text), (0...253_402_300_799).contains(seconds) else {
      throw AskedMistake(text: .stale)
    }
    return Date(timeIntervalSince1970: TimeInterval(seconds))
  }

  /// What the check boxes keep: lines, or whole parts where there are too many lines.
  private static func scope(
    _ fields: FormFields, of asked: AccessRequest, in network: PersonalNetwork
  ) -> KeptScope {
    let without = Set(fields.all("without").compactMap { LifeDomain(rawValue: $0) })
    let left = asked.compartments.filter { $0.domain.map { !without.contains($0) } ?? false }
    let parts = Set(fields.all("part").compactMap { Compartment($0) })
    guard fields["by"] != "parts" else {
      return KeptScope(compartments: left.filter(parts.contains), items: [])
    }
    return KeptScope(
      of: left, in: network, lines: Set(fields.all("line").compactMap { NetworkItemID($0) }),
      parts: parts)
  }
}

/// A day as a person chooses it for an end.
enum ChosenDay {
  /// The day that is proposed: what was asked, or thirty days where that is more.
  static func proposed(days: Int, from now: Date, zone: TimeZone = .current) -> Day? {
    let end = now.addingTimeInterval(TimeInterval(min(days, AskedChoice.proposedDays)) * 86_400)
    let parts = calendar(zone).dateComponents([.year, .month, .day], from: end)
    guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// From the first to the last minute of a day.
  static func span(of day: Day, zone: TimeZone = .current) -> ClosedRange<Date>? {
    let parts = DateComponents(year: day.year, month: day.month, day: day.day)
    guard let start = calendar(zone).date(from: parts),
      let last = calendar(zone).date(byAdding: DateComponents(day: 1, minute: -1), to: start),
      start < last
    else { return nil }
    return start...last
  }

  private static func calendar(_ zone: TimeZone) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }
}
