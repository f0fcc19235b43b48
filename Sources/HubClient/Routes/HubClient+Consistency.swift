import Foundation
package import TransparencyLog

extension HubClient {
  /// The newer of two checkpoints of one log, after checking that it extends the older.
  ///
  /// The tree that proved a release may be ahead of the tiles that the hub shows the public; then
  /// only what the tiles can show is compared, and the next view compares the rest.
  package func follow(
    _ new: VerifiedCheckpoint, since old: VerifiedCheckpoint?
  ) async throws(HubClientError) -> VerifiedCheckpoint {
    guard let old else { return new }
    if old.size == new.size {
      guard old.root == new.root else { throw .verification(.logRollback) }
      return new
    }
    let (smaller, larger) = old.size < new.size ? (old, new) : (new, old)
    if let proof = await consistency(from: smaller.size, to: larger.size) {
      do {
        try proof.verify(oldRoot: smaller.root, newRoot: larger.root)
      } catch {
        throw .verification(.logRollback)
      }
    }
    return larger
  }

  /// A consistency proof from the log's public tiles; nil where they do not reach that far yet.
  private func consistency(from old: UInt64, to new: UInt64) async -> ConsistencyProof? {
    guard old > 0 else { return nil }
    var tiles: [TilePath: Data] = [:]
    // Each round finds at most one tile missing; a proof touches two a level.
    for _ in 0..<32 {
      var missing: TilePath?
      let reader = TileReader(size: new) { path in
        if let tile = tiles[path] { return tile }
        missing = path
        throw TransparencyLogError(.missing, at: "tile")
      }
      if let proof = try? MerkleTree.consistencyProof(from: old, to: new, from: reader) {
        return proof
      }
      guard let missing, let data = try? await tile(missing) else { return nil }
      tiles[missing] = data
    }
    return nil
  }
}
