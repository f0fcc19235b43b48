import Foundation
import PersonalNetwork

/// Days and times in words, in the zone of this machine.
enum DayWords {
  private static let french = (
    days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    months: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre",
    ]
  )
  private static let english = (
    days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
  )

  private static func parts(_ time: Date, _ zone: TimeZone) -> DateComponents {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute], from: time)
  }

  /// “mardi 24 novembre 2026”.
  static func day(_ time: Date, _ language: Language, zone: TimeZone = .current) -> String {
    let parts = parts(time, zone)
    guard let year = parts.year, let month = parts.month, let day = parts.day,
      let weekday = parts.weekday
    else { return "" }
    switch language {
    case .french:
      let number = day == 1 ? "1er" : "\(day)"
      return "\(french.days[weekday - 1]) \(number) \(french.months[month - 1]) \(year)"
    case .english:
      return "\(english.days[weekday - 1]) \(day) \(english.months[month - 1]) \(year)"
    }
  }

  /// “mardi 24 novembre 2026 à 14 h 05”.
  static func moment(_ time: Date, _ language: Language, zone: TimeZone = .current) -> String {
    day(time, language, zone: zone) + language.pick(" à ", " at ")
      + clock(time, language, zone: zone)
  }

  /// “14 h 05”.
  static func clock(_ time: Date, _ language: Language, zone: TimeZone = .current) -> String {
    let parts = parts(time, zone)
    let (hour, minute) = (parts.hour ?? 0, parts.minute ?? 0)
    let minutes = (minute < 10 ? "0" : "") + "\(minute)"
    return language.pick("\(hour) h \(minutes)", "\(hour):\(minutes)")
  }
}
