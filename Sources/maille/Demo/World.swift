import Foundation
import HubClient
import Keys
import Record

/// The fictional world of `keys-example/`, laid out as the files that its people would have.
struct World: Sendable {
  /// Someone of the world who works for an authority, and as what.
  struct Worker: Sendable {
    let key: String
    let authority: String
    let role: String
  }

  static let workers = [
    Worker(key: "paul", authority: "estran", role: "éducateur"),
    Worker(key: "vion", authority: "maison-medicale", role: "médecin"),
    Worker(key: "psychologist", authority: "ssm", role: "psychologue"),
    Worker(key: "mediator", authority: "cpas", role: "médiateur de dettes"),
    Worker(key: "control", authority: "cpas", role: "contrôle"),
    Worker(key: "delegate", authority: "youth-protection", role: "déléguée"),
    Worker(key: "leader", authority: "atelier", role: "chef d'équipe"),
  ]

  private static let people = ["nadege", "ines", "auditor", "naming"] + workers.map(\.key)

  let stage: Stage
  private let players: [String: Player]

  /// Seals the keys of the world, each under its owner's passphrase, and lays out the cards.
  ///
  /// - Parameter source: The repository's folder.
  init(stage: Stage, source: String) async throws {
    self.stage = stage
    let authorities = Set(Self.workers.map(\.authority)).sorted()
    var players = ["operator": try stage.player("operator")]
    for name in Self.people + authorities { players[name] = try stage.player(name) }
    self.players = players
    try await withThrowingTaskGroup(of: Void.self) { group in
      for name in Self.people + authorities {
        let key = authorities.contains(name) ? "authority-\(name)" : name
        let file = "\(source)/keys-example/\(key).jwks.json"
        guard let player = players[name] else { continue }
        let (passphrase, card) = (stage.passphrase(of: player), stage.path("\(name).card"))
        group.addTask {
          let ring = try Self.complete(try await KeyFile.read(try LocalFile.read(file)))
          // These keys are public: guessing their passphrases need not be dear.
          try KeyCabinet.write(
            ring, to: player.home + "/key.age", passphrase: passphrase, workFactor: 12)
          try LocalFile.write(CardFile.text(ring.card, nil), to: card)
        }
      }
      try await group.waitForAll()
    }
    try LocalFile.write(
      try CanonicalJSON.encode(ExampleWorld.authorities), to: stage.path("authorities.json"))
  }

  /// A player by the name of their key.
  func player(_ key: String) throws -> Player {
    guard let player = players[key] else { throw StoryFailure(reason: "no player \(key)") }
    return player
  }

  /// The ring with the secrets that `maille key new` would have made.
  private static func complete(_ ring: KeyRing) throws -> KeyRing {
    switch ring.card.payload.kind {
    case .owner: try ring.adding(Root.secretName, Root().stored)
    case .viewer, .helper: try ring.adding(ViewerStore.secretName, .random(count: 32))
    case .auditor, .authority, .hub: ring
    }
  }
}
