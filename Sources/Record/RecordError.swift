import Keys

/// Why something of a record was refused.
///
/// The place names a part (`slot 17`, `shares`), never content.
package struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, in a closed list.
  package enum Code: String, CaseIterable, Sendable {
    /// A key or cipher does not open what it should: a flipped bit, another key, another place.
    case cannotOpen = "cannot-open"
    /// A library refused to seal.
    case cannotSeal = "cannot-seal"
    case wrongLength = "wrong-length"
    case malformed
    /// Signed by someone other than the owner whom the address names.
    case wrongOwner = "wrong-owner"
    case wrongRecord = "wrong-record"
    case wrongViewer = "wrong-viewer"
    case wrongHub = "wrong-hub"
    /// Another grant than the one that was asked for.
    case wrongGrant = "wrong-grant"
    case notLive = "not-live"
    /// The receipt speaks of another grant or manifest than the answer holds.
    case receiptDiffers = "receipt-differs"
    /// A manifest older than one already seen.
    case rolledBack = "rolled-back"
    /// Two manifests of the same version.
    case forked
    /// Other gates, or another number of them, than the grant names.
    case gatesDiffer = "gates-differ"
    /// Slots other than those of the grant's scope.
    case slotsDiffer = "slots-differ"
    /// A slot whose path does not lead to the manifest's root.
    case wrongPath = "wrong-path"
    /// A packet for another blind identifier or epoch than the slot's.
    case packetDiffers = "packet-differs"
    /// Items that are not exactly those that a slot commits to, or measures that the manifest does not.
    case contentsDiffer = "contents-differ"
    /// An item that belongs to nothing in the grant's scope.
    case outOfScope = "out-of-scope"
    case itemDiffers = "item-differs"
    /// A selected item that is reserved, gone, or in another compartment.
    case notSelectable = "not-selectable"
    /// A write that replaces another version than the present one.
    case conflict
    /// A write into an epoch whose key a former viewer still has.
    case staleEpoch = "stale-epoch"
    /// An epoch that went backwards.
    case epochWentBack = "epoch-went-back"
    case slotTableDiffers = "slot-table-differs"
    case measuresDiffer = "measures-differ"
    case resealMissing = "reseal-missing"
    case counterNotHigher = "counter-not-higher"
    /// The local file is in use by another process.
    case locked
    case noLocalFile = "no-local-file"
    case localFileExists = "local-file-exists"
    case localFileUnreadable = "local-file-unreadable"
    case localFileUnwritable = "local-file-unwritable"
    /// The local file is older than what the hub has already had from this key.
    case localFileBehind = "local-file-behind"
    case unknownItem = "unknown-item"
    case unknownGrant = "unknown-grant"
    case unknownDraft = "unknown-draft"
    case unknownHelper = "unknown-helper"
    case noRecoveryKey = "no-recovery-key"
    case attestationMissing = "attestation-missing"
    case alreadyDone = "already-done"
    case refused
  }

  /// What was wrong.
  package let code: Code
  /// Where.
  package let place: String

  /// Makes an error; `place` must hold nothing of the record's content.
  package init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }

  /// The code and the place.
  package var description: String { "\(code.rawValue) at \(place)" }
}

extension RecordError: DocumentRuleError {
  /// The code, as a document that is read reports it.
  package var rule: String { code.rawValue }
}
