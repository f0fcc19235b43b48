import ArgumentParser
import Foundation
import HubClient

/// Whose files and hub a command uses; on every command that needs any of them.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: spoken(
      "The record's folder (default: record in the home).", fr: "Le dossier du dossier personnel."))
  var record: String?

  @Option(help: spoken("The key file (default: key.age in the home).", fr: "Le fichier de clés."))
  var key: String?

  @Option(help: spoken("The hub, as host:port or a URL.", fr: "Le hub, comme hôte:port ou URL."))
  var hub: String?

  @OptionGroup var speech: SpeechOptions

  @Option(
    help: spoken(
      "Read the passphrase from the first line of this file.",
      fr: "Lire la phrase de passe dans la première ligne de ce fichier."))
  var passphraseFile: String?

  @Option(
    help: spoken(
      "Read the passphrase from this open descriptor.",
      fr: "Lire la phrase de passe depuis ce descripteur."))
  var passphraseFd: Int32?

  var home: Home { Home() }
  var json: Bool { speech.json }
  var keyPath: String { key ?? home.key }
  var recordPath: String { record ?? home.record }

  /// Where the passphrase comes from; without an option, `MAILLE_PASSPHRASE_FILE` may name a file.
  func passphraseSource() throws -> PassphraseSource {
    var file = passphraseFile
    if file == nil, passphraseFd == nil {
      file = ProcessInfo.processInfo.environment["MAILLE_PASSPHRASE_FILE"]
    }
    return try PassphraseSource(file: file, descriptor: passphraseFd)
  }
}

/// How a command answers.
struct SpeechOptions: ParsableArguments {
  @Option(help: spoken("The language: fr or en.", fr: "La langue : fr ou en."))
  var lang: SpokenLanguage?

  @Flag(help: spoken("Answer in JSON.", fr: "Répondre en JSON."))
  var json = false
}

/// The two languages, as an option's value.
enum SpokenLanguage: String, ExpressibleByArgument, CaseIterable {
  case fr, en
}
