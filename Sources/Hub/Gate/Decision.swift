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
  /// Puts together what the policies, the gate's own checks and the guards say; any of them refuses.
  ///
  /// Without an answer of the policies, or with a failed one, nothing is allowed.
  init(
    _ answer: PolicyDecision?, own: [String], refusals: [Refusal], figures: [String: Int]
  ) {
    let isAllowed = answer?.allowed == true && own.isEmpty && refusals.isEmpty
    let failure = answer.map { $0.failure.map { ["failure-\($0.rawValue)"] } ?? [] }
    // A permit decides nothing where something else refuses.
    let deciding = answer?.allowed == true && !isAllowed ? [] : answer?.policies ?? []
    let all =
      deciding + (failure ?? ["failure-policies"]) + own
      + refusals.map(\.limit.rawValue)
    self.init(
      policies: Set(all).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      figures: figures, refusals: refusals, isAllowed: isAllowed)
  }

  /// The refusals as the owner reads them.
  var problemRefusals: [ProblemRefusal] {
    refusals.map { ProblemRefusal(limit: $0.limit.rawValue, figure: $0.figure, bound: $0.bound) }
  }
}
