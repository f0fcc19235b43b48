package import PersonalNetwork

/// A limit that a grant or a release would break, with the figure and the bound.
package struct Refusal: Hashable, Codable, Sendable {
  /// What figures and bounds count.
  package enum Unit: String, Hashable, Codable, Sendable {
    /// Ten-thousandths of the whole.
    case share
    case domains
    case days
  }

  /// The limit.
  package let limit: LimitID
  /// The figure, in ``unit``.
  package let figure: Int
  /// The bound that the figure breaks, in ``unit``.
  package let bound: Int
  /// What the figure and the bound count.
  package let unit: Unit
  /// The domains concerned, for a wall; else empty.
  package let domains: [LifeDomain]

  init(
    _ limit: LimitID, figure: Int, bound: Int, unit: Unit, domains: [LifeDomain] = []
  ) {
    self.limit = limit
    self.figure = figure
    self.bound = bound
    self.unit = unit
    self.domains = domains
  }
}
