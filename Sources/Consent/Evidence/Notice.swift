package import Foundation
package import Keys

/// Something that others did to a record, as its own log tells it to the owner.
///
/// There is no second channel: the entries of a record's log are sealed to its owner, chained and
/// proved, so that a notice can be neither forged nor left out unseen. Source:
/// docs/spec/log-entry.md.
package struct Notice: Hashable, Sendable {
  /// What happened.
  package enum Kind: String, CaseIterable, Sendable {
    /// A professional asked for access.
    case asked
    /// A professional proposed an addition.
    case proposed
    /// A view was opened.
    case looked
    /// A view or an act of someone else was refused.
    case refused
    /// A helper attested a draft.
    case attested
    /// An access was given back, or taken back by a helper.
    case ended
    /// A helper stopped the record.
    case stopped
    /// The emergency set was opened, or its opening reviewed.
    case emergency
    /// Somebody used the naming key on an entry of the record.
    case named
    /// A recovery was begun or a key changed.
    case recovery
    /// The move of a limit was signed or cancelled, on whichever device of the owner's.
    case limit
    /// An access ends within days; told from the owner's own grants, not from the log.
    case endingSoon = "ending-soon"
  }

  /// What happened.
  package let kind: Kind
  /// When (UTC); of `endingSoon`, when it ends.
  package let time: Date
  /// Who, as their card said.
  package let who: String?
  /// The grant.
  package let grant: GrantID?
  /// The request.
  package let request: RequestID?

  /// States a notice.
  package init(kind: Kind, time: Date, who: String?, grant: GrantID?, request: RequestID?) {
    self.kind = kind
    self.time = time
    self.who = who
    self.grant = grant
    self.request = request
  }

  /// The notice of an entry; nil where the owner did it, or where it concerns nobody else.
  package init?(_ entry: LogEntry) {
    let frame = entry.frame
    // Whoever holds the owner's keys may have moved a limit: the owner is told while it can be
    // cancelled.
    guard frame.role != .owner || frame.kind == .limit else { return nil }
    let kind: Kind
    switch frame.kind {
    case .emergency, .review: kind = .emergency
    case .naming: kind = .named
    case .key, .recovery: kind = .recovery
    case .refusal: kind = .refused
    case _ where frame.decision == .refused: kind = .refused
    case .view: kind = .looked
    case .request: kind = .asked
    case .proposal: kind = .proposed
    case .attestation: kind = .attested
    case .revocation: kind = .ended
    case .stop: kind = .stopped
    case .limit: kind = .limit
    case .grant, .resume, .decline, .settlement, .helper, .head, .logRead, .policy, .register,
      .auditor, .anchor, .shred:
      return nil
    }
    self.init(
      kind: kind, time: frame.time, who: entry.name, grant: entry.grant, request: entry.request)
  }
}
