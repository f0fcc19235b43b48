/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct DateTime: Hashable, Comparable, Sendable {
  /// Milliseconds since the beginning of 1970, UTC.
  public let milliseconds: Int64

  static let millisecondsPerDay: Int64 = 86_400_000

  /// Makes the point so many milliseconds after the beginning of 1970, UTC.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Reads `YYYY-MM-DD`, or that and `Thh:mm:ss`, optionally `.SSS`, and `Z` or `±hhmm`.
  ///
  /// Returns `nil` for all else, dates that do not exist included.
  public init?(_ text: String) {
    var reader = FieldReader(bytes: Array(text.utf8)[...])
    guard let year = reader.number(4), reader.accept("-"),
      let month = reader.number(2), reader.accept("-"),
      let day = reader.number(2),
      (1...12).contains(month), (1...Self.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    if reader.isAtEnd {
      milliseconds = days * Self.millisecondsPerDay
      return
    }
    guard reader.accept("T"),
      let hour = reader.number(2), reader.accept(":"),
      let minute = reader.number(2), reader.accept(":"),
      let second = reader.number(2),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var time = ((hour * 60 + minute) * 60 + second) * 1000
    if reader.accept(".") {
      guard let fraction = reader.number(3) else { return nil }
      time += fraction
    }
    if !reader.accept("Z") {
      let east = reader.accept("+")
      guard east || reader.accept("-"), let hours = reader.number(2),
        let minutes = reader.number(2), hours < 24, minutes < 60
      else { return nil }
      time += (hours * 60 + minutes) * 60_000 * (east ? -1 : 1)
    }
    guard reader.isAtEnd else { return nil }
    milliseconds = days * Self.millisecondsPerDay + time
  }

  /// Orders by time.
  public static func < (left: DateTime, right: DateTime) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The beginning of the same day, or `nil` where that is before the earliest time.
  var date: DateTime? {
    let (start, overflow) = milliseconds.subtractingReportingOverflow(time.milliseconds)
    return overflow ? nil : DateTime(milliseconds: start)
  }

  /// The time since the beginning of the same day.
  var time: Duration {
    let remainder = milliseconds % Self.millisecondsPerDay
    return Duration(
      milliseconds: remainder < 0 ? remainder + Self.millisecondsPerDay : remainder)
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func daysIn(month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    // Counted from 1 March of year 0 shifted by 400 years, so that a leap day ends a year and
    // nothing is negative.
    let shifted = (month > 2 ? year : year - 1) + 400
    let monthFromMarch = (month + 9) % 12
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400
    return days + (monthFromMarch * 153 + 2) / 5 + day - 1 - 146_097 - 719_468
  }
}

/// Reads digits and marks from a text of fixed fields.
private struct FieldReader {
  var bytes: ArraySlice<UInt8>

  var isAtEnd: Bool { bytes.isEmpty }

  mutating func number(_ width: Int) -> Int64? {
    let digits = bytes.prefix(width)
    guard digits.count == width, digits.allSatisfy(Identifier.isDigit) else { return nil }
    bytes = bytes.dropFirst(width)
    return Digits.value(digits)
  }

  mutating func accept(_ mark: Unicode.Scalar) -> Bool {
    guard let first = bytes.first, first == UInt8(ascii: mark) else { return false }
    bytes = bytes.dropFirst()
    return true
  }
}
