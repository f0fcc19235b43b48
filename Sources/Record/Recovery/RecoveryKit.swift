import Age
package import Foundation
package import Keys

/// A recovery secret for any `threshold` of a few trusted people, and for nobody else.
///
/// Each of them has one *share*, a random age key sealed to their own. For each choice of
/// `threshold` of them the secret lies in nested age files, one layer to each share. So whoever
/// holds fewer shares learns nothing of the secret, and the kit itself names nobody.
package struct RecoveryKit: Hashable, Codable, Sendable {
  /// The most people a kit is for.
  package static let maximumMembers = 5

  /// One choice of members, and the secret in an age layer for each of them.
  package struct Combination: Hashable, Codable, Sendable {
    /// Indexes of shares, ascending; the first is the innermost layer.
    let members: [Int]
    /// The nested age files.
    let file: Data
  }

  /// How many shares open the kit.
  package let threshold: Int
  /// Each member's share: an age file to that member alone.
  package let shares: [Data]
  /// Every choice of `threshold` members, in order.
  package let combinations: [Combination]

  /// Makes a kit for two to five people; one alone could do what the owner's key is there to prevent.
  package init(
    _ secret: RecoverySecret, for members: [PublicIdentity], threshold: Int
  ) throws(RecordError) {
    guard (2...Self.maximumMembers).contains(members.count),
      (2...members.count).contains(threshold),
      Set(members.map(\.fingerprint)).count == members.count,
      Set(members.map(\.sealing)).count == members.count,
      !members.contains(where: { member in
        secret.cards.contains { $0.payload.identity.sealing == member.sealing }
      })
    else { throw RecordError(.malformed, at: "recovery kit") }
    do {
      let plaintext = try secret.encoded()
      let seeds = members.map { _ in SecretBytes.random(count: 32) }
      let keys = try seeds.map { seed in
        try seed.withBytes { bytes in try HybridIdentity(seed: bytes).recipient }
      }
      self.threshold = threshold
      shares = try zip(members, seeds).map { member, seed in
        try seed.withBytes { bytes in try SealedFile.seal(bytes, to: [member]) }
      }
      combinations = try Self.choices(of: threshold, from: members.count).map { chosen in
        let file = try chosen.reduce(plaintext) { inner, member in
          try AgeFile.encrypt(inner, to: [keys[member]])
        }
        return Combination(members: chosen, file: file)
      }
    } catch {
      throw RecordError(.cannotSeal, at: "recovery kit")
    }
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    threshold = try container.decode(Int.self, forKey: .threshold)
    shares = try container.decode([Data].self, forKey: .shares)
    combinations = try container.decode([Combination].self, forKey: .combinations)
    guard (2...Self.maximumMembers).contains(shares.count),
      (2...shares.count).contains(threshold),
      combinations.map(\.members) == Self.choices(of: threshold, from: shares.count)
    else { throw RecordError(.malformed, at: "recovery kit") }
  }

  /// The hash by which a piece names its kit.
  package var hash: DocumentHash {
    get throws(RecordError) {
      do {
        return DocumentHash(of: try CanonicalJSON.encode(self))
      } catch {
        throw RecordError(.malformed, at: "recovery kit")
      }
    }
  }

  /// A member's part: their share, sealed to whoever asks them for it.
  ///
  /// Throws ``RecordError/Code/cannotOpen`` for someone whom the kit is not for.
  package func piece(
    of member: Identity, for asker: PublicIdentity
  ) throws(RecordError) -> RecoveryPiece {
    for (index, share) in shares.enumerated() {
      guard let seed = try? SealedFile.open(share, with: member) else { continue }
      guard let sealed = try? SealedFile.seal(seed, to: [asker]) else {
        throw RecordError(.cannotSeal, at: "recovery piece")
      }
      return RecoveryPiece(kit: try hash, member: index, sealed: sealed)
    }
    throw RecordError(.cannotOpen, at: "recovery kit")
  }

  /// The secret, from the pieces that were sealed to `asker`.
  ///
  /// Throws ``RecordError/Code/refused`` for fewer different pieces of this kit than it takes, and
  /// ``RecordError/Code/cannotOpen`` for a piece that is for someone else or wrong.
  package func open(
    _ pieces: [RecoveryPiece], with asker: Identity
  ) throws(RecordError) -> RecoverySecret {
    let hash = try hash
    var keys: [Int: HybridIdentity] = [:]
    for piece in pieces where piece.kit == hash {
      guard let seed = try? SealedFile.open(piece.sealed, with: asker),
        let key = try? HybridIdentity(seed: seed)
      else { throw RecordError(.cannotOpen, at: "recovery piece") }
      keys[piece.member] = key
    }
    let present = Set(keys.keys)
    guard let combination = combinations.first(where: { present.isSuperset(of: $0.members) })
    else { throw RecordError(.refused, at: "recovery kit") }
    do {
      let plaintext = try combination.members.reversed().reduce(combination.file) { file, member in
        guard let key = keys[member] else { throw RecordError(.refused, at: "recovery kit") }
        return try AgeFile.decrypt(file, with: [key])
      }
      return try RecoverySecret(decoding: plaintext)
    } catch let error as RecordError {
      throw error
    } catch {
      throw RecordError(.cannotOpen, at: "recovery kit")
    }
  }

  /// Every choice of `count` of the numbers below `total`, ascending and in order.
  static func choices(of count: Int, from total: Int) -> [[Int]] {
    (0..<(1 << total)).map { bits in (0..<total).filter { bits >> $0 & 1 == 1 } }
      .filter { $0.count == count }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }
}

/// One trusted person's part of a kit, sealed to the person who is taking up their record again.
package struct RecoveryPiece: Hashable, Codable, Sendable {
  /// The kit.
  let kit: DocumentHash
  /// Whose share it is, by index.
  let member: Int
  /// The share: an age file to the asker.
  let sealed: Data
}
