import Consent
import Foundation
import Keys

/// Who signed a request, as far as the hub could establish it before any look-up of a record.
struct Requester: Sendable {
  /// The requester's card, verified.
  let card: VerifiedDocument<Card>
  /// The affiliation that came with the request, verified and in force.
  let affiliation: VerifiedDocument<Affiliation>?
  /// What a receipt holds of the request.
  let evidence: SignedRequestEvidence
  /// The value of the signed `Content-Digest` field.
  let contentDigest: String
  /// The request's nonce, where it is written together with what the request leads to.
  var nonce: SignedNonce?

  /// Whether a body has the signed digest.
  func isDigest(of body: Data) -> Bool {
    (try? ContentDigest.verify(contentDigest, of: body)) != nil
  }

  /// The requester's keys.
  var identity: PublicIdentity { card.payload.identity }
  /// The requester's fingerprint.
  var fingerprint: Fingerprint { identity.fingerprint }
  /// The authority for which the requester acts.
  var authority: AuthorityID? { affiliation?.payload.authority }

  /// The role in which the requester acts on a record.
  func role(in file: RecordFile?) -> ActorRole {
    guard let file else { return generalRole }
    if file.ownerIdentity.fingerprint == fingerprint { return .owner }
    if file.standingHelpers.contains(where: { $0.fingerprint == fingerprint }) { return .helper }
    return generalRole == .owner || generalRole == .helper ? .unknown : generalRole
  }

  private var generalRole: ActorRole {
    switch card.payload.kind {
    case .owner: .owner
    case .helper: .helper
    case .viewer: .viewer
    case .auditor: .auditor
    case .authority: .authority
    case .hub: .hub
    }
  }

  /// The start of an entry about something that this requester did.
  func draft(_ kind: EntryKind, _ outcome: EventDraft.Outcome, in file: RecordFile?) -> EventDraft {
    var draft = EventDraft(kind, outcome, role: role(in: file))
    draft.actor = fingerprint
    draft.name = card.payload.name
    draft.authority = authority
    draft.request = evidence
    return draft
  }
}
