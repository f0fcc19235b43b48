package import Consent
import Foundation
package import Keys
package import Record

/// A viewer's key, local file and affiliation, as the command line and the page use them.
package final class ViewerDesk {
  /// The viewer's keys.
  package let ring: KeyRing
  /// Where the viewer's files are.
  package let home: Home
  /// The word of their service for them.
  package let affiliation: SignedDocument<Affiliation>?
  private let store: SealedStore<ViewerState>
  /// What is known; what is changed here is durable after ``save()``.
  package var state: ViewerState

  private init(
    ring: KeyRing, home: Home, affiliation: SignedDocument<Affiliation>?,
    store: SealedStore<ViewerState>
  ) {
    self.ring = ring
    self.home = home
    self.affiliation = affiliation
    self.store = store
    state = store.state
  }

  /// Opens the viewer's files in a home.
  package static func open(ring: KeyRing, home: Home) throws -> ViewerDesk {
    let store = try ViewerStore.open(in: URL(fileURLWithPath: home.views), ring: ring)
    return ViewerDesk(
      ring: ring, home: home, affiliation: try CardBook(home)[ring.card.signer]?.affiliation,
      store: store)
  }

  /// Makes what was changed durable.
  package func save() throws { try store.save(state) }

  /// What is known of an address, or a fresh start.
  package func known(_ address: Address) -> KnownRecord {
    state[address] ?? KnownRecord(address: address)
  }

  /// Meets the hub of an address; its fingerprint must be the one in the address.
  package func withHub<Result>(
    of address: Address, _ body: (HubClient) async throws -> Result
  ) async throws -> Result {
    guard let endpoint = HubEndpoint(address.host) else {
      throw DeskError.addressWithoutHost
    }
    return try await HubClient.with(
      endpoint: endpoint, expected: address.hubFingerprint, ring: ring, affiliation: affiliation
    ) { hub in
      state.logs = try await hub.settle(state.logs, at: Date())
      let result: Result
      do {
        result = try await body(hub)
      } catch {
        // What a refusal was proved under counts as much as what a view was.
        try see(hub)
        throw error
      }
      try see(hub)
      return result
    }
  }

  /// Keeps what the hub's answers were proved under, to hold it against the public log later.
  private func see(_ hub: HubClient) throws {
    state.logs = try hub.see(into: state.logs, at: Date())
    try save()
  }

  /// Asks which grants of a record are for this viewer, believing the owner's signatures alone.
  package func refresh(_ address: Address, _ hub: HubClient) async throws -> [VerifiedDocument<
    Grant
  >] {
    let list = try await hub.grantsForMe(of: address.record, identity: ring.identity)
    let opener = GrantOpener(identity: ring.identity, address: address)
    var record = known(address)
    var live: [VerifiedDocument<Grant>] = []
    for grant in list.grants {
      let verified = try await opener.verify(
        grant, ownerCard: list.ownerCard, successions: list.successions)
      record.note(verified)
      live.append(verified)
    }
    if !live.isEmpty {
      record.ownerCard = list.ownerCard
      record.successions = list.successions
    }
    state.note(record)
    try save()
    return live
  }

  /// The same, where a hub that knows nothing for this viewer means no grants.
  package func live(_ address: Address, _ hub: HubClient) async throws -> [VerifiedDocument<Grant>]
  {
    do {
      return try await refresh(address, hub)
    } catch let error as HubClientError {
      guard case .notAvailable = error else { throw error }
      return []
    }
  }

  /// The known grant whose identifier begins with a text, verified again.
  package func grant(_ text: String) async throws -> (Address, VerifiedDocument<Grant>) {
    let found = state.records.flatMap { record in record.grants.map { (record, $0) } }
      .filter { $0.1.payload.id.description.hasPrefix(text) }
    guard text.utf8.count >= 4, found.count == 1, let card = found[0].0.ownerCard else {
      throw DeskError.noSuchGrant
    }
    let address = found[0].0.address
    let opener = GrantOpener(identity: ring.identity, address: address)
    return (
      address,
      try await opener.verify(
        found[0].1, ownerCard: card, successions: found[0].0.successions)
    )
  }
}
