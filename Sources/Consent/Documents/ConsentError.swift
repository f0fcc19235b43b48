import Keys

/// Why a consent document was refused.
///
/// The place is the path of a field (`grant.notAfter`), never a value: errors carry nothing
/// personal.
package struct ConsentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, in a closed list.
  package enum Code: String, CaseIterable, Sendable {
    case emptyScope = "empty-scope"
    case unsorted
    case tooMany = "too-many"
    case emergencyCompartment = "emergency-compartment"
    case itemAlreadyCovered = "item-already-covered"
    case endNotAfterStart = "end-not-after-start"
    case tooLong = "too-long"
    case outOfRange = "out-of-range"
    case noGate = "no-gate"
    case duplicateGate = "duplicate-gate"
    case unreachableQuorum = "unreachable-quorum"
    case malformedText = "malformed-text"
    case wrongLength = "wrong-length"
    case wrongKind = "wrong-kind"
    case sharesDiffer = "shares-differ"
    case packetsDiffer = "packets-differ"
    case selectionDiffers = "selection-differs"
    case attestationsDiffer = "attestations-differ"
    case viewerDiffers = "viewer-differs"
    case contradiction
    case cannotSeal = "cannot-seal"
    case cannotOpen = "cannot-open"
  }

  /// What was wrong.
  package let code: Code
  /// Where: the path of the field.
  package let place: String

  /// Makes an error; `place` must hold no value of a record.
  package init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }

  /// The code and the place.
  package var description: String { "\(code.rawValue) at \(place)" }
}

extension ConsentError: DocumentRuleError {
  /// The code, as a document that is read reports it.
  package var rule: String { code.rawValue }
}
