import Age
package import Foundation

/// A person's keys on disk: a JWK Set inside an age file under a passphrase.
package enum KeyFile {
  /// The work factor with which key files are written: 64 MiB and some tenths of a second.
  package static let workFactor = 16

  /// The highest work factor that is tried on reading: 1 GiB.
  package static let maximumWorkFactor = 20

  /// The key file of `ring` under `passphrase`, written in Unicode normal form C and UTF-8.
  ///
  /// A smaller `workFactor` than the default is for tests.
  package static func seal(
    _ ring: KeyRing, passphrase: String, workFactor: Int = workFactor
  ) throws(KeyFileError) -> Data {
    try seal(ring, passphrase: Self.bytes(of: passphrase), workFactor: workFactor)
  }

  /// The same with the passphrase's bytes taken as they are.
  package static func seal(
    _ ring: KeyRing, passphrase: SecretBytes, workFactor: Int = workFactor
  ) throws(KeyFileError) -> Data {
    let plaintext = try write(ring)
    do throws(AgeError) {
      let recipient = try passphrase.withBytes { (bytes) throws(AgeError) in
        try ScryptRecipient(passphrase: bytes, workFactor: workFactor)
      }
      return try AgeFile.encrypt(plaintext, to: [recipient])
    } catch {
      throw error == .emptyPassphrase ? .emptyPassphrase : .file(error)
    }
  }

  /// The keys in `file`; `.passphrase` if it does not open with the passphrase.
  package static func open(
    _ file: Data, passphrase: String
  ) async throws(KeyFileError) -> KeyRing {
    try await open(file, passphrase: Self.bytes(of: passphrase))
  }

  /// The same with the passphrase's bytes taken as they are.
  package static func open(
    _ file: Data, passphrase: SecretBytes
  ) async throws(KeyFileError) -> KeyRing {
    let plaintext: Data
    do throws(AgeError) {
      let identity = try passphrase.withBytes { (bytes) throws(AgeError) in
        try ScryptIdentity(passphrase: bytes, maximumWorkFactor: maximumWorkFactor)
      }
      plaintext = try AgeFile.decrypt(file, with: [identity])
    } catch {
      switch error {
      case .emptyPassphrase: throw .emptyPassphrase
      case .noMatch: throw .passphrase
      default: throw .file(error)
      }
    }
    return try await read(plaintext)
  }

  /// The JWK Set of `ring`, with every secret in the clear.
  package static func write(_ ring: KeyRing) throws(KeyFileError) -> Data {
    do {
      return try CanonicalJSON.encode(KeySet(ring))
    } catch {
      throw .content(.payload(place: "keys"))
    }
  }

  /// The keys of a JWK Set in the clear; a last line feed is allowed.
  package static func read(_ json: Data) async throws(KeyFileError) -> KeyRing {
    let bytes = json.last == 0x0a ? json.dropLast() : json
    do throws(DocumentError) {
      let ring = try CanonicalJSON.decode(KeySet.self, from: Data(bytes)).ring
      _ = try await ring.card.verifiedCard()
      return ring
    } catch {
      throw .content(error)
    }
  }

  /// Whether `file` is a JWK Set in the clear rather than an age file.
  package static func isInTheClear(_ file: Data) -> Bool { file.first == UInt8(ascii: "{") }

  private static func bytes(of passphrase: String) -> SecretBytes {
    SecretBytes(passphrase.precomposedStringWithCanonicalMapping.utf8)
  }
}
