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
      throw ValidationError(
        say(
          "give --certificate and --certificate-key together",
          fr: "donnez --certificate et --certificate-key ensemble"))
    }
    guard place != nil else {
      throw ValidationError(
        say("--listen is not address:port", fr: "--listen n'est pas adresse:port"))
    }
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
    guard LocalFile.exists(configuration.folder.path) else {
      throw HubError(.notSetUp, at: "folder")
    }
    let text = "\(certificate == nil ? "http" : "https")://\(listen)"
    try await runHub(configuration, ring: ring, logger: logger) {
      Printer.line(say("listening on \(text)", fr: "à l'écoute sur \(text)"))
    }
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
    case .address:
      .local(
        say("--listen cannot be listened on", fr: "--listen ne peut être écouté"),
        hint: say(
          "another program is there, or it is not this machine's; try another port",
          fr: "un autre programme y est, ou ce n'est pas cette machine ; essayez un autre port"))
    case .certificate where place == "host":
      .usage(
        say(
          "a hub that others reach needs a certificate",
          fr: "un hub que d'autres atteignent a besoin d'un certificat"),
        hint: say(
          "give --certificate and --certificate-key, or listen on 127.0.0.1",
          fr: "donnez --certificate et --certificate-key, ou écoutez sur 127.0.0.1"))
    case .certificate:
      .local(
        say(
          "the certificate or its key cannot be read",
          fr: "le certificat ou sa clé est illisible"),
        hint: say(
          "both are PEM files, the chain first its own certificate",
          fr: "les deux sont des fichiers PEM, la chaîne commence par son certificat"))
    case .exampleKeys:
      CommandFailure(
        .verificationFailed,
        say(
          "these are published example keys (\(place))",
          fr: "ce sont des clés d'exemple publiées (\(place))"),
        hint: say(
          "make your own with 'maille key new'; --demo is for demonstrations alone",
          fr: "faites les vôtres avec « maille key new » ; --demo ne sert qu'à montrer"))
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
