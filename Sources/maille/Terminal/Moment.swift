import ArgumentParser
import Foundation

/// A time as a person types it: `2026-12-31`, `2026-12-31T18:00:00Z`, `120d`, `8h`, `5s`.
enum Moment: ExpressibleByArgument, Equatable {
  /// The end of that day, where the person is.
  case day(year: Int, month: Int, day: Int)
  case instant(Date)
  /// Seconds from now.
  case after(Int)

  init?(argument: String) {
    let bytes = Array(argument.utf8)
    if let last = bytes.last, let unit = Self.units[last], bytes.count > 1,
      bytes.dropLast().allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Int(argument.dropLast())
    {
      let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
      guard !overflow, count > 0, seconds <= 100 * 366 * 86_400 else { return nil }
      self = .after(seconds)
    } else if bytes.count == 10 {
      let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.map(\.utf8.count) == [4, 2, 2],
        let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
      else { return nil }
      self = .day(year: year, month: month, day: day)
      guard Self.end(ofYear: year, month: month, day: day, in: .gmt) != nil else { return nil }
    } else {
      guard let date = try? Date(argument, strategy: .iso8601) else { return nil }
      self = .instant(date)
    }
  }

  private static let units: [UInt8: Int] = [
    UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3_600,
    UInt8(ascii: "d"): 86_400, UInt8(ascii: "w"): 7 * 86_400,
  ]

  /// The point in time, in whole seconds.
  func date(now: Date, timeZone: TimeZone = .current) -> Date {
    switch self {
    case .day(let year, let month, let day):
      Self.end(ofYear: year, month: month, day: day, in: timeZone) ?? now
    case .instant(let date):
      Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    case .after(let seconds):
      Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down) + Double(seconds))
    }
  }

  private static func end(ofYear year: Int, month: Int, day: Int, in zone: TimeZone) -> Date? {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = DateComponents(
      year: year, month: month, day: day, hour: 23, minute: 59, second: 59)
    guard parts.isValidDate(in: calendar) else { return nil }
    return calendar.date(from: parts)
  }

  /// A time as shown to people: date and minute, where they are.
  static func shown(_ date: Date, timeZone: TimeZone = .current) -> String {
    var style = Date.VerbatimFormatStyle(
      format: """
        \(year: .padded(4))-\(month: .twoDigits)-\(day: .twoDigits) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
        """,
      locale: Locale(identifier: "en_US_POSIX"), timeZone: timeZone,
      calendar: Calendar(identifier: .gregorian))
    style.timeZone = timeZone
    return date.formatted(style)
  }
}
