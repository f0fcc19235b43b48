import Consent
import Foundation
import Record
import Testing

@testable import Hub
@testable import HubClient

/// What a statement names may be gone: a request made room for others, a move came into force.
@Suite("A statement about what is not there")
struct MissingStatementTests {
  private func error(_ answer: HubAnswer) async throws -> HubClientError? {
    let connection = HubConnection(
      endpoint: try #require(HubEndpoint("127.0.0.1:1")), signer: nil)
    let error: HubClientError?
    do throws(HubClientError) {
      _ = try connection.accept(answer)
      error = nil
    } catch let thrown {
      error = thrown
    }
    await connection.close()
    return error
  }

  @Test("it is taken back, and holds up no stop behind it")
  func takenBack() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    _ = try await owner.record.move(.rate, to: 2, at: world.clock.now)
    try await owner.flush()
    // Another device of the owner's, whose word comes first.
    var other = owner.record
    try await owner.record.cancelMove(of: .rate, at: world.clock.now)
    try await owner.flush()
    try await other.cancelMove(of: .rate, at: world.clock.now)
    let waiting = try #require(other.state.outbox.first)
    #expect(try await other.renumber(waiting, above: owner.record.state.counter))
    let late = try await owner.send(try #require(other.state.outbox.first))
    #expect(late.status == 404)
    // The client's `flush` takes back what is `.invalid`, and keeps what it could not read.
    let told = try await error(HubAnswer(status: 404, body: late.body, request: nil))
    guard case .invalid(let problem) = told else {
      Issue.record("\(String(describing: told))")
      return
    }
    #expect(problem.place == "cancellation.limit")
    let full = Answer.problem(ProblemAnswer("full", 507, "the record is larger than the hub keeps"))
    guard case .invalid = try await error(HubAnswer(status: 507, body: full.body, request: nil))
    else {
      Issue.record("what the hub has no room for waits, and a stop behind it")
      return
    }
    guard
      case .malformedAnswer = try await error(
        HubAnswer(status: 404, body: Data("<html>".utf8), request: nil))
    else {
      Issue.record("a page that is no hub's was read")
      return
    }
  }
}
