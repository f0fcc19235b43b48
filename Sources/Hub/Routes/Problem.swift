import Consent
import Keys

/// A problem on its way to the client, thrown from wherever it is found.
///
/// It never carries a value of a record; limits are in it for the owner alone.
struct ProblemAnswer: Error, Equatable {
  let problem: Problem
  /// Seconds after which to try again, for the `Retry-After` field.
  var retryAfter: Int?

  init(
    _ code: String, _ status: Int, _ title: String, hint: String? = nil, place: String? = nil,
    refusals: [ProblemRefusal]? = nil, policies: [String]? = nil, evidence: LeafEvidence? = nil,
    retryAfter: Int? = nil
  ) {
    problem = Problem(
      code: code, title: title, status: status, hint: hint, place: place, refusals: refusals,
      policies: policies, evidence: evidence)
    self.retryAfter = retryAfter
  }

  /// The request is not signed as it must be, or by a key that the hub has no reason to know.
  static func unauthorized(_ place: String) -> ProblemAnswer {
    ProblemAnswer(
      "unauthorized", 401, "the request is not signed by a known key",
      hint: "check the clock, the card and the affiliation, then sign the request again",
      place: place)
  }

  /// The key has used up its rate.
  static func tooManyRequests(after seconds: Int) -> ProblemAnswer {
    ProblemAnswer(
      "too-many-requests", 429, "too many requests from this key", hint: "wait \(seconds) s",
      retryAfter: seconds)
  }

  /// The body or one of its documents is not what it must be.
  static func invalid(_ place: String, _ title: String) -> ProblemAnswer {
    ProblemAnswer("invalid", 400, title, place: place)
  }

  /// A document is not valid.
  static func invalid(_ place: String, _ error: DocumentError) -> ProblemAnswer {
    ProblemAnswer("invalid", 400, error.description, place: place)
  }

  /// The body is larger than this key may send.
  static func tooLarge(_ bytes: Int) -> ProblemAnswer {
    ProblemAnswer(
      "too-large", 413, "the body is larger than \(bytes) bytes",
      hint: "send fewer changes at once")
  }

  /// The act replaces a version, or uses a counter, that is not the present one.
  static func conflict(_ place: String) -> ProblemAnswer {
    ProblemAnswer(
      "conflict", 409, "the record has changed since", hint: "synchronise, then try again",
      place: place)
  }

  /// The signer may not do this.
  static func forbidden(_ place: String, _ title: String) -> ProblemAnswer {
    ProblemAnswer("forbidden", 403, title, place: place)
  }

  /// There is nothing here, said to someone who may know it.
  static func notFound(_ place: String) -> ProblemAnswer {
    ProblemAnswer("not-found", 404, "there is nothing here", place: place)
  }

  /// What was asked is large, and the hub holds as much of that as it may.
  static let busy = ProblemAnswer(
    "busy", 503, "the hub has no room for something as large now", hint: "try again later",
    retryAfter: 5)

  /// In force at the gate; the log takes the entry when it is back.
  static let inForce = ProblemAnswer(
    "in-force", 202, "in force now; the log will tell of it when it is back",
    hint: "read the log later")

  /// The hub cannot record what was asked, so that it does nothing.
  static let unavailable = ProblemAnswer(
    "unavailable", 503, "the hub cannot record this now", hint: "try again later", retryAfter: 30)
}
