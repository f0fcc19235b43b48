public import Crypto
public import Foundation

/// An Ed25519 private key with a name, which signs notes or cosigns checkpoints.
///
/// It has no printable form and no encoding.
public struct NoteSigningKey: Sendable {
  /// The public side.
  public let verifierKey: NoteVerifierKey
  private let privateKey: Curve25519.Signing.PrivateKey

  /// Names a private key.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for a name with spaces or `+`.
  public init(
    name: String, algorithm: NoteVerifierKey.Algorithm = .ed25519,
    privateKey: Curve25519.Signing.PrivateKey
  ) throws(TransparencyLogError) {
    verifierKey = try NoteVerifierKey(
      name: name, algorithm: algorithm, publicKey: privateKey.publicKey.rawRepresentation)
    self.privateKey = privateKey
  }

  /// Signs a text as a note with this one signature.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for a text that no note can hold, and
  /// ``TransparencyLogError/Code/unsupported`` with a key that only cosigns.
  public func sign(_ text: Data) throws(TransparencyLogError) -> SignedNote {
    guard verifierKey.algorithm == .ed25519 else {
      throw .init(.unsupported, at: "signing key")
    }
    guard NoteFormat.isText(text) else { throw .init(.malformed, at: "note") }
    return try SignedNote(text: text, signatures: [line(over: text, prefix: Data())])
  }

  /// Cosigns a checkpoint, stating that at a time it is the largest consistent one seen.
  ///
  /// `time` is in seconds since 1970 UTC. The caller must have verified consistency with every
  /// checkpoint that it cosigned before. Throws ``TransparencyLogError/Code/unsupported`` with a
  /// key that only signs, ``TransparencyLogError/Code/outOfRange`` for a time above 2^63 − 1.
  public func cosign(
    _ checkpoint: Checkpoint, at time: UInt64
  ) throws(TransparencyLogError) -> NoteSignature {
    guard verifierKey.algorithm == .cosignature else {
      throw .init(.unsupported, at: "signing key")
    }
    guard let message = NoteFormat.cosigned(checkpoint.text, at: time) else {
      throw .init(.outOfRange, at: "cosignature time")
    }
    return try line(over: message, prefix: Data(time.bigEndianBytes))
  }

  private func line(over message: Data, prefix: Data) throws(TransparencyLogError) -> NoteSignature
  {
    guard let signature = try? privateKey.signature(for: message) else {
      throw .init(.badSignature, at: "signing key")
    }
    return try NoteSignature(
      keyName: verifierKey.name, keyID: verifierKey.id, signature: prefix + signature)
  }
}
