import ArgumentParser
import Foundation
import HubClient
package import Keys
import Record

extension CardKind: ExpressibleByArgument {}
extension AuthorityID: ExpressibleByArgument {}
extension Context: ExpressibleByArgument {}
extension Fingerprint: ExpressibleByArgument {}
extension Address: ExpressibleByArgument {}

/// `maille key`.
struct KeyCommand: ParsableCommand {
  static let configuration = command(
    "key", "Your key file: what makes you you, here.",
    fr: "Votre fichier de clés : ce qui fait que c'est vous.",
    examples: ["maille key new --name Nadège --kind owner", "maille key passphrase"],
    subcommands: [NewKey.self, ChangePassphrase.self])
}

/// `maille key new`.
struct NewKey: AsyncParsableCommand {
  static let configuration = command(
    "new", "Make your keys and your card.", fr: "Créer vos clés et votre carte.",
    examples: [
      "maille key new --name Nadège --kind owner",
      "maille key new --name \"Dr Vion\" --kind viewer --passphrase-file secret.txt",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("The name on your card.", fr: "Le nom sur votre carte."))
  var name: String

  @Option(
    help: spoken(
      "owner, helper, viewer, auditor or authority.",
      fr: "owner, helper, viewer, auditor ou authority."))
  var kind: CardKind

  func validate() throws {
    guard kind != .hub else {
      throw ValidationError(
        say(
          "a hub's keys are made by 'maille hub init'",
          fr: "les clés d'un hub se font par « maille hub init »"))
    }
    guard kind != .authority else {
      throw ValidationError(
        say(
          "an authority's keys are made by 'maille authority new'",
          fr: "les clés d'une autorité se font par « maille authority new »"))
    }
  }

  func run() async throws {
    let ring = try await NewKeyRing.make(name: name, kind: kind, options)
    try CardPrinter.show(ring.card, affiliation: nil, json: options.json)
  }
}

/// Makes a key ring of a kind and writes its file, never over another.
enum NewKeyRing {
  static func make(name: String, kind: CardKind, _ options: GlobalOptions) async throws -> KeyRing {
    let path = options.keyPath
    guard !LocalFile.exists(path) else {
      throw CommandFailure.local(
        say("there is a key file here already", fr: "il y a déjà un fichier de clés ici"),
        hint: say(
          "it was left as it is; name another place with --key",
          fr: "il est resté tel quel ; nommez un autre endroit avec --key"))
    }
    let identity = try Identity()
    var secrets: [String: SecretBytes] = [:]
    var witness: Data?
    var recovery: PublicIdentity?
    switch kind {
    case .owner:
      secrets[Root.secretName] = Root().stored
      let key = try Identity()
      secrets.merge(KeyRing.recoverySecrets(key)) { _, new in new }
      recovery = key.publicIdentity
    case .viewer, .helper: secrets[ViewerStore.secretName] = .random(count: 32)
    case .auditor:
      // Reading the log and cosigning it are distinct acts, under distinct keys.
      let cosigning = try Identity()
      secrets["witness"] = cosigning.signingSeed
      witness = cosigning.publicIdentity.signing
    case .authority, .hub: break
    }
    let card = try await SignedDocument.sign(
      Card(
        name: name, kind: kind, identity: identity.publicIdentity, recovery: recovery,
        witness: witness, issuedAt: Date()),
      with: identity)
    let ring = try KeyRing(identity: identity, card: card, secrets: secrets)
    let passphrase = try options.passphraseSource().read(
      prompt: say("new passphrase: ", fr: "nouvelle phrase de passe : "), twice: true)
    try KeyCabinet.write(ring, to: path, passphrase: passphrase)
    return ring
  }
}

/// `maille key passphrase`.
struct ChangePassphrase: AsyncParsableCommand {
  static let configuration = command(
    "passphrase", "Change the passphrase of your key file.",
    fr: "Changer la phrase de passe de vos clés.",
    examples: [
      "maille key passphrase",
      "maille key passphrase --passphrase-file old.txt --new-passphrase-file new.txt",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Read the new passphrase from this file.",
      fr: "Lire la nouvelle phrase de passe dans ce fichier."))
  var newPassphraseFile: String?

  @Option(
    help: spoken(
      "Read the new passphrase from this descriptor.",
      fr: "Lire la nouvelle phrase de passe depuis ce descripteur."))
  var newPassphraseFd: Int32?

  func run() async throws {
    let ring = try await KeyCabinet.open(options)
    let passphrase = try PassphraseSource(file: newPassphraseFile, descriptor: newPassphraseFd)
      .read(prompt: say("new passphrase: ", fr: "nouvelle phrase de passe : "), twice: true)
    try KeyCabinet.write(ring, to: options.keyPath, passphrase: passphrase)
    if options.json { return try Printer.json(["changed": true]) }
    Printer.line(
      say(
        "Changed. Copies of the old file still open with the old passphrase.",
        fr: "Changée. Les copies de l'ancien fichier s'ouvrent encore avec l'ancienne phrase."))
  }
}

extension DocumentError: CommandFailureConvertible {
  var commandFailure: CommandFailure {
    switch self {
    case .signature, .wrongSigner, .notInForce, .unknownAuthority, .cosignatures, .sealed:
      CommandFailure(
        .verificationFailed, description,
        hint: say(
          "ask whoever gave it to you for the original; do not use this one",
          fr: "demandez l'original à qui vous l'a donné ; n'utilisez pas celui-ci"))
    default:
      .invalid(
        description,
        hint: say(
          "give the file or value as it was written",
          fr: "donnez le fichier ou la valeur tels qu'ils ont été écrits"))
    }
  }
}
