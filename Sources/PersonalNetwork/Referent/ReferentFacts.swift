package import Foundation

/// What the bars of a référent are computed from besides the record; what is not known is nil.
package struct ReferentFacts: Hashable, Sendable {
  /// So many of so many.
  package struct Ratio: Hashable, Sendable {
    /// How many.
    package let count: Int
    /// Of how many, above 0 and not under the count.
    package let of: Int

    /// States a ratio; nil unless `0 ≤ count ≤ of` and there is any.
    package init?(_ count: Int, of whole: Int) {
      guard whole > 0, (0...whole).contains(count) else { return nil }
      self.count = count
      self.of = whole
    }

    var value: Double { Double(count) / Double(of) }
  }

  /// The owner's own rating of closeness, 0 to 1; other figures are cut to it.
  package let closeness: Double?
  /// Objectives revised at the owner's wish, of all pursued with the référent.
  package let revised: Ratio?
  /// Renewals prepared 14 days ahead or more, of all.
  package let renewals: Ratio?
  /// The days from each incident to the contact after it.
  package let incidentDays: [Double]
  /// Whether the référent stayed when they or the owner changed service; nil where nobody did.
  package let keptAcrossServices: Bool?
  /// Where hours are read.
  package let timeZone: TimeZone

  /// States the facts.
  package init(
    closeness: Double? = nil, revised: Ratio? = nil, renewals: Ratio? = nil,
    incidentDays: [Double] = [], keptAcrossServices: Bool? = nil, timeZone: TimeZone = .gmt
  ) {
    self.closeness = closeness.map { min(1, max(0, $0)) }
    self.revised = revised
    self.renewals = renewals
    self.incidentDays = incidentDays.filter { $0 >= 0 }
    self.keptAcrossServices = keptAcrossServices
    self.timeZone = timeZone
  }
}
