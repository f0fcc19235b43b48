package import Record

/// Why something could not be done for a person at their own desk.
package enum DeskError: Error, Hashable, Sendable {
  /// The owner has left the hub; the record there is erased.
  case left
  /// What was signed is kept on this device, and not in force before the hub has it.
  case kept
  /// Two devices changed the same items, and no choice was given; nothing was changed.
  case undecided([MergeConflict])
  /// An address names no host.
  case addressWithoutHost
  /// No grant known here has the identifier.
  case noSuchGrant
  /// No single request has the identifier.
  case noSuchRequest
  /// The grant does not open the place of what is proposed.
  case outsideGrant
  /// What is proposed does not open for the owner, or cannot be an item.
  case unreadableProposal
  /// The card is not of a service in the hub's register.
  case notRegistered
  /// The person's card is needed to seal words to them.
  case cardNeeded
  /// What an auditor remembers of the log cannot be read.
  case auditMemoryUnreadable
}
