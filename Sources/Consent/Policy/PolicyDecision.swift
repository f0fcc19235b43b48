package import PersonalNetwork

/// What the policies answer.
package struct PolicyDecision: Hashable, Sendable {
  /// Why a question got no proper answer, which is a refusal.
  package enum Failure: String, Hashable, Sendable {
    /// The request or its entities do not conform to the schema, as when a figure is missing.
    case request
    /// The evaluation of a policy failed.
    case evaluation
  }

  /// The reason that a policy gives, in both languages.
  package struct Reason: Hashable, Sendable {
    /// The policy.
    package let policy: String
    /// The reason in French.
    package let french: String
    /// The reason in English.
    package let english: String

    /// The reason in a language.
    package func text(_ language: Language) -> String { language.pick(french, english) }
  }

  /// Whether it is allowed; false whenever ``failure`` is there.
  package let allowed: Bool
  /// The ids of the policies that decided, sorted: permits when allowed, forbids when not, the
  /// policies that failed after ``Failure/evaluation``; empty when nothing permits.
  package let policies: [String]
  /// What the deciding policies say, in the same order.
  package let reasons: [Reason]
  /// Why there was no proper answer; nil when there was one.
  package let failure: Failure?
}
