import Consent
import Foundation
import HTTPTypes
import Hummingbird
import Keys
import Record

extension Hub {
  /// What anyone may read without a signature; nil where a signature is needed.
  func publicAnswer(to path: HubPath, request: Request) async throws -> Answer? {
    guard request.method == .get else { return nil }
    switch path {
    case .health:
      return Answer(status: 200, contentType: "text/plain", body: Data("ok\n".utf8))
    case .hub:
      return try Answer(description())
    case .register:
      return try Answer(RegisterExchange(register: registry.current.register))
    case .checkpoint:
      return try await publicCheckpoint()
    case .tile(let name):
      return try await publicTile(name)
    default:
      return nil
    }
  }

  /// Takes what nobody has to sign: a stop card, which speaks for itself.
  func unsignedAnswer(to record: RecordID, body: Data) async throws -> Answer {
    let card: HandInStopCard = try decode(body)
    return try await stop(byCard: card.card, of: record)
  }

  /// Answers a signed request.
  func answer(
    to request: Request, path: HubPath, requester: Requester, body: Data
  ) async throws -> Answer {
    switch (request.method, path) {
    case (.post, .records):
      return try await createRecord(requester, try decode(body))
    case (.delete, .record(let record)):
      return try await erase(requester, record: record)
    case (.get, .part(let record, let part)):
      return try await read(
        part, of: record, requester: requester, after: request.uri.queryParameters.get("after"))
    case (.put, .part(let record, .manifest)):
      return try await commit(requester, record: record, try decode(body))
    case (.post, .part(let record, let part)):
      return try await post(body, to: part, of: record, requester: requester)
    case (.post, .register):
      return try await takeRegister(requester, try decode(body))
    case (.post, .bundle):
      return try await takeBundle(requester, try decode(body))
    case (.post, .affiliationEnds):
      return try await endAffiliation(requester, try decode(body))
    case (.get, .readings):
      return try await readings(from: request.uri.queryParameters.get("from"))
    case (.post, .reviews):
      return try await reviewAsAuditor(requester, try decode(body))
    case (.get, .frames):
      return try await frames(requester, from: request.uri.queryParameters.get("from"))
    default:
      throw ProblemAnswer.notFound("path")
    }
  }

  private func read(
    _ part: HubPath.Part, of record: RecordID, requester: Requester, after: String?
  ) async throws -> Answer {
    switch part {
    case .items: return try await contents(requester, record: record)
    case .manifest: return try await head(requester, record: record)
    case .requests: return try await inbox(requester, record: record)
    case .proposals: return try await proposals(requester, record: record)
    case .log: return try await ownerLog(requester, record: record, after: after)
    case .emergencies: return try await emergencies(requester, record: record)
    case .grants:
      return requester.card.payload.kind == .owner
        ? try await ownerGrants(requester, record: record)
        : try await viewerGrants(requester, record: record)
    default: throw ProblemAnswer.notFound("path")
    }
  }

  private func post(
    _ body: Data, to part: HubPath.Part, of record: RecordID, requester: Requester
  ) async throws -> Answer {
    switch part {
    case .grants: return try await publish(requester, record: record, try open(decode(body)))
    case .revocations: return try await revoke(requester, record: record, try decode(body))
    case .stop: return try await stop(requester, record: record, try decode(body))
    case .resume: return try await resume(requester, record: record, try decode(body))
    case .requests: return try await ask(requester, record: record, try decode(body))
    case .declines: return try await decline(requester, record: record, try decode(body))
    case .proposals: return try await propose(requester, record: record, try decode(body))
    case .settlements: return try await settle(requester, record: record, try decode(body))
    case .helpers: return try await enrol(requester, record: record, try decode(body))
    case .dismissals: return try await dismiss(requester, record: record, try decode(body))
    case .successions: return try await announce(requester, record: record, try decode(body))
    case .cancellations: return try await cancel(requester, record: record, try decode(body))
    case .limits: return try await move(requester, record: record, try decode(body))
    case .limitCancellations:
      return try await cancelMove(requester, record: record, try decode(body))
    case .views: return try await view(requester, record: record, ask: try decode(body))
    case .emergencies:
      return try await openEmergency(requester, record: record, try decode(body))
    case .reviews: return try await review(requester, record: record, try decode(body))
    case .stopCardWithdrawals:
      return try await withdrawStopCards(requester, record: record, try decode(body))
    default: throw ProblemAnswer.notFound("path")
    }
  }

  /// A publication, which this gate must be able to open.
  private func open(_ body: PublishGrant) throws -> GrantPublication {
    do {
      return try body.open(with: gate.identity)
    } catch let error as ConsentError where error.code == .cannotOpen {
      throw ProblemAnswer(
        "trust-differs", 409, "the publication is not sealed to this hub's gate",
        hint: "read the hub's description again, then sign again", place: "publication")
    } catch let error as DocumentError {
      throw ProblemAnswer.invalid("publication", error)
    } catch {
      throw ProblemAnswer.invalid("publication", "does not open, or is no publication")
    }
  }

  /// A body in canonical JSON; what cannot exist, such as a grant without an end, is refused here.
  private func decode<Value: Codable>(_ body: Data) throws -> Value {
    do {
      return try CanonicalJSON.decode(Value.self, from: body)
    } catch {
      throw ProblemAnswer.invalid("body", error)
    }
  }
}
