import Consent
import Foundation
import Keys
import Record

/// What a request is answered with, before it becomes HTTP.
struct Answer: Sendable, Equatable {
  let status: Int
  let contentType: String
  let body: Data
  /// Whether it leaves at the deadline, so that its time tells nothing.
  var isHeld = false
  /// Seconds after which to try again.
  var retryAfter: Int?

  init(status: Int, contentType: String, body: Data, isHeld: Bool = false) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.isHeld = isHeld
  }

  /// A value as canonical JSON.
  init(_ value: some Encodable, status: Int = 200) throws {
    self.init(
      status: status, contentType: "application/json", body: try CanonicalJSON.encode(value))
  }

  /// A view.
  static func released(_ answer: ViewAnswer) throws -> Answer {
    Answer(status: 200, contentType: "application/json", body: try answer.body())
  }

  /// The one answer to whatever is not open.
  static func notAvailable(_ evidence: LeafEvidence) throws -> Answer {
    Answer(
      status: NotAvailable.status, contentType: "application/problem+json",
      body: try NotAvailable(evidence: evidence).body(), isHeld: true)
  }

  /// The one answer to whatever a requester asks of a record.
  static func taken(_ evidence: LeafEvidence) throws -> Answer {
    Answer(
      status: 202, contentType: "application/json",
      body: try RequestTaken(evidence: evidence).body(), isHeld: true)
  }

  /// A problem.
  static func problem(_ answer: ProblemAnswer) -> Answer {
    let body = (try? CanonicalJSON.encode(answer.problem)) ?? Data("{}".utf8)
    var result = Answer(
      status: answer.problem.status, contentType: "application/problem+json", body: body)
    result.retryAfter = answer.retryAfter
    return result
  }
}
