import Foundation
import HubClient
import Keys

/// A person's key file and its passphrase.
enum KeyCabinet {
  /// Opens the key file that the options name.
  static func open(_ options: GlobalOptions) async throws -> KeyRing {
    try await open(options.keyPath, try options.passphraseSource())
  }

  /// Opens a key file; a missing file is told before a passphrase is asked for.
  static func open(_ path: String, _ source: PassphraseSource) async throws -> KeyRing {
    try await openWithPassphrase(path, source).ring
  }

  /// Opens the key file that the options name, for a command that writes it again.
  static func openWithPassphrase(
    _ options: GlobalOptions
  ) async throws -> (ring: KeyRing, passphrase: String) {
    try await openWithPassphrase(options.keyPath, try options.passphraseSource())
  }

  private static func openWithPassphrase(
    _ path: String, _ source: PassphraseSource
  ) async throws -> (ring: KeyRing, passphrase: String) {
    guard LocalFile.exists(path) else {
      throw CommandFailure.local(
        say("there is no key file here", fr: "il n'y a pas de fichier de clés ici"),
        hint: say(
          "make one with 'maille key new', or name it with --key",
          fr: "créez-en un avec « maille key new », ou nommez-le avec --key"))
    }
    let file = try LocalFile.read(path, largest: 1 << 20)
    let passphrase = try source.read(prompt: say("passphrase: ", fr: "phrase de passe : "))
    do {
      return (try await KeyFile.open(file, passphrase: passphrase), passphrase)
    } catch {
      throw CommandFailure.local(
        say("the key file does not open", fr: "le fichier de clés ne s'ouvre pas"),
        hint: say(
          "check the passphrase; if it is forgotten, see 'maille restore --help'",
          fr: "vérifiez la phrase de passe ; si elle est oubliée, voyez « maille restore --help »"))
    }
  }

  /// Writes a key file in place of any that was there.
  ///
  /// - Parameter workFactor: The cost of guessing; less than the default is for a story alone.
  static func write(
    _ ring: KeyRing, to path: String, passphrase: String, workFactor: Int = KeyFile.workFactor
  ) throws {
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty { try LocalFile.makeFolder(folder) }
    let file: Data
    do {
      file = try KeyFile.seal(ring, passphrase: passphrase, workFactor: workFactor)
    } catch {
      throw CommandFailure.local(
        say("the key file could not be sealed", fr: "le fichier de clés n'a pu être fermé"),
        hint: say("choose another passphrase", fr: "choisissez une autre phrase de passe"))
    }
    try LocalFile.write(file, to: path)
  }

  /// Refuses a ring whose card is not of one of the kinds that a command is for.
  static func require(_ ring: KeyRing, _ kinds: CardKind...) throws {
    guard kinds.contains(ring.card.payload.kind) else {
      throw CommandFailure.local(
        say(
          "this command needs the key of: \(kinds.map(\.rawValue).joined(separator: ", "))",
          fr: "cette commande demande la clé de : \(kinds.map(\.rawValue).joined(separator: ", "))"),
        hint: say("name another key with --key", fr: "nommez une autre clé avec --key"))
    }
  }
}
