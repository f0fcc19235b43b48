public import Foundation

/// Decrypts a stream of any length in constant memory.
///
/// Give it the file in pieces of any size. What each call returns is authentic as far as it goes, but only
/// `finish()` says that nothing is missing at the end.
public struct AgeDecryptor: ~Copyable {
  private enum State {
    case header(Data, scanned: Int)
    case nonce(FileKey, Data)
    case payload(PayloadCipher)
    case failed(AgeError)
  }

  private let identities: [any AgeIdentity]
  private var state = State.header(Data(), scanned: 0)
  private var buffer = ChunkBuffer(size: PayloadCipher.chunkCount + PayloadCipher.tagCount)

  /// Begins to read a file with the first of `identities` that opens it.
  public init(identities: [any AgeIdentity]) { self.identities = identities }

  /// Takes the next piece of the file and returns plaintext, possibly none yet.
  ///
  /// Throws `.header`, `.noMatch`, `.workFactor` or `.headerMAC` for the header and `.payload` for a chunk.
  /// After an error every further call throws it again.
  public mutating func update(_ data: Data) throws(AgeError) -> Data {
    do throws(AgeError) {
      return try read(data)
    } catch {
      state = .failed(error)
      throw error
    }
  }

  private mutating func read(_ data: Data) throws(AgeError) -> Data {
    var output = Data()
    var rest = data
    while !rest.isEmpty {
      switch state {
      case .header(let held, let scanned):
        rest = try readHeader(held, scanned: scanned, more: rest)
      case .nonce(let fileKey, let held):
        let part = rest.prefix(PayloadCipher.nonceCount - held.count)
        let nonce = held + part
        rest = rest.dropFirst(part.count)
        if nonce.count == PayloadCipher.nonceCount {
          state = .payload(PayloadCipher(key: fileKey.payloadKey(nonce: nonce)))
        } else {
          state = .nonce(fileKey, nonce)
        }
      case .payload(var cipher):
        try buffer.append(rest) { (chunk) throws(AgeError) in
          output.append(try cipher.open(chunk, last: false))
        }
        state = .payload(cipher)
        rest = Data()
      case .failed(let error):
        throw error
      }
    }
    return output
  }

  /// The last of the plaintext, if the file is complete; consumes the decryptor.
  public consuming func finish() throws(AgeError) -> Data {
    switch state {
    case .header: throw .header("end")
    case .nonce: throw .header("payload nonce")
    case .failed(let error): throw error
    case .payload(var cipher): return try cipher.open(buffer.held, last: true)
    }
  }

  /// Adds `more` to the header held so far; returns what follows the header.
  private mutating func readHeader(
    _ held: Data, scanned: Int, more: Data
  ) throws(AgeError) -> Data {
    let lineFeed = UInt8(ascii: "\n")
    let bytes = held + more
    var lineStart = scanned
    let version = Array("\(Header.version)\n".utf8)
    guard zip(bytes, version).allSatisfy({ $0 == $1 }) else { throw .header("version") }
    while let end = bytes[lineStart...].firstIndex(of: lineFeed) {
      if bytes[lineStart..<end].starts(with: "---".utf8) {
        let header = try Header(parsing: Data(bytes[...end]))
        state = .nonce(try unwrap(header), Data())
        return Data(bytes[(end + 1)...])
      }
      lineStart = end + 1
    }
    guard bytes.count <= Header.maximumCount else { throw .header("too long") }
    state = .header(bytes, scanned: lineStart)
    return Data()
  }

  private func unwrap(_ header: Header) throws(AgeError) -> FileKey {
    for identity in identities {
      guard let fileKey = try identity.unwrap(header.stanzas) else { continue }
      try header.verify(with: fileKey)
      return fileKey
    }
    throw .noMatch
  }
}
