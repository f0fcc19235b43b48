import Consent
import Foundation
import Keys
import PersonalNetwork
import Record

extension OwnerDesk {
  /// Meets the record's hub, sends what waits, and gives the client to `body`.
  package func withHub<Result>(_ body: (HubClient) async throws -> Result) async throws -> Result {
    guard state.departure != .erased else {
      throw DeskError.left
    }
    guard let pinned = state.hub, let endpoint = HubEndpoint(pinned.host) else {
      throw RecordError(.noLocalFile, at: "hub")
    }
    do {
      return try await HubClient.with(
        endpoint: endpoint, expected: pinned.description.card.signer, ring: ring
      ) { hub in
        try pin(hub, over: pinned)
        record.watch(try await hub.settle(state.logs, at: Date()))
        let result: Result
        do {
          try await flush(hub)
          result = try await body(hub)
        } catch {
          // What an answer was proved under counts, whatever the answer was.
          try see(hub)
          throw error
        }
        try see(hub)
        return result
      }
    } catch HubClientError.unreachable where !state.outbox.isEmpty {
      throw DeskError.kept
    }
  }

  /// Keeps what the hub's answers were proved under, to hold it against the public log later.
  private func see(_ hub: HubClient) throws {
    record.watch(try hub.see(into: state.logs, at: Date()))
    try save()
  }

  /// Takes note of the hub's present bundle and register; its log and gates must be the pinned ones.
  private func pin(_ hub: HubClient, over pinned: PinnedHub) throws {
    let description = hub.hub.description
    guard description.log == pinned.description.log else {
      throw HubClientError.verification(.logKey)
    }
    guard description.gates == pinned.description.gates else {
      throw HubClientError.verification(.hubCard)
    }
    let next = PinnedHub(
      host: pinned.host, description: description, bundle: hub.hub.bundle.hash)
    guard next != pinned else { return }
    record.pin(next)
    try save()
  }

  /// Sends what waits in the outbox, oldest first, saving after each.
  ///
  /// What the hub refuses for good is taken back, and does not hold up a stop or a revocation behind
  /// it; the first such refusal is thrown once the rest has gone.
  package func flush(_ hub: HubClient) async throws {
    var failure: HubClientError?
    while let publication = state.outbox.first {
      do {
        let accepted = try await send(publication, to: hub)
        try record.acknowledge(publication, state: accepted?.state, at: Date())
      } catch let error as HubClientError {
        switch error {
        case .refused, .invalid:
          // Without the record itself nothing behind it can be taken.
          if case .create = publication { throw error }
          record.withdraw(publication)
          failure = failure ?? error
        case .conflict:
          if let refusal = try await settle(publication, hub, error) {
            failure = failure ?? refusal
          }
        default: throw error
        }
      }
      try save()
    }
    if let failure { throw failure }
  }

  /// After another device wrote first: a commit is taken back, to be made again on what that device
  /// wrote; a statement is signed anew above its counter; a grant is taken back and refused, since it
  /// was judged on a record that is no more.
  private func settle(
    _ publication: Publication, _ hub: HubClient, _ error: HubClientError
  ) async throws -> HubClientError? {
    switch publication {
    case .create: throw error
    case .commit:
      record.withdraw(publication)
      return nil
    case .grant:
      record.withdraw(publication)
      return error
    case .revocation, .stop, .resume, .decline, .settlement, .helper, .dismissal, .stopCards,
      .cancellation, .limitMove, .limitCancellation:
      let head = try await hub.head(of: state.record)
      guard head.counter >= publication.counter ?? 0,
        try await record.renumber(publication, above: head.counter)
      else { throw error }
      return nil
    }
  }

  /// Takes up what the hub holds; where both sides changed an item, the choices given decide.
  private func adopt(_ hub: HubClient) async throws {
    let contents = try await hub.contents(of: state.record)
    let undecided = try record.conflicts(with: contents).filter { choices[$0.item] == nil }
    guard undecided.isEmpty else { throw DeskError.undecided(undecided) }
    try await record.adopt(contents, choices: choices)
  }

  private func send(_ publication: Publication, to hub: HubClient) async throws -> ActAccepted? {
    switch publication {
    case .create(let body): try await hub.create(body)
    case .commit(let commit): try await hub.commit(commit, to: state.record)
    case .grant(_, let sealed): try await hub.publish(sealed, to: state.record)
    case .revocation(let body): try await hub.revoke(body.revocation)
    case .stop(let body): try await hub.stop(body.stop)
    case .resume(let body): try await hub.resume(body.resume)
    case .decline(let body): try await hub.decline(body.decline)
    case .settlement(let body): try await hub.settle(body.settlement)
    case .helper(let body): try await hub.enrol(body)
    case .dismissal(let body): try await hub.dismiss(body.dismissal)
    case .stopCards(let body): try await hub.withdraw(body)
    case .cancellation(let body): try await hub.cancel(body.cancellation)
    case .limitMove(let body): try await hub.move(body.move)
    case .limitCancellation(let body): try await hub.cancel(body.cancellation)
    }
  }

  /// Hears of the grants that ended or were made elsewhere, and of emergencies.
  package func hear(_ hub: HubClient) async throws {
    try await record.apply(hub.grants(of: state.record))
    let sets = state.grants.filter(\.publication.grant.payload.terms.isEmergency)
    if !sets.isEmpty { try await record.apply(hub.emergencies(of: state.record)) }
    try save()
  }

  /// Brings device and hub to the same state: hears of ends, compares heads, commits what changed.
  ///
  /// Returns whether something was written.
  @discardableResult
  package func synchronise(_ hub: HubClient) async throws -> Bool {
    // Another device may write between looking and writing; what it wrote is then taken up first.
    for _ in 0..<4 {
      try await hear(hub)
      do {
        let head = try await hub.head(of: state.record)
        try await record.apply(head.limitMoves, at: Date())
        try await record.compare(head)
      } catch let error as RecordError where error.code == .localFileBehind {
        try await adopt(hub)
      }
      try save()
      guard let commit = try await record.commit(at: Date()) else { return false }
      try save()
      try await flush(hub)
      if state.manifest?.hash == commit.manifest.hash { return true }
    }
    throw HubClientError.conflict(nil)
  }
}
