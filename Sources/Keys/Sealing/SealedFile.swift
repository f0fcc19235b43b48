package import Age
package import Foundation

/// Age files to the post-quantum keys of identities, for what is stored: log entries, grants, measures.
package enum SealedFile {
  /// `plaintext` as an age file that each of `recipients` can open.
  package static func seal(
    _ plaintext: Data, to recipients: [PublicIdentity]
  ) throws(AgeError) -> Data {
    var wrapped: [any AgeRecipient] = []
    for recipient in recipients { wrapped.append(try recipient.ageRecipient) }
    return try AgeFile.encrypt(plaintext, to: wrapped)
  }

  /// The plaintext of an age file that was sealed to `identity` among others.
  package static func open(_ file: Data, with identity: Identity) throws(AgeError) -> Data {
    try AgeFile.decrypt(file, with: [identity.ageIdentity])
  }
}

extension PublicIdentity {
  /// The sealing key as an age recipient.
  package var ageRecipient: HybridRecipient {
    get throws(AgeError) { try HybridRecipient(publicKey: sealing) }
  }
}

extension Identity {
  /// The sealing key as an age identity.
  package var ageIdentity: HybridIdentity { HybridIdentity(sealingKey) }
}
