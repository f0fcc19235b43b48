import ArgumentParser
import Foundation
import HubClient
import Record

/// `maille export`.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = command(
    "export", "Take everything with you, in a file that any 'age' opens.",
    fr: "Tout emporter, dans un fichier que tout « age » ouvre.",
    examples: [
      "maille export --out nadege.age", "age --decrypt nadege.age > nadege.json",
    ])

  @OptionGroup var options: GlobalOptions

  @OptionGroup var export: ExportOptions

  private struct Told: Encodable {
    let items: Int
    let grants: Int
    let entries: Int
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let file = try await Exporter(desk: desk).write(
      to: export.out, passphrase: try export.passphrase())
    let told = Told(
      items: desk.state.items.count, grants: file.grants.count, entries: file.log.count)
    if options.json { return try Printer.json(told) }
    Printer.line(
      say(
        "Exported \(told.items) items, \(told.grants) grants and \(told.entries) log entries.",
        fr:
          "Exporté : \(told.items) éléments, \(told.grants) accès et \(told.entries) entrées du journal."
      ))
    Printer.line(
      say(
        "Whoever has the file and its passphrase reads everything, the reserve too.",
        fr: "Qui a le fichier et sa phrase lit tout, le jardin secret aussi."))
  }
}

/// Where an export goes, and its own passphrase.
struct ExportOptions: ParsableArguments {
  @Option(help: spoken("The file to write.", fr: "Le fichier à écrire."))
  var out: String

  @Option(
    help: spoken(
      "Read the export's own passphrase from this file.",
      fr: "Lire la phrase de passe de l'export dans ce fichier."))
  var exportPassphraseFile: String?

  @Option(
    help: spoken(
      "Read the export's own passphrase from this descriptor.",
      fr: "Lire la phrase de passe de l'export depuis ce descripteur."))
  var exportPassphraseFd: Int32?

  /// The export's own passphrase.
  func passphrase() throws -> String {
    try PassphraseSource(file: exportPassphraseFile, descriptor: exportPassphraseFd).read(
      prompt: say("passphrase for the export: ", fr: "phrase de passe pour l'export : "),
      twice: true)
  }
}

/// Writes everything that is the owner's into one file.
struct Exporter {
  let desk: OwnerDesk

  /// Synchronises and writes the file; returns what it holds.
  ///
  /// - Parameter reopening: Whether to open the file again, as where it is all that will stay.
  func write(
    to path: String, passphrase: String, reopening: Bool = false
  ) async throws -> ExportFile {
    let export = try await sealed(passphrase)
    try LocalFile.write(export.file, to: path)
    guard reopening else { return export.content }
    let written = try LocalFile.read(path, largest: export.file.count)
    guard export.isHeld(by: written, passphrase: passphrase) else {
      throw CommandFailure.local(
        say("the export does not open again", fr: "l'export ne se rouvre pas"),
        hint: say("write it to another disk", fr: "écrivez-le sur un autre disque"))
    }
    return export.content
  }

  private func sealed(_ passphrase: String) async throws -> SealedExport {
    do {
      return try await desk.export(passphrase: passphrase)
    } catch let error as RecordError where error == RecordError(.cannotSeal, at: "export") {
      throw CommandFailure.local(
        say("the export could not be sealed", fr: "l'export n'a pu être fermé"),
        hint: say("choose another passphrase", fr: "choisissez une autre phrase de passe"))
    }
  }
}
