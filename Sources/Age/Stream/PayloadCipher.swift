import Crypto
import Foundation

/// The STREAM construction of the payload: 64 KiB chunks under ChaCha20-Poly1305.
///
/// A nonce is an 11-byte big-endian chunk counter and one byte that marks the last chunk.
struct PayloadCipher {
  static let chunkCount = 64 * 1024
  static let tagCount = 16
  static let nonceCount = 16

  private let key: SymmetricKey
  /// The number of the next chunk, from 0.
  private(set) var chunk: UInt64 = 0

  init(key: SymmetricKey) { self.key = key }

  mutating func seal(_ plaintext: Data, last: Bool) throws(AgeError) -> Data {
    do {
      let nonce = try ChaChaPoly.Nonce(data: nonce(last: last))
      let box = try ChaChaPoly.seal(plaintext, using: key, nonce: nonce)
      chunk += 1
      return box.ciphertext + box.tag
    } catch {
      throw .cipher
    }
  }

  mutating func open(_ sealed: Data, last: Bool) throws(AgeError) -> Data {
    let plaintext: Data
    do {
      let box = try ChaChaPoly.SealedBox(combined: nonce(last: last) + sealed)
      plaintext = try ChaChaPoly.open(box, using: key)
    } catch {
      throw .payload(chunk: chunk)
    }
    guard !(last && plaintext.isEmpty && chunk > 0) else { throw .payload(chunk: chunk) }
    chunk += 1
    return plaintext
  }

  private func nonce(last: Bool) -> Data {
    var nonce = Data(count: 3)
    for shift in stride(from: 56, through: 0, by: -8) {
      nonce.append(UInt8(truncatingIfNeeded: chunk >> UInt64(shift)))
    }
    nonce.append(last ? 1 : 0)
    return nonce
  }
}

/// Cuts a stream into chunks of a fixed size, holding one back until more is known to follow.
struct ChunkBuffer {
  let size: Int
  private(set) var held = Data()

  init(size: Int) { self.size = size }

  /// Takes `data`, giving `flush` each full chunk that is certainly not the last.
  mutating func append<Failure: Error>(
    _ data: Data, flush: (Data) throws(Failure) -> Void
  ) throws(Failure) {
    var rest = data
    while !rest.isEmpty {
      if held.count == size {
        try flush(held)
        held = Data()
      }
      let part = rest.prefix(size - held.count)
      held.append(part)
      rest = rest.dropFirst(part.count)
    }
  }
}
