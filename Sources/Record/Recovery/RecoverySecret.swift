package import Consent
package import Foundation
package import Keys

/// What a recovery kit holds: all that it takes to take up a record again under a new key.
///
/// It has no key that signs for the owner: with it one can announce a successor, stop or erase, and
/// read. It has no printable form.
package struct RecoverySecret: Sendable, CustomReflectable {
  /// Where the record is.
  package let address: Address
  /// The owner's cards, oldest first, the present one last; it names the recovery key.
  package let cards: [SignedDocument<Card>]
  /// The recovery key.
  package let recovery: Identity
  /// The record's root.
  package let root: Root
  /// The seeds of the owner's sealing keys, for what was sealed to them before: the log's entries.
  package let sealing: [SecretBytes]

  /// Takes the parts; refuses a recovery key that the present card does not name.
  package init(
    address: Address, cards: [SignedDocument<Card>], recovery: Identity, root: Root,
    sealing: [SecretBytes]
  ) throws(RecordError) {
    guard let card = cards.last, cards.count <= OwnerLine.maximumCount,
      card.payload.recovery == recovery.publicIdentity,
      card.signer == address.ownerFingerprint, sealing.allSatisfy({ $0.count == 32 })
    else { throw RecordError(.malformed, at: "recovery") }
    self.address = address
    self.cards = cards
    self.recovery = recovery
    self.root = root
    self.sealing = sealing
  }

  /// The secret of an owner whose key file has a recovery key.
  package init(ring: KeyRing, state: OwnerState) throws(RecordError) {
    guard let address = state.address, let recovery = try ring.recoveryIdentity else {
      throw RecordError(.noRecoveryKey, at: "key file")
    }
    try self.init(
      address: address, cards: (state.formerCards ?? []) + [ring.card], recovery: recovery,
      root: OwnerRecord.root(of: ring),
      sealing: ring.formerSealingSeeds + [ring.identity.sealingSeed])
  }

  /// The card whose key was lost.
  package var card: SignedDocument<Card> { cards[cards.count - 1] }

  /// Names the next owner's key, signed by the recovery key.
  package func succession(
    to card: SignedDocument<Card>, at time: Date
  ) async throws(RecordError) -> SignedDocument<Succession> {
    do {
      return try await SignedDocument.sign(
        Succession(
          record: address.record, predecessor: self.card.signer, successor: card, issuedAt: time),
        with: recovery)
    } catch {
      throw RecordError(.cannotSeal, at: "succession")
    }
  }

  /// A key ring that signs requests with the recovery key, under a card of its own.
  package func requester(at time: Date) async throws(RecordError) -> KeyRing {
    do {
      let card = try Card(
        name: "recovery", kind: .helper, identity: recovery.publicIdentity, issuedAt: time)
      return try KeyRing(
        identity: recovery, card: await .sign(card, with: recovery), secrets: [:])
    } catch {
      throw RecordError(.cannotSeal, at: "recovery")
    }
  }

  /// The next owner's key ring: theirs, with the root and what opens the past.
  ///
  /// A root that is there already must be of no record; the caller sees to that.
  package func keys(for ring: KeyRing) throws(RecordError) -> KeyRing {
    do {
      var next = try ring.adding(Root.secretName, root.stored)
      for (index, seed) in sealing.enumerated() {
        next = try next.adding(KeyRing.formerName(index), seed)
      }
      return next
    } catch {
      throw RecordError(.wrongOwner, at: "key file")
    }
  }

  /// Shows nothing but the record.
  package var customMirror: Mirror { Mirror(self, children: ["record": address.record]) }
}

extension RecoverySecret {
  /// The plaintext in a kit, canonical JSON.
  private struct Wire: Codable {
    let address: String
    let cards: [SignedDocument<Card>]
    let recoverySealing: Data
    let recoverySigning: Data
    let root: Data
    let sealing: [Data]
  }

  /// Writes the secret, padded.
  func encoded() throws -> Data {
    try Padding.pad(
      CanonicalJSON.encode(
        Wire(
          address: address.description, cards: cards,
          recoverySealing: recovery.sealingSeed.withBytes { $0 },
          recoverySigning: recovery.signingSeed.withBytes { $0 },
          root: root.stored.withBytes { $0 }, sealing: sealing.map { $0.withBytes { $0 } })))
  }

  /// Reads what ``encoded()`` writes.
  init(decoding padded: Data) throws {
    let wire = try CanonicalJSON.decode(Wire.self, from: Padding.unpad(padded))
    guard let address = Address(wire.address) else {
      throw RecordError(.malformed, at: "recovery.address")
    }
    try self.init(
      address: address, cards: wire.cards,
      recovery: Identity(
        signingSeed: SecretBytes(wire.recoverySigning),
        sealingSeed: SecretBytes(wire.recoverySealing)),
      root: Root(stored: SecretBytes(wire.root)), sealing: wire.sealing.map { SecretBytes($0) })
  }
}

extension KeyRing {
  /// The names under which an owner's key file keeps the seeds of their recovery key.
  package static let recoveryNames = (signing: "recovery-signing", sealing: "recovery-sealing")

  /// The name of a former owner's sealing seed.
  package static func formerName(_ index: Int) -> String { "former-\(index)" }

  /// The secrets of a new recovery key.
  package static func recoverySecrets(_ identity: Identity) -> [String: SecretBytes] {
    [
      recoveryNames.signing: identity.signingSeed, recoveryNames.sealing: identity.sealingSeed,
    ]
  }

  /// The recovery key that the card names, if it is in the file.
  package var recoveryIdentity: Identity? {
    get throws(RecordError) {
      guard let signing = secrets[Self.recoveryNames.signing],
        let sealing = secrets[Self.recoveryNames.sealing]
      else { return nil }
      guard let identity = try? Identity(signingSeed: signing, sealingSeed: sealing),
        identity.publicIdentity == card.payload.recovery
      else { throw RecordError(.malformed, at: "key file") }
      return identity
    }
  }

  /// The seeds of sealing keys that were the owner's before, oldest first.
  var formerSealingSeeds: [SecretBytes] {
    (0..<OwnerLine.maximumCount).compactMap { secrets[Self.formerName($0)] }
  }

  /// Identities that open what was sealed to the owner before; they sign nothing of anyone's.
  package var formerOpeners: [Identity] {
    formerSealingSeeds.compactMap {
      try? Identity(signingSeed: .random(count: 32), sealingSeed: $0)
    }
  }
}
