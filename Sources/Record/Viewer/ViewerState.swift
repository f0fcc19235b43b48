package import Consent
package import Foundation
package import Keys

/// What a viewer keeps of one record that they know the address of.
package struct KnownRecord: Hashable, Codable, Sendable {
  /// The address, given by hand.
  package let address: Address
  /// The owner's card, once seen.
  package var ownerCard: SignedDocument<Card>?
  /// How the owner's key came to be the present one; nil where it never changed.
  package var successions: [OwnerSuccession]?
  /// The grants seen, each verified, by time of signing.
  package private(set) var grants: [SignedDocument<Grant>]
  /// The requests made, oldest first.
  package var requests: [SignedDocument<AccessRequest>]
  /// The proposals made, oldest first; nil before the first.
  package private(set) var proposals: [SentProposal]?
  /// The newest manifest seen, against which a rollback shows.
  package private(set) var head: SeenHead?

  /// Begins with an address.
  package init(address: Address) {
    self.address = address
    grants = []
    requests = []
  }

  /// Remembers a grant that was verified, in place of the same one.
  package mutating func note(_ grant: VerifiedDocument<Grant>) {
    grants.removeAll { $0.payload.id == grant.payload.id }
    grants.append(grant.document)
    grants.sort { $0.payload.issuedAt < $1.payload.issuedAt }
  }

  /// Remembers a proposal as it stands now, in place of the same one; the oldest are forgotten.
  package mutating func note(_ proposal: SentProposal) {
    var known = proposals ?? []
    if let place = known.firstIndex(where: { $0.document == proposal.document }) {
      known[place] = proposal
    } else {
      known.append(proposal)
    }
    proposals = known.suffix(SentProposal.remembered)
  }

  /// Forgets a proposal that the hub did not take.
  package mutating func forget(_ proposal: SentProposal) {
    proposals?.removeAll { $0.document == proposal.document }
  }

  /// Remembers an opened view: its owner, its grant and its manifest.
  package mutating func note(_ view: OpenedView) {
    ownerCard = view.owner.document
    successions = view.successions
    note(view.grant)
    if (head?.version ?? 0) < view.head.version { head = view.head }
  }
}

/// A proposal that a viewer made.
package struct SentProposal: Hashable, Codable, Sendable {
  /// How many of one record are remembered.
  static let remembered = 32

  /// The proposal.
  package let document: SignedDocument<Proposal>
  /// The hash of the item before it was sealed, by which the same is known again.
  package let item: DocumentHash
  /// What goes to the hub, until the hub is known to have it: after a lost answer the very same goes
  /// again.
  package let unsent: PublishProposal?

  /// Remembers a proposal that is on its way, or that arrived where `unsent` is nil.
  package init(
    document: SignedDocument<Proposal>, item: DocumentHash, unsent: PublishProposal?
  ) {
    self.document = document
    self.item = item
    self.unsent = unsent
  }
}

/// Everything that a viewer's (or helper's) device keeps.
package struct ViewerState: Hashable, Codable, Sendable {
  /// The records, by address.
  package private(set) var records: [KnownRecord]
  /// What was seen of the hubs' logs.
  package var logs: WatchedLogs
  /// The viewer's present affiliations.
  package var affiliations: [SignedDocument<Affiliation>]
  /// The cards of others, as the viewer was given them.
  package var cards: [SignedDocument<Card>]

  /// Nothing known yet.
  package init() {
    records = []
    logs = WatchedLogs()
    affiliations = []
    cards = []
  }

  /// What is known of an address.
  package subscript(address: Address) -> KnownRecord? {
    records.first { $0.address == address }
  }

  /// Remembers a record, in place of what was known of the same address.
  package mutating func note(_ record: KnownRecord) {
    records.removeAll { $0.address == record.address }
    records.append(record)
    records.sort { $0.address.description < $1.address.description }
  }

  /// The record that holds a grant.
  package func record(of grant: GrantID) -> KnownRecord? {
    records.first { $0.grants.contains { $0.payload.id == grant } }
  }
}

/// The local file of a viewer, under a key from their key file.
package enum ViewerStore {
  /// The file's name.
  package static let fileName = "views.maille"
  /// The name under which the key file keeps the file's key, 32 bytes.
  package static let secretName = "store"
  private static let header = Data("maille local views 1\n".utf8)

  /// Opens the file, or makes it where there is none.
  package static func open(
    in folder: URL, ring: KeyRing
  ) throws(RecordError) -> SealedStore<ViewerState> {
    guard let key = ring.secrets[secretName], key.count == 32 else {
      throw RecordError(.malformed, at: "key file")
    }
    let header = header + ring.identity.publicIdentity.fingerprint.bytes
    let path = folder.appendingPathComponent(fileName).path
    guard FileManager.default.fileExists(atPath: path) else {
      return try SealedStore.create(
        in: folder, named: fileName, header: header, key: key, state: ViewerState())
    }
    return try SealedStore.open(in: folder, named: fileName, header: header, key: key)
  }
}
