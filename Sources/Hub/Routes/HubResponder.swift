import Consent
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Keys
import Logging
import NIOCore

/// What the hub knows of a request beside what is in it: where it comes from.
struct HubRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let source: SourceAddress

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    self.source = SourceAddress(source.channel.remoteAddress)
  }
}

/// Turns HTTP requests into acts of the hub, and answers into HTTP responses.
struct HubResponder: HTTPResponder {
  typealias Context = HubRequestContext

  let hub: Hub

  func respond(to request: Request, context: Context) async throws -> Response {
    let bodies = ByteRoom.Share(of: hub.rooms.bodies)
    let records = ByteRoom.Share(of: hub.rooms.records)
    let answer = try await RequestRoom.$bodies.withValue(bodies) {
      try await RequestRoom.$records.withValue(records) {
        try await finish(request, from: context.source)
      }
    }
    return response(answer, holding: records)
  }

  /// The answer to a request, not before the time at which it may leave.
  func finish(_ request: Request, from source: SourceAddress = .unknown) async throws -> Answer {
    let start = hub.clock.milliseconds()
    let answer: Answer
    do {
      answer = try await self.answer(to: request, from: source)
    } catch let problem as ProblemAnswer {
      answer = .problem(problem)
    } catch let error as ConsentError {
      answer = .problem(.invalid(error.place, error.code.rawValue))
    } catch let error as DatabaseError {
      hub.logger.critical(
        "the database fails", metadata: ["code": "\(error.resultCode.rawValue)"])
      answer = .problem(.unavailable)
    } catch {
      hub.logger.error("a request failed", metadata: ["error": "\(type(of: error))"])
      answer = .problem(ProblemAnswer("internal", 500, "the hub could not do this"))
    }
    // A 401 or 429 came before any look-up; whatever else is refused tells nothing by its time.
    if answer.isHeld || (answer.status >= 400 && ![401, 429].contains(answer.status)) {
      let schedule = AnswerSchedule(
        stepMilliseconds: hub.configuration.limits.answerStepMilliseconds)
      try await hub.clock.waitUntil(
        schedule.departure(startMilliseconds: start, readyMilliseconds: hub.clock.milliseconds()))
    }
    return answer
  }

  private func answer(to request: Request, from source: SourceAddress) async throws -> Answer {
    guard let path = HubPath(request.uri.path) else { throw ProblemAnswer.notFound("path") }
    if request.method == .get, path.isOpen, path != .health {
      try hub.authenticator.admitOpen(from: source)
    }
    if let open = try await hub.publicAnswer(to: path, request: request) { return open }
    if case .part(let record, .stopCard) = path, request.method == .post {
      try hub.authenticator.admitOpen(from: source)
      let bytes = try await collect(request, upTo: Self.stopCardBytes)
      return try await hub.unsignedAnswer(to: record, body: bytes)
    }
    let requester = try await hub.authenticator.authenticate(
      request.head, from: source,
      isCreation: path == .records && request.method == .post,
      writesNonce: path.isView && request.method == .post)
    defer { hub.authenticator.finish(requester) }
    let body = try await self.body(
      of: request, upTo: await bound(of: request, to: path, from: requester), from: requester)
    return try await hub.answer(to: request, path: path, requester: requester, body: body)
  }

  /// The most bytes that this key may send here; what a card says of itself raises nothing.
  private func bound(
    of request: Request, to path: HubPath, from requester: Requester
  ) async -> Int {
    let limits = hub.configuration.limits
    switch path {
    case .part(let record, .manifest) where request.method == .put:
      return await hub.isOwner(requester, of: record)
        ? limits.ownerBodyBytes : limits.strangerBodyBytes
    case .part(let record, .grants) where request.method == .post:
      return await hub.isOwner(requester, of: record)
        ? limits.publicationBodyBytes : limits.strangerBodyBytes
    case .part, .record, .records:
      return limits.strangerBodyBytes
    default:
      return hub.bringsRules(requester) ? limits.rulesBodyBytes : limits.strangerBodyBytes
    }
  }

  /// Reads the body and compares it with the signed digest.
  private func body(
    of request: Request, upTo bound: Int, from requester: Requester
  ) async throws -> Data {
    let body = try await collect(request, upTo: bound)
    guard requester.isDigest(of: body) else {
      throw ProblemAnswer.unauthorized("content-digest")
    }
    return body
  }

  /// The largest body with a stop card, in bytes.
  private static let stopCardBytes = 4 * 1024

  private func collect(_ request: Request, upTo bound: Int) async throws -> Data {
    let declared = request.headers[.contentLength].flatMap { Int($0) } ?? bound
    guard RequestRoom.bodies?.take(min(bound, declared)) ?? true else { throw ProblemAnswer.busy }
    do {
      return Data(try await request.body.collect(upTo: bound).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw ProblemAnswer.tooLarge(bound)
    }
  }

  /// A large answer is written piece by piece, as the client reads it, and its room is held so long.
  private func body(of answer: Answer, holding share: ByteRoom.Share) -> ResponseBody {
    let buffer = ByteBuffer(bytes: answer.body)
    guard buffer.readableBytes > ByteRoom.small else { return ResponseBody(byteBuffer: buffer) }
    return ResponseBody(contentLength: buffer.readableBytes) { writer in
      var rest = buffer
      while let piece = rest.readSlice(length: min(ByteRoom.small, rest.readableBytes)),
        piece.readableBytes > 0
      {
        try await writer.write(piece)
      }
      try await writer.finish(nil)
      withExtendedLifetime(share) {}
    }
  }

  private func response(_ answer: Answer, holding share: ByteRoom.Share) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = answer.contentType
    headers[.cacheControl] = "no-store"
    headers[.xContentTypeOptions] = "nosniff"
    if let seconds = answer.retryAfter { headers[.retryAfter] = String(seconds) }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers,
      body: body(of: answer, holding: share))
  }
}

extension Hub {
  /// Whether a requester is the owner of a record that is here and opens.
  fileprivate func isOwner(_ requester: Requester, of record: RecordID) async -> Bool {
    let file = try? await store.read(record) { reading in
      try CanonicalJSON.decode(RecordFile.self, from: try reading.state())
    }
    return file?.ownerIdentity == requester.identity
  }

  /// Whether a requester is the hub's operator or one of its auditors.
  fileprivate func bringsRules(_ requester: Requester) -> Bool {
    requester.identity == keys.identity.publicIdentity
      || registry.current.auditors.contains(requester.identity)
  }
}
