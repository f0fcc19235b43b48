package import Foundation
package import Keys

/// Entries and frames as they lie at the hub: padded canonical JSON in an age file.
package enum EvidenceFile {
  /// Seals an entry to the owner of its record and the holder of the naming key.
  ///
  /// `owner` is nil for entries of the hub's own sequence.
  package static func seal(
    _ entry: LogEntry, owner: PublicIdentity?, naming: PublicIdentity
  ) throws -> Data {
    let recipients = [owner, naming].compactMap(\.self)
    return try SealedFile.seal(
      Padding.pad(CanonicalJSON.encode(entry), to: Padding.entry), to: recipients)
  }

  /// Opens an entry with the owner's or the naming identity.
  package static func openEntry(_ file: Data, with identity: Identity) throws -> LogEntry {
    try CanonicalJSON.decode(
      LogEntry.self,
      from: Padding.unpad(SealedFile.open(file, with: identity), from: Padding.entry))
  }

  /// Seals a frame to the auditors' reading keys.
  package static func seal(_ frame: LogFrame, auditors: [PublicIdentity]) throws -> Data {
    try frame.check()
    return try SealedFile.seal(Padding.pad(CanonicalJSON.encode(frame)), to: auditors)
  }

  /// Opens a frame with an auditor's reading identity.
  package static func openFrame(_ file: Data, with identity: Identity) throws -> LogFrame {
    try CanonicalJSON.decode(
      LogFrame.self, from: Padding.unpad(SealedFile.open(file, with: identity)))
  }
}
