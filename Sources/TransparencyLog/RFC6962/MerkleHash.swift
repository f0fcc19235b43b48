public import Crypto
public import Foundation

/// A SHA-256 hash of a Merkle tree: of a leaf, of an inner node, or the root.
///
/// Always 32 bytes. Leaves and nodes are hashed with distinct prefixes, so that neither can be
/// taken for the other (RFC 6962 §2.1).
public struct MerkleHash: Hashable, Sendable {
  /// The number of bytes of a hash.
  public static let byteCount = 32

  // Four words instead of a buffer: trees hold many hashes, and a word costs no allocation.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Takes 32 bytes as a hash.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for any other number of bytes.
  public init(_ bytes: some Collection<UInt8>) throws(TransparencyLogError) {
    guard bytes.count == Self.byteCount else { throw .init(.malformed, at: "hash") }
    self.init(thirtyTwo: bytes)
  }

  /// Reads a hash from padded standard base64, refusing non-canonical spellings.
  public init(base64 text: some StringProtocol) throws(TransparencyLogError) {
    try self.init(base64Characters: Array(text.utf8))
  }

  init(base64Characters: some Collection<UInt8>) throws(TransparencyLogError) {
    guard let bytes = StrictText.base64(base64Characters) else {
      throw .init(.malformed, at: "hash")
    }
    try self.init(bytes)
  }

  /// Takes a digest that already is the hash of a leaf or node.
  public init(_ digest: SHA256Digest) {
    self.init(thirtyTwo: digest)
  }

  // INVARIANT: callers pass exactly 32 bytes.
  private init(thirtyTwo bytes: some Sequence<UInt8>) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for (position, byte) in bytes.enumerated() {
      switch position / 8 {
      case 0: words.0 = words.0 << 8 | UInt64(byte)
      case 1: words.1 = words.1 << 8 | UInt64(byte)
      case 2: words.2 = words.2 << 8 | UInt64(byte)
      default: words.3 = words.3 << 8 | UInt64(byte)
      }
    }
    self.words = words
  }

  /// The 32 bytes of the hash.
  public var bytes: Data { Data(array) }

  /// The hash in padded standard base64.
  public var base64: String { bytes.base64EncodedString() }

  private var array: [UInt8] {
    var array: [UInt8] = []
    append(to: &array)
    return array
  }

  private func append(to array: inout [UInt8]) {
    array.reserveCapacity(array.count + Self.byteCount)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        array.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
  }

  /// The hash of a leaf: SHA-256 of `0x00` and the leaf's data (RFC 6962 §2.1).
  public static func leaf(_ data: some DataProtocol) -> MerkleHash {
    var hasher = SHA256()
    hasher.update(data: [0x00] as [UInt8])
    hasher.update(data: data)
    return MerkleHash(hasher.finalize())
  }

  /// The hash of an inner node: SHA-256 of `0x01` and both children (RFC 6962 §2.1).
  public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
    var bytes: [UInt8] = [0x01]
    bytes.reserveCapacity(1 + 2 * byteCount)
    left.append(to: &bytes)
    right.append(to: &bytes)
    return MerkleHash(SHA256.hash(data: bytes))
  }

  /// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
  public static let emptyRoot = MerkleHash(SHA256.hash(data: [] as [UInt8]))

  /// Whether two hashes are the same bytes.
  public static func == (left: MerkleHash, right: MerkleHash) -> Bool {
    left.words == right.words
  }

  /// Feeds the hash's bytes to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension MerkleHash: CustomStringConvertible {
  /// The hash in base64.
  public var description: String { base64 }
}
