import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

@testable import Consent
@testable import Page

/// An owner's page with files in a folder of its own, and a hub that does not answer.
struct PageWorld {
  let folder: URL
  let home: Home
  let ring: KeyRing
  let room: OwnerRoom
  /// What the device knew when the room was made.
  let state: OwnerState
  static let passphrase = "the owner's words"
  static let now = Date()

  /// Makes a record with a network, one access for each name, and their cards.
  static func make(
    _ network: PersonalNetwork, owner: String = "Nadège", viewers: [String] = []
  ) async throws -> PageWorld {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "maille-page-\(UUID().uuidString)")
    let home = Home(environment: ["MAILLE_HOME": folder.path])
    let ring = try await ring(owner, .owner)
    var record = try OwnerRecord.begin(ring: ring, language: .french, hub: try await hub())
    record.take(network)
    try accept(&record)
    _ = try await record.commit(at: now)
    try accept(&record)
    var book = try CardBook(home)
    for name in viewers {
      let card = try await Self.ring(name, .viewer).card
      try book.put(BookEntry(card: card, affiliation: nil, compared: false))
      try await grant(to: card, &record)
    }
    let state = record.state
    return PageWorld(
      folder: folder, home: home, ring: ring,
      room: try Self.room(record, ring, home), state: state)
  }

  private static func room(
    _ record: OwnerRecord, _ ring: KeyRing, _ home: Home
  ) throws -> OwnerRoom {
    OwnerRoom(
      desk: try OwnerDesk.create(record, ring: ring, home: home, folder: home.record),
      opens: { $0 == passphrase })
  }

  /// Somebody's keys and card.
  static func ring(_ name: String, _ kind: CardKind) async throws -> KeyRing {
    let identity = try Identity()
    let card = try await SignedDocument.sign(
      Card(name: name, kind: kind, identity: identity.publicIdentity, issuedAt: now),
      with: identity)
    return try KeyRing(
      identity: identity, card: card,
      secrets: kind == .owner
        ? [Root.secretName: Root().stored]
        : [ViewerStore.secretName: SecretBytes.random(count: 32)])
  }

  /// A hub that nobody serves: the port is closed.
  static func hub() async throws -> PinnedHub {
    let (hub, auditor) = (try Identity(), try Identity())
    let bundle = try PolicyBundle(
      hub: hub.publicIdentity.fingerprint, version: 1, previous: nil, schema: "",
      policies: [PolicyText(name: "consent", text: "")], auditors: [auditor.publicIdentity],
      naming: try Identity().publicIdentity, validFrom: now, issuedAt: now)
    let register = try Register(
      hub: hub.publicIdentity.fingerprint, version: 1, previous: nil, authorities: [],
      issuedAt: now)
    let description = HubDescription(
      card: try await SignedDocument.sign(
        Card(name: "Hub", kind: .hub, identity: hub.publicIdentity, issuedAt: now), with: hub),
      log: try LogTrust(
        origin: "hub.example/log", key: "hub.example/log+00000000+AAAA", witnesses: [], quorum: 0),
      gates: [hub.publicIdentity], bundle: try await Cosigned.sign(bundle, with: [hub, auditor]),
      register: try await Cosigned.sign(register, with: [hub, auditor]), demo: true)
    return PinnedHub(
      host: "127.0.0.1:1", description: description, bundle: description.bundle.documents[0].hash)
  }

  private static func accept(_ record: inout OwnerRecord) throws {
    while let next = record.state.outbox.first { try record.acknowledge(next, at: now) }
  }

  private static func grant(
    to card: SignedDocument<Card>, _ record: inout OwnerRecord
  ) async throws {
    let terms = try GrantTerms(
      viewer: card.payload.identity, authority: nil, compartments: [.of(.housing, .notes)],
      selection: [], purpose: .coordination, referent: false, notBefore: now,
      notAfter: now.addingTimeInterval(10 * 86_400))
    let held = try record.draft(
      terms: terms, viewerCard: try await card.verifiedCard(), affiliation: nil,
      authorityName: nil, compared: true, at: now)
    _ = try await record.sign(held.sheet.draft.id, at: now) { _ in
      GrantVerdict(refusals: [], policies: [])
    }
    try accept(&record)
    _ = try await record.commit(at: now)
    try accept(&record)
  }

  /// Takes the folder away.
  func remove() { try? FileManager.default.removeItem(at: folder) }
}

extension Room {
  /// The page at a path, as a browser gets it; nil for a file or another place.
  func shown(
    _ path: String, post fields: String? = nil, _ language: Language = .french
  ) async throws -> String? {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    guard let place = Place(path: parts.first ?? "/", query: parts.dropFirst().first),
      let filled = FormFields(fields ?? "")
    else { return nil }
    let request = PageRequest(
      isPost: fields != nil, place: place, fields: filled, language: language,
      form: Form(token: "t"), time: Date())
    guard case .page(let content) = try await answer(request) else { return nil }
    return Frame(
      language: language, menu: menu(language), form: request.form, place: place
    ).page(content).document
  }
}
