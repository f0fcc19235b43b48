public import Foundation

/// Whole age files, in memory or from one file handle to another.
public enum AgeFile {
  /// `plaintext` encrypted to `recipients`.
  public static func encrypt(
    _ plaintext: Data, to recipients: [any AgeRecipient]
  ) throws(AgeError) -> Data {
    var encryptor = try AgeEncryptor(recipients: recipients)
    var file = try encryptor.update(plaintext)
    file.append(try encryptor.finish())
    return file
  }

  /// The plaintext of `file`, binary or in ASCII armor, opened with the first identity that fits.
  public static func decrypt(
    _ file: Data, with identities: [any AgeIdentity]
  ) throws(AgeError) -> Data {
    var decryptor = AgeDecryptor(identities: identities)
    var plaintext = try decryptor.update(Armor.isArmored(file) ? Armor.decode(file) : Data(file))
    plaintext.append(try decryptor.finish())
    return plaintext
  }

  /// Encrypts all that `input` still holds into `output`, in constant memory.
  ///
  /// Throws `AgeError` or the file handle's error; `output` is then incomplete.
  public static func encrypt(
    from input: FileHandle, to output: FileHandle, recipients: [any AgeRecipient]
  ) throws {
    var encryptor = try AgeEncryptor(recipients: recipients)
    while let piece = try input.read(upToCount: PayloadCipher.chunkCount), !piece.isEmpty {
      try output.write(contentsOf: encryptor.update(piece))
    }
    try output.write(contentsOf: encryptor.finish())
  }

  /// Decrypts all that `input` still holds, in binary form, into `output`, in constant memory.
  ///
  /// Throws `AgeError` or the file handle's error. What is in `output` then is authentic but incomplete, and
  /// a caller deletes it.
  public static func decrypt(
    from input: FileHandle, to output: FileHandle, identities: [any AgeIdentity]
  ) throws {
    var decryptor = AgeDecryptor(identities: identities)
    while let piece = try input.read(upToCount: PayloadCipher.chunkCount), !piece.isEmpty {
      try output.write(contentsOf: decryptor.update(piece))
    }
    try output.write(contentsOf: decryptor.finish())
  }
}
