import Consent
import Foundation
import Keys

/// What was decided, and on which figures.
struct Decision: Sendable {
  /// The policies that decided, or the gate's own checks that refused before them.
  var policies: [String]
  /// The figures by name, in the units of their limit.
  var figures: [String: Int]
  /// The limits that would be passed.
  var refusals: [Refusal]
  /// Whether it may be.
  var isAllowed: Bool
}

extension Decision {
  /// The refusals as the owner reads them.
  var problemRefusals: [ProblemRefusal] {
    refusals.map { ProblemRefusal(limit: $0.limit.rawValue, figure: $0.figure, bound: $0.bound) }
  }
}
