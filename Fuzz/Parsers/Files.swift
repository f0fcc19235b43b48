import Age
import Foundation
import TransparencyLog

/// The binary and line-based formats of the libraries.
enum Files {
  static func age(_ data: Data) throws(Difference) {
    if let file = try? Armor.decode(data) {
      let again = Armor.encode(file)
      guard (try? Armor.decode(again)) == file else { throw Difference(form: "armor") }
    }
    guard let hybrid = try? HybridIdentity(seed: Data(repeating: 1, count: 32)),
      let classic = try? X25519Identity(secret: Data(repeating: 2, count: 32)),
      let phrase = try? ScryptIdentity(passphrase: Data("fuzz".utf8), maximumWorkFactor: 2)
    else { return }
    let identities: [any AgeIdentity] = [hybrid, classic, phrase]
    let whole = try? AgeFile.decrypt(data, with: identities)
    guard !Armor.isArmored(data) else { return }
    // The same file in pieces ends the same way.
    var decryptor = AgeDecryptor(identities: identities)
    var pieces: Data? = Data()
    do {
      for start in stride(from: 0, to: data.count, by: 61) {
        pieces?.append(try decryptor.update(Data(data.dropFirst(start).prefix(61))))
      }
      pieces?.append(try decryptor.finish())
    } catch {
      pieces = nil
    }
    guard pieces == whole else { throw Difference(form: "age file in pieces") }
  }

  static func notes(_ data: Data) throws(Difference) {
    if let note = try? SignedNote(data) {
      try Difference.check("note", data, note.bytes)
      _ = try? note.verified(by: [])
    }
    if let checkpoint = try? Checkpoint(text: data) {
      try Difference.check("checkpoint", data, checkpoint.text)
    }
    guard let text = String(validating: data, as: UTF8.self) else { return }
    if let key = try? NoteVerifierKey(text) {
      try Difference.check("verifier key", data, key.text.utf8)
    }
  }

  static func proofs(_ data: Data) throws(Difference) {
    if let proof = try? TransparencyLogProof(data) {
      try Difference.check("log proof", data, proof.bytes)
      let size = (try? Checkpoint(text: proof.checkpoint.text))?.size ?? 0
      try? InclusionProof(index: proof.index, size: size, hashes: proof.hashes)
        .verify(leaf: .emptyRoot, root: .emptyRoot)
      try? ConsistencyProof(oldSize: proof.index, newSize: size, hashes: proof.hashes)
        .verify(oldRoot: .emptyRoot, newRoot: .emptyRoot)
    }
    if let text = String(validating: data, as: UTF8.self), let path = try? TilePath(text) {
      try Difference.check("tile path", data, path.path.utf8)
    }
    guard let width = data.first.map(Int.init) else { return }
    let rest = Data(data.dropFirst())
    if let tile = try? HashTile(rest, width: width) {
      try Difference.check("tile", rest, tile.bytes)
    }
    if let bundle = try? EntryBundle(rest, width: width) {
      try Difference.check("entry bundle", rest, bundle.bytes)
    }
  }
}
