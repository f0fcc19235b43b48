public import Foundation

/// Encrypts a stream of any length in constant memory.
///
/// Give it the plaintext in pieces of any size; write out what each call returns, in order. Without the
/// result of `finish()` the file is incomplete, and every reader notices.
public struct AgeEncryptor: ~Copyable {
  private var cipher: PayloadCipher
  private var buffer = ChunkBuffer(size: PayloadCipher.chunkCount)
  private var start: Data

  /// Begins a file for `recipients`, any of whom can open it.
  ///
  /// Throws `.recipients` if there is none, or if a passphrase is not the only one.
  public init(recipients: [any AgeRecipient]) throws(AgeError) {
    let fileKey = FileKey()
    var stanzas = [Stanza]()
    for recipient in recipients { stanzas.append(try recipient.wrap(fileKey)) }
    guard !stanzas.isEmpty,
      stanzas.count == 1 || !stanzas.contains(where: { $0.type == ScryptRecipient.type })
    else { throw .recipients }
    let nonce = FileKey().bytes
    cipher = PayloadCipher(key: fileKey.payloadKey(nonce: nonce))
    start = Header(stanzas: stanzas, fileKey: fileKey).serialized + nonce
  }

  /// Takes the next piece of plaintext and returns ciphertext, possibly none yet.
  public mutating func update(_ plaintext: Data) throws(AgeError) -> Data {
    var output = start
    start = Data()
    try buffer.append(plaintext) { (chunk) throws(AgeError) in
      output.append(try cipher.seal(chunk, last: false))
    }
    return output
  }

  /// The end of the file; consumes the encryptor.
  public consuming func finish() throws(AgeError) -> Data {
    let beginning = start
    return beginning + (try cipher.seal(buffer.held, last: true))
  }
}
