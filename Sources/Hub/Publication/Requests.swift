import Consent
import Foundation
import Keys

extension Hub {
  /// Takes a professional's request for the owner of a record, known or not.
  ///
  /// The answer is the same whether there is such a record; the limits that the request would pass
  /// are measured for the owner alone.
  func ask(_ requester: Requester, record: RecordID, _ body: PublishRequest) async throws -> Answer
  {
    let request = try await verify(body.request, by: requester.identity, at: "request")
    let payload = request.payload
    try check(record: payload.record, is: record, at: "request.record")
    guard payload.viewer == requester.identity, payload.authority == requester.authority else {
      throw ProblemAnswer.invalid("request.viewer", "is not who sent the request")
    }
    return try await retrying {
      // What it would come to is measured when the owner looks: here nothing may take the longer,
      // the more there is in the record.
      let snapshot = try await readable { try await self.snapshot(of: record) }
      var draft = requester.draft(.request, .accepted, in: snapshot?.file)
      draft.requestID = payload.id
      draft.purpose = payload.purpose
      draft.reason = payload.reason
      draft.compartments = payload.compartments
      draft.bundle = registry.current.bundleHash
      draft.document = request.hash
      var change: RecordChange?
      // A request that comes again, or under another's id, changes nothing: what the owner declined
      // stays declined.
      if let snapshot, !snapshot.file.inbox.contains(where: { $0.id == payload.id }) {
        var taking = RecordChange(snapshot.file)
        let gone = makingRoom(in: snapshot.file.inbox, for: requester)
        for old in gone { taking.remove(old.id) }
        taking.file.inbox.removeAll { gone.contains($0) }
        taking.file.inbox.append(
          WaitingRequest(id: payload.id, requester: requester.fingerprint))
        try taking.set(
          ReceivedRequest(
            request: body.request, viewerCard: requester.card.document,
            affiliation: requester.affiliation?.document, receivedAt: clock.now(),
            declined: false, refusals: [], policies: []))
        change = taking
      }
      guard let event = try await commit([draft], change: change, on: snapshot).last else {
        throw ProblemAnswer.unavailable
      }
      return try .taken(event.evidence)
    }
  }

  /// The requests that go for a new one: the requester's own oldest, then anyone's.
  ///
  /// Nobody pushes another's request out with many of their own.
  private func makingRoom(
    in inbox: [WaitingRequest], for requester: Requester
  ) -> [WaitingRequest] {
    let limits = configuration.limits
    let own = inbox.filter { $0.requester == requester.fingerprint }
      .dropLast(limits.pendingRequestsOfOne - 1)
    let rest = inbox.filter { !own.contains($0) }
    return own + rest.dropLast(limits.pendingRequests - 1)
  }

  /// The requests that wait for the owner, each with the limits that it would pass now.
  func inbox(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.request, .ledger, .head]) { snapshot in
      let measures = await measures(of: snapshot)
      let (standing, now) = (registry.current, clock.now())
      let requests = try snapshot.requests.map { row in
        let decision = try judgeRequest(
          row.request.payload, ledger: snapshot.ledger, file: snapshot.file, measures: measures,
          standing: standing, at: now)
        return ReceivedRequest(
          request: row.request, viewerCard: row.viewerCard, affiliation: row.affiliation,
          receivedAt: row.receivedAt, declined: row.declined,
          refusals: decision.problemRefusals,
          policies: decision.isAllowed ? [] : decision.policies)
      }
      return try Answer(
        Inbox(
          requests: requests.sorted { $0.receivedAt < $1.receivedAt },
          state: try await state(of: record)))
    }
  }

  /// Takes the owner's no to a request.
  func decline(
    _ requester: Requester, record: RecordID, _ body: PublishDecline
  ) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.request]) { snapshot in
      let verified = try await verify(body.decline, by: requester.identity, at: "decline")
      try check(record: verified.payload.record, is: record, at: "decline.record")
      if let again = try await repeated(verified.hash, on: snapshot) {
        return again
      }
      try check(counter: verified.payload.counter, in: snapshot.file, at: "decline.counter")
      guard
        let row = snapshot.requests.first(where: {
          $0.request.payload.id == verified.payload.request
        })
      else { throw ProblemAnswer.notFound("decline.request") }
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: verified.payload.counter)
      try change.set(
        ReceivedRequest(
          request: row.request, viewerCard: row.viewerCard, affiliation: row.affiliation,
          receivedAt: row.receivedAt, declined: true, refusals: row.refusals,
          policies: row.policies))
      var draft = requester.draft(.decline, .accepted, in: snapshot.file)
      draft.requestID = verified.payload.request
      draft.document = verified.hash
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }

  /// The verified measures of a record; nil where there are none.
  func measures(of snapshot: RecordSnapshot?) async -> Measures? {
    guard let snapshot, let head = snapshot.head else { return nil }
    return try? await gate.measures(of: head, owners: snapshot.file.ownerLine).payload
  }
}
