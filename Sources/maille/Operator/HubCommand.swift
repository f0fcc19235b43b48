import ArgumentParser
import Consent
import Foundation
import Hub
import HubClient
import Keys
import Logging

/// `maille hub`.
struct HubCommand: ParsableCommand {
  static let configuration = command(
    "hub", "As an operator: make, run and check a hub.",
    fr: "En tant qu'opérateur : créer, faire tourner et vérifier un hub.",
    examples: [
      "maille hub init --name \"Hub de Saint-Gilles\" --auditor-key auditor.age --naming naming.card",
      "maille hub serve --listen 127.0.0.1:8443",
    ],
    subcommands: [
      HubInit.self, HubServe.self, HubCheckCommand.self, HubBackupCommand.self,
      HubRegister.self,
      HubAuditor.self,
    ])
}

/// The auditor's side of a ceremony: their key file and its own passphrase.
struct CeremonyOptions: ParsableArguments {
  @Option(
    help: spoken(
      "The auditor's key file; they are present and type their own passphrase.",
      fr: "Le fichier de clés de l'éthicien ; il est présent et tape sa propre phrase."))
  var auditorKey: String

  @Option(
    help: spoken(
      "Read the auditor's passphrase from this file.",
      fr: "Lire la phrase de l'éthicien dans ce fichier."))
  var auditorPassphraseFile: String?

  @Option(
    help: spoken(
      "Read the auditor's passphrase from this descriptor.",
      fr: "Lire la phrase de l'éthicien depuis ce descripteur."))
  var auditorPassphraseFd: Int32?

  /// The auditor's key ring.
  func auditor() async throws -> KeyRing {
    let ring = try await KeyCabinet.open(
      auditorKey, PassphraseSource(file: auditorPassphraseFile, descriptor: auditorPassphraseFd))
    try KeyCabinet.require(ring, .auditor)
    return ring
  }
}

/// `maille hub init`.
struct HubInit: AsyncParsableCommand {
  static let configuration = command(
    "init",
    "Make a hub: its keys, its database, its first rules and register; an auditor signs too.",
    fr:
      "Créer un hub : ses clés, sa base, ses premières règles et son registre ; un éthicien signe aussi.",
    examples: [
      "maille hub init --name \"Hub de Saint-Gilles\" --auditor-key auditor.age --naming naming.card"
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var ceremony: CeremonyOptions

  @Option(help: spoken("The hub's name.", fr: "Le nom du hub."))
  var name: String

  @Option(
    help: spoken(
      "The folder with the policies and their schema.",
      fr: "Le dossier des règles et de leur schéma."))
  var policies = "policies"

  @Option(
    help: spoken(
      "The card of who holds the naming key.", fr: "La carte de qui tient la clé des noms."))
  var naming: String

  @Option(help: spoken("The hub's folder (default: hub in the home).", fr: "Le dossier du hub."))
  var folder: String?

  @Flag(
    help: spoken(
      "A demonstration, in which the published example keys are accepted.",
      fr: "Une démonstration, où les clés d'exemple publiées sont acceptées."))
  var demo = false

  func run() async throws {
    let keyPath = options.keyPath
    let auditor = try await ceremony.auditor()
    let naming = try await CardFile.read(naming).card.payload.identity
    let now = Date()
    let ring: KeyRing
    if LocalFile.exists(keyPath) {
      ring = try await KeyCabinet.open(options)
      try KeyCabinet.require(ring, .hub)
    } else {
      ring = try await HubSetup.makeKeys(name: name, at: now)
      let passphrase = try options.passphraseSource().read(
        prompt: say("new passphrase of the hub: ", fr: "nouvelle phrase de passe du hub : "),
        twice: true)
      try KeyCabinet.write(ring, to: keyPath, passphrase: passphrase)
    }
    let (schema, texts) = try PolicyFolder.read(policies)
    let bundle = try await HubSetup.proposeBundle(
      ring, schema: schema, policies: texts, auditors: [auditor.identity.publicIdentity],
      naming: naming, at: now)
    let register = try await HubSetup.proposeRegister(ring, authorities: [], after: nil, at: now)
    let folder = folder ?? options.home.hub
    try LocalFile.makeFolder(folder)
    try await HubSetup.install(
      ring, bundle: HubSetup.cosign(bundle, with: auditor.identity),
      register: HubSetup.cosign(register, with: auditor.identity),
      in: URL(fileURLWithPath: folder), isDemo: demo, at: now)
    try CardPrinter.show(ring.card, affiliation: nil, json: options.json)
  }
}

/// `maille hub serve`.
struct HubServe: AsyncParsableCommand {
  static let configuration = command(
    "serve", "Run the hub until it is told to stop.",
    fr: "Faire tourner le hub jusqu'à ce qu'on l'arrête.",
    examples: [
      "maille hub serve --listen 127.0.0.1:8443",
      "maille hub serve --listen 0.0.0.0:443 --name hub.example --certificate chain.pem --certificate-key key.pem",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("The address and port to listen on.", fr: "L'adresse et le port d'écoute."))
  var listen = "127.0.0.1:8443"

  @Option(
    help: spoken(
      "A name under which clients reach the hub; may be repeated.",
      fr: "Un nom sous lequel on atteint le hub ; peut être répété."))
  var name: [String] = []

  @Option(
    help: spoken(
      "The certificate chain, PEM; without it only this machine is served.",
      fr: "La chaîne de certificats, PEM ; sans elle, cette machine seule est servie."))
  var certificate: String?

  @Option(
    help: spoken("The certificate's private key, PEM.", fr: "La clé privée du certificat, PEM."))
  var certificateKey: String?

  @Option(help: spoken("The hub's folder (default: hub in the home).", fr: "Le dossier du hub."))
  var folder: String?

  @Flag(
    help: spoken(
      "A demonstration, in which the published example keys are accepted.",
      fr: "Une démonstration, où les clés d'exemple publiées sont acceptées."))
  var demo = false

  func validate() throws {
    guard (certificate == nil) == (certificateKey == nil) else {
      throw ValidationError("give --certificate and --certificate-key together")
    }
    guard place != nil else { throw ValidationError("--listen is not address:port") }
  }

  private var place: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (1...65535).contains(port)
    else { return nil }
    return (String(listen[..<colon]), port)
  }

  func run() async throws {
    guard let place else { return }
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .hub)
    var configuration = HubConfiguration(
      folder: URL(fileURLWithPath: folder ?? options.home.hub), host: place.host, port: place.port,
      names: Set(name), isDemo: demo)
    if let certificate, let certificateKey {
      configuration.certificate = .init(
        chain: URL(fileURLWithPath: certificate), key: URL(fileURLWithPath: certificateKey))
    }
    var logger = Logger(label: "maille.hub") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .notice
    let final = configuration
    let quiet = logger
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await runHub(final, ring: ring, logger: quiet)
        return true
      }
      group.addTask {
        await Self.announce(place.host, place.port, secure: final.certificate != nil)
        return false
      }
      // The announcement ends by itself; the hub's end is the command's.
      while let ended = try await group.next() {
        if ended { group.cancelAll() }
      }
    }
  }

  /// Says where the hub listens, once it answers there.
  private static func announce(_ host: String, _ port: Int, secure: Bool) async {
    let text = "\(secure ? "https" : "http")://\(host):\(port)"
    guard !secure, let endpoint = HubEndpoint("\(host):\(port)") else {
      return Printer.line(say("listening on \(text)", fr: "à l'écoute sur \(text)"))
    }
    let connection = HubConnection(endpoint: endpoint, signer: nil)
    for _ in 0..<200 where !Task.isCancelled {
      if let answer = try? await connection.send("GET", "/healthz"), answer.status == 200 {
        Printer.line(say("listening on \(text)", fr: "à l'écoute sur \(text)"))
        break
      }
      try? await Task.sleep(for: .milliseconds(50))
    }
    await connection.close()
  }
}

extension HubError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch code {
    case .alreadySetUp:
      .local(
        say("there is a hub here already", fr: "il y a déjà un hub ici"),
        hint: say(
          "it was left as it is; name another --folder",
          fr: "il est resté tel quel ; nommez un autre --folder"))
    case .notSetUp:
      .local(
        say("there is no hub here", fr: "il n'y a pas de hub ici"),
        hint: say("make one with 'maille hub init'", fr: "créez-en un avec « maille hub init »"))
    default:
      CommandFailure(
        .verificationFailed,
        say(
          "the hub cannot run: \(code.rawValue) at \(place)",
          fr: "le hub ne peut tourner : \(code.rawValue) (\(place))"),
        hint: say(
          "nothing was changed; check its key file and folder",
          fr: "rien n'a changé ; vérifiez son fichier de clés et son dossier"))
    }
  }
}
