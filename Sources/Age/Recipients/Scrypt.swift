import Crypto
import CryptoExtras
public import Foundation

/// Encrypts to a passphrase; such a file has no other recipient.
public struct ScryptRecipient: AgeRecipient {
  static let type = "scrypt"

  private let passphrase: SymmetricKey
  private let workFactor: Int

  /// Takes a passphrase, as bytes of UTF-8.
  ///
  /// `workFactor` is the base-two logarithm of scrypt's N (r = 8, p = 1): 16 takes 64 MiB and some tenths of
  /// a second, and each step doubles both. Throws `.emptyPassphrase`, or `.workFactor` outside 1–22.
  public init(passphrase: Data, workFactor: Int = 18) throws(AgeError) {
    guard !passphrase.isEmpty else { throw .emptyPassphrase }
    guard (1...ScryptIdentity.highestWorkFactor).contains(workFactor) else {
      throw .workFactor(workFactor)
    }
    self.passphrase = SymmetricKey(data: passphrase)
    self.workFactor = workFactor
  }

  /// The stanza with a fresh salt.
  public func wrap(_ fileKey: FileKey) throws(AgeError) -> Stanza {
    let salt = FileKey().bytes
    let key = try scrypt(passphrase, salt: salt, workFactor: workFactor)
    let text = String(decoding: Base64.encode(salt), as: UTF8.self)
    return try Stanza(
      arguments: [Self.type, text, String(workFactor)],
      body: try WrappedKey.seal(fileKey, under: key))
  }
}

/// Opens a file with its passphrase.
public struct ScryptIdentity: AgeIdentity {
  /// The highest limit that can be set: 2^22, which takes 4 GiB.
  public static let highestWorkFactor = 22

  private let passphrase: SymmetricKey
  private let maximumWorkFactor: Int

  /// Takes a passphrase, as bytes of UTF-8, and the highest work factor that is tried.
  ///
  /// Throws `.emptyPassphrase`, or `.workFactor` if the limit is outside 1–22.
  public init(
    passphrase: Data, maximumWorkFactor: Int = highestWorkFactor
  ) throws(AgeError) {
    guard !passphrase.isEmpty else { throw .emptyPassphrase }
    guard (1...Self.highestWorkFactor).contains(maximumWorkFactor) else {
      throw .workFactor(maximumWorkFactor)
    }
    self.passphrase = SymmetricKey(data: passphrase)
    self.maximumWorkFactor = maximumWorkFactor
  }

  /// The file key if the header's one stanza is for this passphrase.
  public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
    guard let stanza = stanzas.first(where: { $0.type == ScryptRecipient.type }) else {
      return nil
    }
    guard stanzas.count == 1 else { throw .header("a passphrase stanza is not alone") }
    guard stanza.arguments.count == 3 else { throw .header("passphrase stanza") }
    guard let salt = Base64.decode(Array(stanza.arguments[1].utf8)), salt.count == 16 else {
      throw .header("salt")
    }
    guard let workFactor = Self.workFactor(stanza.arguments[2]) else {
      throw .header("work factor")
    }
    guard workFactor <= maximumWorkFactor else { throw .workFactor(workFactor) }
    guard stanza.body.count == WrappedKey.byteCount else { throw .header("stanza body") }
    let key = try scrypt(passphrase, salt: salt, workFactor: workFactor)
    return try WrappedKey.open(stanza.body, under: key)
  }

  /// A decimal number without leading zeros; nil for anything else.
  private static func workFactor(_ text: String) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.utf8.allSatisfy({ digits.contains($0) }), text.utf8.first != digits.lowerBound else {
      return nil
    }
    return Int(text)
  }
}

private func scrypt(
  _ passphrase: SymmetricKey, salt: Data, workFactor: Int
) throws(AgeError) -> SymmetricKey {
  let bytes = unsafe passphrase.withUnsafeBytes { unsafe Data($0) }
  do {
    return try KDF.Scrypt.deriveKey(
      from: bytes, salt: Data("age-encryption.org/v1/scrypt".utf8) + salt, outputByteCount: 32,
      rounds: 1 << workFactor, blockSize: 8, parallelism: 1)
  } catch {
    throw .cipher
  }
}
