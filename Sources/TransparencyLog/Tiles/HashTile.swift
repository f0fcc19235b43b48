public import Foundation

/// A row of consecutive hashes of one level of a tree (C2SP tlog-tiles).
public struct HashTile: Hashable, Sendable {
  /// The hashes, 1 to 256.
  public let hashes: [MerkleHash]

  /// Takes 1 to 256 hashes; throws ``TransparencyLogError/Code/malformed`` for another number.
  public init(_ hashes: [MerkleHash]) throws(TransparencyLogError) {
    guard (1...TilePath.fullWidth).contains(hashes.count) else {
      throw .init(.malformed, at: "tile")
    }
    self.hashes = hashes
  }

  /// Reads a tile of a known width; throws ``TransparencyLogError/Code/malformed`` for another.
  public init(_ bytes: Data, width: Int) throws(TransparencyLogError) {
    guard (1...TilePath.fullWidth).contains(width), bytes.count == width * MerkleHash.byteCount
    else { throw .init(.malformed, at: "tile") }
    var hashes: [MerkleHash] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      hashes.append(try MerkleHash(rest.prefix(MerkleHash.byteCount)))
      rest = rest.dropFirst(MerkleHash.byteCount)
    }
    self.hashes = hashes
  }

  /// The hashes one after the other, 32 bytes each.
  public var bytes: Data { hashes.reduce(into: Data()) { $0.append($1.bytes) } }
}

/// A row of consecutive leaves' data (C2SP tlog-tiles).
public struct EntryBundle: Hashable, Sendable {
  /// The leaves' data, 1 to 256, each up to 65,535 bytes.
  public let entries: [Data]

  /// Takes the data of 1 to 256 leaves.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for another number and
  /// ``TransparencyLogError/Code/tooLarge`` for data above 65,535 bytes.
  public init(_ entries: [Data]) throws(TransparencyLogError) {
    guard (1...TilePath.fullWidth).contains(entries.count) else {
      throw .init(.malformed, at: "entry bundle")
    }
    guard entries.allSatisfy({ $0.count <= UInt16.max }) else {
      throw .init(.tooLarge, at: "entry bundle")
    }
    self.entries = entries
  }

  /// Reads a bundle of a known width; throws ``TransparencyLogError/Code/malformed`` for another.
  public init(_ bytes: Data, width: Int) throws(TransparencyLogError) {
    var entries: [Data] = []
    var rest = bytes[...]
    while let length = UInt16(bigEndianBytes: rest.prefix(2)) {
      rest = rest.dropFirst(2)
      guard rest.count >= Int(length), entries.count < width else { break }
      entries.append(Data(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    guard rest.isEmpty, entries.count == width else {
      throw .init(.malformed, at: "entry bundle")
    }
    try self.init(entries)
  }

  /// The entries one after the other, each after its length in two bytes, most significant first.
  public var bytes: Data {
    entries.reduce(into: Data()) { bytes, entry in
      bytes.append(contentsOf: UInt16(entry.count).bigEndianBytes)
      bytes.append(entry)
    }
  }

  /// The leaf hashes of the entries, in order.
  public var leafHashes: [MerkleHash] { entries.map { MerkleHash.leaf($0) } }
}
