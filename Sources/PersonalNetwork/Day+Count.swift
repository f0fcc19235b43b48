package import Foundation

extension Day {
  /// The days since 1 January 1970, before it negative.
  ///
  /// Source: Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil`.
  package var count: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// The day of a time, in UTC; nil outside the years 1 to 9999.
  package init?(of time: Date) {
    let days = (time.timeIntervalSince1970 / 86_400).rounded(.down)
    guard days.isFinite, abs(days) < 4_000_000 else { return nil }
    let shifted = Int(days) + 719_468
    guard shifted >= 0 else { return nil }
    let era = shifted / 146_097
    let ofEra = shifted % 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let part = (5 * ofYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    self.init(
      year: year + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: ofYear - (153 * part + 2) / 5 + 1)
  }
}
