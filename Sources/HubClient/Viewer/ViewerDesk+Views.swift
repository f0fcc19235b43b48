package import Consent
package import Foundation
package import Keys
package import Record

extension ViewerDesk {
  /// Opens a view: the opening is logged, and the person can read it.
  ///
  /// What was seen of the record is remembered; the items themselves are not kept.
  package func open(
    _ grant: VerifiedDocument<Grant>, of address: Address
  ) async throws -> (view: OpenedView, receipt: VerifiedReceipt) {
    let known = known(address)
    let released = try await withHub(of: address) { hub in try await hub.view(grant) }
    let opener = GrantOpener(identity: ring.identity, address: address)
    let sealed: ReleasedView
    do {
      sealed = try released.answer.open(with: ring.identity)
    } catch { throw RecordError(.cannotOpen, at: "answer") }
    let view = try await opener.open(
      sealed, requested: grant.payload.id, receipt: released.verified.receipt, seen: known.head,
      at: Date())
    var next = known
    next.note(view)
    state.note(next)
    try save()
    return (view, released.verified)
  }

  /// Gives an access back before its end.
  package func giveBack(_ grant: VerifiedDocument<Grant>, of address: Address) async throws {
    let revocation = try await SignedDocument.sign(
      Revocation(
        record: address.record, counter: nil, grants: [grant.payload.id], issuedAt: Date()),
      with: ring.identity)
    try await withHub(of: address) { hub in _ = try await hub.revoke(revocation) }
  }

  /// What is open to this viewer at the records of some addresses, as their hubs say now.
  package func openAccesses(_ addresses: [Address]) async throws -> [OpenAccess] {
    var open: [OpenAccess] = []
    for address in addresses {
      let live = try await withHub(of: address) { hub in try await self.live(address, hub) }
      let owner = state[address]?.ownerCard?.payload.name ?? ""
      open += live.map { OpenAccess(address: address, owner: owner, grant: $0.payload) }
    }
    return open
  }

  /// How long before its end a viewer is told, in seconds: 14 days.
  package static let notice: TimeInterval = 14 * 86_400
}

/// An access that is open to a viewer.
package struct OpenAccess: Sendable {
  /// Whose record it is of.
  package let address: Address
  /// The person's name; empty where their card was not seen.
  package let owner: String
  /// The grant.
  package let grant: Grant
}
