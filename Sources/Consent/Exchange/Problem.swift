import Foundation

/// A limit that refused, told to the owner alone.
package struct ProblemRefusal: Hashable, Codable, Sendable {
  /// The limit's identifier, such as `viewer-share`.
  package let limit: String
  /// The figure that was found.
  package let figure: Int
  /// The bound that it broke.
  package let bound: Int

  /// Names a limit, the figure and its bound.
  package init(limit: String, figure: Int, bound: Int) {
    self.limit = limit
    self.figure = figure
    self.bound = bound
  }
}

extension ProblemRefusal {
  /// What figure and bound count; nil for a limit that this program does not know.
  package var unit: Refusal.Unit? {
    switch LimitID(rawValue: limit) {
    case .viewerShare, .authorityShare, .coalition: .share
    case .reserve: bound <= Limits.reserveDomains ? .domains : .share
    case .duration, .run, .rate: .days
    case .viewerDomains, .authorityDomains, .wall: .domains
    case .batch, .exit, nil: nil
    }
  }
}

/// RFC 9457 problem details for every error that is told apart.
package struct Problem: Hashable, Codable, Sendable {
  /// The problem's type, `urn:maille:problem:CODE`.
  package let type: String
  /// The cause in one line, lower case, without personal values.
  package let title: String
  /// The HTTP status.
  package let status: Int
  /// The next step in one line.
  package let hint: String?
  /// The place in the input, as a field's path.
  package let place: String?
  /// The limits that refused, for the owner alone.
  package let refusals: [ProblemRefusal]?
  /// The policies that refused, for the owner alone, sorted.
  package let policies: [String]?
  /// The receipt and its leaf, where the act was logged.
  package let evidence: LeafEvidence?

  /// Describes a problem by its code.
  package init(
    code: String, title: String, status: Int, hint: String? = nil, place: String? = nil,
    refusals: [ProblemRefusal]? = nil, policies: [String]? = nil, evidence: LeafEvidence? = nil
  ) {
    type = "urn:maille:problem:\(code)"
    self.title = title
    self.status = status
    self.hint = hint
    self.place = place
    self.refusals = refusals
    self.policies = policies
    self.evidence = evidence
  }

  /// The code, the last part of the type.
  package var code: String {
    type.split(separator: ":").last.map(String.init) ?? type
  }
}
