package import Consent
package import Foundation
package import Keys
package import PersonalNetwork

/// What an edit did to one item.
package struct ItemChange: Hashable, Codable, Sendable {
  /// The item before; nil where it was added.
  package let before: NetworkItem?
  /// The item after; nil where it was removed.
  package let after: NetworkItem?
}

/// Something the owner did on this device, kept so that it can be taken back.
package enum OwnerAct: Hashable, Codable, Sendable {
  case edit([ItemChange])
  case grant(GrantID)
  case revocation([GrantID])
  case stop
  case resume
  case decline(RequestID)
  case refusedProposal(ProposalID)
  case helper(Fingerprint)
  case dismissal(Fingerprint)
  case stopCards

  /// How many acts are remembered.
  static let remembered = 32

  /// How many items an edit may change and still be taken back; a larger one is remembered as empty.
  static let largestEdit = 128

  /// The act of a publication that the hub took; nil for what is not an act of its own.
  init?(_ publication: Publication) {
    switch publication {
    // A yes to a proposal is an edit, a no is noted apart: a settlement does not say which it was.
    case .create, .commit, .settlement, .cancellation, .limitMove, .limitCancellation: return nil
    case .grant(let grant, _): self = .grant(grant.grant.payload.id)
    case .revocation(let body): self = .revocation(body.revocation.payload.grants)
    case .stop: self = .stop
    case .resume: self = .resume
    case .decline(let body): self = .decline(body.decline.payload.request)
    case .helper(let body): self = .helper(body.enrolment.payload.helper.fingerprint)
    case .dismissal(let body): self = .dismissal(body.dismissal.payload.helper)
    case .stopCards: self = .stopCards
    }
  }
}

/// What taking an act back came to.
package enum Undone: Hashable, Sendable {
  /// The edit of so many items was taken back on this device.
  case edit(Int)
  /// The grant was revoked; what was seen under it may be remembered.
  case revoked(GrantID)
  /// The record is resumed.
  case resumed
  /// The record is stopped again.
  case stopped
  /// The helper was dismissed.
  case dismissed(Fingerprint)
  /// The act cannot be taken back; it stays the last one.
  case impossible(OwnerAct)
}

extension OwnerRecord {
  /// The newest act that is remembered.
  package var lastAct: OwnerAct? { state.acts?.last }

  /// Takes the newest act back where that can be: an edit on this device, others by a new statement
  /// in the outbox.
  ///
  /// Returns nil where nothing is remembered. Throws ``RecordError/Code/conflict``, and changes
  /// nothing, where an item was changed again since, on this device or another.
  package mutating func undo(at time: Date) async throws(RecordError) -> Undone? {
    guard let act = lastAct else { return nil }
    var next = self
    let undone: Undone
    switch act {
    case .edit(let changes) where !changes.isEmpty:
      try next.takeBack(changes)
      undone = .edit(changes.count)
    case .grant(let id) where isStanding(id, at: time):
      _ = try await next.revoke([id], at: time)
      undone = .revoked(id)
    case .stop where state.stopped:
      _ = try await next.resume(at: time)
      undone = .resumed
    case .resume where !state.stopped:
      _ = try await next.stop(at: time)
      undone = .stopped
    case .helper(let helper) where isEnrolled(helper):
      _ = try await next.dismiss(helper: helper, at: time)
      undone = .dismissed(helper)
    default: return .impossible(act)
    }
    next.state.acts?.removeLast()
    self = next
    return undone
  }

  private func isStanding(_ id: GrantID, at time: Date) -> Bool {
    state.standingGrants(at: time).contains { $0.publication.grant.payload.id == id }
  }

  private func isEnrolled(_ helper: Fingerprint) -> Bool {
    state.enrolledHelpers.contains { $0.fingerprint == helper }
  }

  /// Remembers an act as the newest.
  mutating func remember(_ act: OwnerAct) {
    state.acts = ((state.acts ?? []) + [act]).suffix(OwnerAct.remembered)
  }

  /// Forgets the newest act, as after it was itself the taking back of another.
  package mutating func forgetLastAct() {
    if state.acts?.isEmpty == false { state.acts?.removeLast() }
  }

  /// Remembers what becomes of the items as an edit.
  mutating func rememberEdit(to items: [NetworkItem]) {
    let before = Dictionary(state.items.map { ($0.id, $0) }) { _, last in last }
    let after = Dictionary(items.map { ($0.id, $0) }) { _, last in last }
    let changes = Set(before.keys).union(after.keys).sorted().compactMap { id in
      before[id] == after[id] ? nil : ItemChange(before: before[id], after: after[id])
    }
    guard !changes.isEmpty else { return }
    remember(.edit(changes.count <= OwnerAct.largestEdit ? changes : []))
  }

  private mutating func takeBack(_ changes: [ItemChange]) throws(RecordError) {
    var items = Dictionary(state.items.map { ($0.id, $0) }) { _, last in last }
    for change in changes {
      guard let id = (change.after ?? change.before)?.id else { continue }
      let present = items[id]
      guard present?.content == change.after?.content, present?.reserved == change.after?.reserved
      else { throw RecordError(.conflict, at: "item \(id)") }
      do {
        switch (change.before, present) {
        case (let before?, let present?):
          items[id] = try present.revised(content: before.content, reserved: before.reserved)
        case (let before?, nil): items[id] = try before.revised()
        case (nil, _): items[id] = nil
        }
      } catch {
        throw RecordError(.malformed, at: error.place)
      }
    }
    do {
      state.items = try PersonalNetwork(items: items.values).items
    } catch {
      throw RecordError(.conflict, at: error.place)
    }
  }
}
