package import Consent
package import Foundation
package import Keys

/// A live grant sealed anew, since an epoch or a selected item changed.
package struct Reseal: Hashable, Codable, Sendable {
  /// The grant.
  package let grant: GrantID
  /// Its packets at the new epochs.
  package let packets: [SealedPacket]
  /// Its selected items' keys at the new versions.
  package let selection: [WrappedSelection]

  /// Names what replaces a publication's packets and selection.
  package init(grant: GrantID, packets: [SealedPacket], selection: [WrappedSelection]) {
    self.grant = grant
    self.packets = packets
    self.selection = selection
  }
}

/// The body of `PUT .../manifest`: one change of a record, taken whole or not at all.
package struct RecordCommit: Hashable, Codable, Sendable {
  /// The new manifest; it names the version that it replaces.
  package let manifest: SignedDocument<Manifest>
  /// All 73 slots, whose root the manifest holds.
  package let slots: SlotTable
  /// The new measures: padded, in an age file to every gate.
  package let measures: Data
  /// The items that are new or changed, sorted by identifier.
  package let items: [StoredItem]
  /// The items that go, sorted by identifier.
  package let removed: [ItemID]
  /// The live grants sealed anew, sorted by identifier.
  package let reseals: [Reseal]

  /// Puts a commit together; refuses lists out of order or that contradict each other.
  package init(
    manifest: SignedDocument<Manifest>, slots: SlotTable, measures: Data, items: [StoredItem],
    removed: [ItemID], reseals: [Reseal]
  ) throws(RecordError) {
    guard zip(items, items.dropFirst()).allSatisfy({ $0.item < $1.item }),
      zip(removed, removed.dropFirst()).allSatisfy({ $0 < $1 }),
      zip(reseals, reseals.dropFirst()).allSatisfy({ $0.grant < $1.grant }),
      Set(items.map(\.item)).isDisjoint(with: removed)
    else { throw RecordError(.malformed, at: "commit") }
    guard manifest.payload.slots == slots.root else {
      throw RecordError(.slotTableDiffers, at: "commit.slots")
    }
    self.manifest = manifest
    self.slots = slots
    self.measures = measures
    self.items = items
    self.removed = removed
    self.reseals = reseals
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      manifest: container.decode(SignedDocument<Manifest>.self, forKey: .manifest),
      slots: container.decode(SlotTable.self, forKey: .slots),
      measures: container.decode(Data.self, forKey: .measures),
      items: container.decode([StoredItem].self, forKey: .items),
      removed: container.decode([ItemID].self, forKey: .removed),
      reseals: container.decode([Reseal].self, forKey: .reseals))
  }

  /// Seals measures to the gates, or as a gate to the owner who asks for them.
  package static func seal(
    _ measures: SignedDocument<Measures>, to readers: [PublicIdentity]
  ) throws(RecordError) -> Data {
    do {
      return try SealedFile.seal(Padding.pad(Data(measures.compact.utf8)), to: readers)
    } catch {
      throw RecordError(.cannotSeal, at: "measures")
    }
  }

  /// Opens measures that were sealed to an identity; their signature is still to be verified.
  package static func openMeasures(
    _ sealed: Data, with identity: Identity
  ) throws(RecordError) -> SignedDocument<Measures> {
    do {
      let compact = try Padding.unpad(SealedFile.open(sealed, with: identity))
      guard let text = String(validating: compact, as: UTF8.self) else {
        throw RecordError(.malformed, at: "measures")
      }
      return try SignedDocument(compact: text)
    } catch {
      throw RecordError(.cannotOpen, at: "measures")
    }
  }
}

/// The answer to `GET .../items` for the owner: the record as it lies at the hub.
package struct RecordContents: Hashable, Codable, Sendable {
  /// The newest manifest; nil before the first commit.
  package let manifest: SignedDocument<Manifest>?
  /// Its slots.
  package let slots: SlotTable?
  /// Its measures: padded, in an age file to the owner who asks.
  package let measures: Data?
  /// Every item, sorted by identifier.
  package let items: [StoredItem]
  /// The helpers who are enrolled, or were in the last 72 hours, by time of enrolment.
  package let helpers: [EnrolledHelper]
  /// The owners before, oldest first, each with the succession to the next; nil where the key never
  /// changed.
  package let successions: [OwnerSuccession]?
  /// The highest statement counter that the hub has had.
  package let counter: Int
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>?

  /// Describes a record.
  package init(
    manifest: SignedDocument<Manifest>?, slots: SlotTable?, measures: Data? = nil,
    items: [StoredItem], helpers: [EnrolledHelper] = [], successions: [OwnerSuccession] = [],
    counter: Int, state: SignedDocument<RecordState>?
  ) {
    self.manifest = manifest
    self.slots = slots
    self.measures = measures
    self.items = items
    self.helpers = helpers
    self.successions = successions.isEmpty ? nil : successions
    self.counter = counter
    self.state = state
  }
}

/// The answer to `GET .../manifest` for the owner.
package struct RecordHead: Hashable, Codable, Sendable {
  /// The newest manifest; nil before the first commit.
  package let manifest: SignedDocument<Manifest>?
  /// The highest statement counter that the hub has had.
  package let counter: Int
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>?
  /// The next owner's key that was announced and waits, if any.
  package let succession: PendingSuccession?
  /// The moves of limits, waiting and in force; nil before the first.
  package let limitMoves: LimitMoves?

  /// Describes where a record stands.
  package init(
    manifest: SignedDocument<Manifest>?, counter: Int, state: SignedDocument<RecordState>?,
    succession: PendingSuccession? = nil, limitMoves: LimitMoves? = nil
  ) {
    self.manifest = manifest
    self.counter = counter
    self.state = state
    self.succession = succession
    self.limitMoves = limitMoves
  }
}
