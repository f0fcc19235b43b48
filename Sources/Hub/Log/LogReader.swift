import Consent
package import Foundation
package import Keys
package import TransparencyLog

/// Where a sequence stands in the log.
package struct SequenceState: Hashable, Sendable {
  /// The last place in the sequence; 0 before the first entry.
  package let sequence: Int
  /// The RFC 6962 hash of the last leaf; nil before the first entry.
  package let leaf: DocumentHash?
  /// The number of leaves of the whole log in the same snapshot.
  package let treeSize: UInt64
}

/// Leaves of one snapshot with the checkpoint that proves them.
package struct ProvedLeaves: Hashable, Sendable {
  /// The leaves, ascending.
  package let leaves: [StoredLeaf]
  /// One proof for each leaf, under the latest checkpoint.
  package let proofs: [TransparencyLogProof]
  /// Where the sequence stands in the same snapshot.
  package let state: SequenceState
}

/// Reads and proves what is in a hub's log.
///
/// Every answer comes from one snapshot. Throws ``LogError/Code/notFound`` for what the log does
/// not have and ``LogError/Code/damaged`` where what is stored is not of its form.
package struct LogReader<Store: LogStore>: Sendable {
  /// After how many seconds the public checkpoint may advance: times of events on a small hub are
  /// one person's.
  package static var publicInterval: Int { 60 }

  private let store: Store

  /// Reads a store.
  package init(_ store: Store) {
    self.store = store
  }

  /// The latest checkpoint, a signed note.
  package func latestCheckpoint() async throws -> StoredCheckpoint {
    try await store.read { try latest($0) }
  }

  /// The checkpoint that anyone may see at a time: the last one of an earlier whole minute.
  ///
  /// In the first minute of a log it is that of the empty tree.
  package func publicCheckpoint(at time: Date) async throws -> StoredCheckpoint {
    try await store.read { try published($0, at: time) }
  }

  /// Where a sequence stands.
  package func state(of sequence: LogSequence) async throws -> SequenceState {
    try await store.read { try standing($0, sequence) }
  }

  /// The leaf at an index with its proof under the latest checkpoint.
  package func proof(of index: UInt64) async throws -> TransparencyLogProof {
    try await store.read { log in
      try prove([index], log).first.orThrow(LogError(.notFound, at: "leaf"))
    }
  }

  /// The leaves of a sequence after a place in it, each with its proof.
  package func leaves(
    of sequence: LogSequence, after place: Int = 0, limit: Int = 1000
  ) async throws -> ProvedLeaves {
    try await store.read { log in
      let leaves = try log.leaves(of: sequence, after: place, limit: limit)
      return ProvedLeaves(
        leaves: leaves, proofs: try prove(leaves.map(\.index), log),
        state: try standing(log, sequence))
    }
  }

  /// The leaves that tell of a reading of the log, from an index on, each with its proof.
  package func readings(
    from index: UInt64, limit: Int
  ) async throws -> [(leaf: StoredLeaf, proof: TransparencyLogProof)] {
    try await store.read { log in
      let indexes = try log.readings(from: index, limit: limit)
      let leaves = try indexes.map { index in
        try log.leaves(from: index, limit: 1).first
          .orThrow(LogError(.damaged, at: "leaf \(index)"))
      }
      return Array(zip(leaves, try prove(indexes, log)))
    }
  }

  /// The leaves of the log from an index on, without gaps, and the latest checkpoint.
  package func leaves(
    from index: UInt64, limit: Int = 1000
  ) async throws -> (leaves: [StoredLeaf], checkpoint: StoredCheckpoint) {
    try await store.read { log in (try log.leaves(from: index, limit: limit), try latest(log)) }
  }

  /// The proof that the tree of an old size is a prefix of that of a new size.
  package func consistencyProof(
    from oldSize: UInt64, to newSize: UInt64
  ) async throws -> ConsistencyProof {
    try await store.read { log in
      guard oldSize >= 1, oldSize <= newSize, try newSize <= log.size() else {
        throw LogError(.notFound, at: "tree size")
      }
      return try MerkleTree.consistencyProof(from: oldSize, to: newSize, from: log)
    }
  }

  /// A tile's bytes, for anyone: nothing beyond the public checkpoint of the time.
  ///
  /// Throws ``LogError/Code/notFound`` for a tile that the public tree does not have, or has wider
  /// than asked for only in later sizes.
  package func tile(_ tile: TilePath, at time: Date) async throws -> Data {
    try await store.read { log in
      let size = try published(log, at: time).size
      let count = size >> UInt64(8 * tile.level)
      let start = tile.index * UInt64(TilePath.fullWidth)
      guard start < count, UInt64(tile.width) <= count - start else {
        throw LogError(.notFound, at: "tile")
      }
      if tile.content == .entries {
        let leaves = try log.leaves(from: start, limit: tile.width)
        return try EntryBundle(leaves.map(\.leaf)).bytes
      }
      let hashes = try (start..<(start + UInt64(tile.width))).map { position in
        try log.hash(
          at: TreeNode(level: 8 * tile.level, index: position)
            .orThrow(LogError(.notFound, at: "tile")))
      }
      return try HashTile(hashes).bytes
    }
  }

  private func latest(_ log: Store.Snapshot) throws -> StoredCheckpoint {
    try log.checkpoint(at: nil).orThrow(LogError(.damaged, at: "latest checkpoint"))
  }

  private func published(_ log: Store.Snapshot, at time: Date) throws -> StoredCheckpoint {
    let seconds = Int(time.timeIntervalSince1970)
    let minute = seconds - seconds % Self.publicInterval
    if let published = try log.checkpoint(at: minute - 1) { return published }
    return try log.checkpoints(above: nil, limit: 1).first
      .orThrow(LogError(.damaged, at: "first checkpoint"))
  }

  private func standing(_ log: Store.Snapshot, _ sequence: LogSequence) throws -> SequenceState {
    let last = try log.last(of: sequence)
    return SequenceState(
      sequence: last?.sequence ?? 0,
      leaf: try last.map {
        DocumentHash(unchecked: try Leaf(bytes: $0.leaf).hash.bytes)
      },
      treeSize: try log.size())
  }

  private func prove(_ indexes: [UInt64], _ log: Store.Snapshot) throws -> [TransparencyLogProof] {
    let stored = try latest(log)
    let note = try SignedNote(stored.note)
    return try indexes.map { index in
      guard index < stored.size else { throw LogError(.notFound, at: "leaf") }
      let proof = try MerkleTree.inclusionProof(index: index, size: stored.size, from: log)
      return try TransparencyLogProof(index: index, hashes: proof.hashes, checkpoint: note)
    }
  }
}

extension Optional {
  /// The value, or an error in its place.
  func orThrow(_ error: @autoclosure () -> some Error) throws -> Wrapped {
    guard let self else { throw error() }
    return self
  }
}
