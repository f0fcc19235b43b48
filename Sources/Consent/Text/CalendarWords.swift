import Foundation
import PersonalNetwork

extension ConsentText {
  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
  ]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// A time in words, to the minute, in UTC: no time zone of a device changes the text.
  static func words(_ time: Date, _ language: Language) -> String {
    let seconds = Int(time.timeIntervalSince1970)
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let (hour, minute) = ((seconds - day * 86_400) / 3600, (seconds - day * 86_400) % 3600 / 60)
    let date = civilDate(day)
    let clock = minute < 10 ? "0\(minute)" : "\(minute)"
    switch language {
    case .french:
      let number = date.day == 1 ? "1er" : "\(date.day)"
      return "\(number) \(frenchMonths[date.month - 1]) \(date.year) à \(hour) h \(clock) (UTC)"
    case .english:
      return "\(date.day) \(englishMonths[date.month - 1]) \(date.year), \(hour):\(clock) (UTC)"
    }
  }

  /// The Gregorian date of a day counted from 1970-01-01.
  ///
  /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
  static func civilDate(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
