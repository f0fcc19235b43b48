/// Why policies were refused; a hub with such a bundle decides nothing.
package struct PolicyEngineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, in a closed list.
  package enum Code: String, CaseIterable, Sendable {
    /// The texts are longer than allowed.
    case tooLarge = "too-large"
    /// The schema is not one, or lacks what requests need.
    case schema
    /// A policy is not in the policy language, or its id is missing or repeated.
    case policy
    /// A policy does not pass strict validation.
    case validation
    /// A policy is a template.
    case template
    /// A policy gives no reason in French or in English.
    case reason
    /// A guard that every bundle must hold is missing.
    case missingGuard = "missing-guard"
    /// An owner's own policy permits, or bears on more than views and requests.
    case notNarrowing = "not-narrowing"
    /// A test of the policies cannot be read.
    case test
  }

  /// What was wrong.
  package let code: Code
  /// Where: the name of a file and a place in it, or the id of a policy.
  package let place: String
  /// The cause in one line.
  package let message: String

  init(_ code: Code, at place: String, _ message: String = "") {
    self.code = code
    self.place = place
    self.message = message
  }

  /// The code, the place and the cause.
  package var description: String {
    message.isEmpty ? "\(code.rawValue) at \(place)" : "\(code.rawValue) at \(place): \(message)"
  }
}
