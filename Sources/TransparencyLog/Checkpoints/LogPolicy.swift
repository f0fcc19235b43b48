public import Foundation

/// Whom a verifier trusts about one log: the log's key, witnesses, and how many must cosign.
///
/// Taken from a party the verifier trusts, never from the log. Source: C2SP tlog-policy, with one
/// log and one group of witnesses.
public struct LogPolicy: Hashable, Sendable {
  /// The log's key; its signature on a checkpoint is always required.
  public let logKey: NoteVerifierKey
  /// The origin line that a checkpoint must have.
  public let origin: String
  /// The keys of the witnesses, each a different key.
  public let witnesses: [NoteVerifierKey]
  /// How many of the witnesses must cosign; 0 where none has to, which leaves a log *not witnessed*.
  public let quorum: Int

  /// Takes the parts of a policy; the origin is the log key's name unless given.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` where a witness is named twice or is the log
  /// itself, where a key is of the wrong kind, or where the quorum is out of reach.
  public init(
    logKey: NoteVerifierKey, origin: String? = nil, witnesses: [NoteVerifierKey] = [],
    quorum: Int = 0
  ) throws(TransparencyLogError) {
    let keys = Set((witnesses + [logKey]).map(\.publicKey))
    guard logKey.algorithm == .ed25519, witnesses.allSatisfy({ $0.algorithm == .cosignature }),
      keys.count == witnesses.count + 1, (0...witnesses.count).contains(quorum)
    else { throw .init(.malformed, at: "log policy") }
    self.logKey = logKey
    self.origin = origin ?? logKey.name
    self.witnesses = witnesses
    self.quorum = quorum
  }

  /// Verifies a checkpoint note: the log's signature, the origin, and every known witness's line.
  ///
  /// A missing quorum does not throw, so that it can be shown; ask
  /// ``VerifiedCheckpoint/isWitnessed`` or ``VerifiedCheckpoint/requireQuorum()``. Throws as
  /// ``SignedNote/verified(by:)``, and ``TransparencyLogError/Code/otherLog`` for another origin.
  public func verify(_ note: SignedNote) throws(TransparencyLogError) -> VerifiedCheckpoint {
    let signers = try note.verified(by: [logKey] + witnesses).signers
    guard signers.contains(where: { $0.key == logKey }) else {
      throw .init(.notSigned, at: "checkpoint")
    }
    let checkpoint = try Checkpoint(text: note.text)
    guard StrictText.same(checkpoint.origin, origin) else {
      throw .init(.otherLog, at: "checkpoint line 1")
    }
    return VerifiedCheckpoint(
      checkpoint: checkpoint, note: note,
      cosigners: signers.filter { $0.key != logKey }, quorum: quorum)
  }

  /// Reads and verifies a checkpoint note; see ``verify(_:)-(SignedNote)``.
  public func verify(_ note: Data) throws(TransparencyLogError) -> VerifiedCheckpoint {
    try verify(SignedNote(note))
  }
}

/// A checkpoint that its log has signed; only ``LogPolicy`` makes one.
public struct VerifiedCheckpoint: Hashable, Sendable {
  /// What the log states.
  public let checkpoint: Checkpoint
  /// The whole note, unknown signatures included.
  public let note: SignedNote
  /// The witnesses of the policy that cosigned, each once, with the times they state.
  public let cosigners: [NoteSigner]
  /// How many witnesses the policy asks for.
  public let quorum: Int

  init(checkpoint: Checkpoint, note: SignedNote, cosigners: [NoteSigner], quorum: Int) {
    self.checkpoint = checkpoint
    self.note = note
    self.cosigners = cosigners
    self.quorum = quorum
  }

  /// The number of leaves.
  public var size: UInt64 { checkpoint.size }

  /// The root of the tree.
  public var root: MerkleHash { checkpoint.root }

  /// Whether a quorum of at least one witness has cosigned.
  public var isWitnessed: Bool { quorum > 0 && cosigners.count >= quorum }

  /// Throws ``TransparencyLogError/Code/notWitnessed`` where the policy asks for more cosignatures.
  public func requireQuorum() throws(TransparencyLogError) {
    guard cosigners.count >= quorum else { throw .init(.notWitnessed, at: "checkpoint") }
  }
}
