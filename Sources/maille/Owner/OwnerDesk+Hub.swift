import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerDesk {
  /// Meets the record's hub, sends what waits, and gives the client to `body`.
  func withHub<Result>(_ body: (HubClient) async throws -> Result) async throws -> Result {
    guard let pinned = state.hub, let endpoint = HubEndpoint(pinned.host) else {
      throw RecordError(.noLocalFile, at: "hub")
    }
    return try await HubDesk.with(
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
  func flush(_ hub: HubClient) async throws {
    while let publication = state.outbox.first {
      do {
        let accepted = try await send(publication, to: hub)
        try record.acknowledge(publication, state: accepted?.state, at: Date())
        try save()
      } catch let error as HubClientError {
        switch error {
        case .refused, .invalid:
          record.withdraw(publication)
          try save()
        case .conflict:
          if case .commit = publication {
            record.withdraw(publication)
            try await record.adopt(hub.contents(of: state.record))
            try save()
            continue
          }
        default: break
        }
        throw error
      }
    }
  }

  private func send(_ publication: Publication, to hub: HubClient) async throws -> ActAccepted? {
    switch publication {
    case .create(let body):
      try await hub.createRecord(body.record, ownerCard: body.ownerCard)
    case .commit(let commit): try await hub.commit(commit, to: state.record)
    case .grant(let grant): try await hub.publish(grant, to: state.record)
    case .revocation(let body): try await hub.revoke(body.revocation)
    case .stop(let body): try await hub.stop(body.stop)
    case .resume(let body): try await hub.resume(body.resume)
    case .decline(let body): try await hub.decline(body.decline)
    case .helper(let body): try await hub.enrol(body)
    case .dismissal(let body): try await hub.dismiss(body.dismissal)
    }
  }

  /// Brings device and hub to the same state: hears of ends, compares heads, commits what changed.
  ///
  /// Returns whether something was written.
  @discardableResult
  func synchronise(_ hub: HubClient) async throws -> Bool {
    try await record.apply(hub.grants(of: state.record))
    do {
      try await record.compare(hub.head(of: state.record))
    } catch let error as RecordError where error.code == .localFileBehind {
      try await record.adopt(hub.contents(of: state.record))
    }
    try save()
    guard try await record.commit(at: Date()) != nil else { return false }
    try save()
    try await flush(hub)
    return true
  }
}
