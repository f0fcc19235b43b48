package import Foundation

/// The people and institutions of the fictional world, with their cards and key rings.
package enum ExampleWorld {
  /// When every card of the world was made: 2026-01-01T00:00:00Z.
  package static let issuedAt = Date(timeIntervalSince1970: 1_767_225_600)

  /// Someone in the world.
  package struct Inhabitant: Hashable, Sendable {
    /// The name of the key file, without `.jwks.json`.
    package let name: String
    /// The name on the card.
    package let shownName: String
    /// What the card says that the holder does.
    package let kind: CardKind
    /// The authority that affiliates this viewer or helper, if any.
    package let authority: AuthorityID?
    /// Names of further 32-byte secrets in the key file.
    package let secrets: [String]

    init(
      _ name: String, _ shownName: String, _ kind: CardKind, authority: String? = nil,
      secrets: [String] = []
    ) {
      self.name = name
      self.shownName = shownName
      self.kind = kind
      self.authority = authority.flatMap { AuthorityID($0) }
      self.secrets = secrets
    }
  }

  /// Everyone with a key file, in the order of `keys-example/README.md`.
  package static let inhabitants: [Inhabitant] = [
    Inhabitant("nadege", "Nadège", .owner),
    Inhabitant("recovery", "Clé de secours de Nadège", .helper),
    Inhabitant("ines", "Inès", .helper),
    Inhabitant("paul", "Paul", .viewer, authority: "estran"),
    Inhabitant("vion", "Dr Vion", .viewer, authority: "maison-medicale"),
    Inhabitant("nurse", "Mme Nguyen", .viewer, authority: "maison-medicale"),
    Inhabitant("psychologist", "Mme Lenoir", .viewer, authority: "ssm"),
    Inhabitant("mediator", "M. Baert", .viewer, authority: "cpas"),
    Inhabitant("control", "Mme Claes", .viewer, authority: "cpas"),
    Inhabitant(
      "delegate", "Mme Diallo", .viewer,
      authority: "youth-protection"),
    Inhabitant("leader", "Karim", .viewer, authority: "atelier"),
    Inhabitant("agency", "Mme Peeters", .viewer, authority: "ais"),
    Inhabitant("authority-estran", "L'Estran", .authority),
    Inhabitant("authority-maison-medicale", "La Maison médicale", .authority),
    Inhabitant("authority-ssm", "Le Service de santé mentale", .authority),
    Inhabitant("authority-cpas", "Le CPAS", .authority),
    Inhabitant("authority-youth-protection", "L'Aide à la jeunesse", .authority),
    Inhabitant("authority-atelier", "L'atelier", .authority),
    Inhabitant("authority-ais", "L'agence immobilière sociale", .authority),
    Inhabitant("auditor", "L'éthicienne", .auditor, secrets: ["witness"]),
    Inhabitant("naming", "La seconde éthicienne", .auditor),
    Inhabitant("hub", "Relais de démonstration", .hub, secrets: ["log", "pseudonym", "store"]),
  ]

  /// The key ring of the inhabitant called `name`; nil if there is none.
  package static func ring(_ name: String) async throws(DocumentError) -> KeyRing? {
    guard let inhabitant = inhabitants.first(where: { $0.name == name }) else { return nil }
    let identity = try ExampleKeys.identity(name)
    var secrets: [String: SecretBytes] = [:]
    for purpose in inhabitant.secrets {
      secrets[purpose] = ExampleKeys.secret(purpose, of: name)
    }
    var recovery: PublicIdentity?
    if inhabitant.kind == .owner {
      recovery = try ExampleKeys.identity("recovery").publicIdentity
    }
    var witness: Data?
    if let seed = secrets["witness"] {
      witness = try Identity(signingSeed: seed, sealingSeed: seed).publicIdentity.signing
    }
    let card = try Card(
      name: inhabitant.shownName, kind: inhabitant.kind, identity: identity.publicIdentity,
      recovery: recovery, witness: witness, issuedAt: issuedAt)
    return try KeyRing(
      identity: identity, card: await .sign(card, with: identity), secrets: secrets)
  }

  /// The authorities as a register lists them, sorted by id; none has a parent.
  package static var authorities: [RegisteredAuthority] {
    get throws(DocumentError) {
      let contexts: [(id: String, contexts: [Context])] = [
        ("ais", [.landlord]), ("atelier", [.employer]),
        ("cpas", [.benefitControl, .debtMediation]), ("estran", [.careSupport]),
        ("maison-medicale", [.care]), ("ssm", [.therapy]), ("youth-protection", [.court]),
      ]
      var authorities = [RegisteredAuthority]()
      for (text, contexts) in contexts {
        let name = "authority-\(text)"
        guard let id = AuthorityID(text),
          let inhabitant = inhabitants.first(where: { $0.name == name })
        else { throw .unknownAuthority }
        authorities.append(
          try RegisteredAuthority(
            id: id, name: inhabitant.shownName,
            key: ExampleKeys.identity(name).publicIdentity, contexts: contexts))
      }
      return authorities
    }
  }
}
