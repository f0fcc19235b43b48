import ArgumentParser
import Foundation
import Hub
import HubClient

/// `maille hub backup`.
struct HubBackupCommand: AsyncParsableCommand {
  static let configuration = command(
    "backup",
    "Copy the hub's database while it serves; its key file is never part of it.",
    fr: "Copier la base du hub pendant qu'il sert ; son fichier de clés n'en fait jamais partie.",
    examples: [
      "maille hub backup /backup/2026-11-22 --record-keys /backup/newest/record-keys.sqlite",
      "maille hub backup /backup/2026-11-22 --folder /var/lib/maille --json",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The folder to make the copy in.", fr: "Le dossier où faire la copie."))
  var target: String

  @Option(
    help: spoken(
      "Copy the record keys over this file; keep the newest alone, so that what is erased stays erased.",
      fr:
        "Copier les clés des dossiers par-dessus ce fichier ; ne gardez que la plus récente, pour que l'effacé le reste."
    ))
  var recordKeys: String?

  @Option(help: spoken("The hub's folder (default: hub in the home).", fr: "Le dossier du hub."))
  var folder: String?

  private struct Told: Encodable {
    let leaves: Int
    let records: Int
    let bytes: Int
    let recordKeys: Bool
  }

  func run() async throws {
    let made: HubBackup.Made
    do {
      made = try await HubBackup.make(
        from: URL(fileURLWithPath: folder ?? options.home.hub),
        to: URL(fileURLWithPath: target), keys: recordKeys.map { URL(fileURLWithPath: $0) })
    } catch let error as HubError where error.code == .notSetUp {
      throw error
    } catch let error as HubError where error.code == .alreadySetUp {
      throw CommandFailure.local(
        say("there is a copy in this folder already", fr: "il y a déjà une copie dans ce dossier"),
        hint: say(
          "it was left as it is; name a new folder",
          fr: "elle est intacte ; nommez un nouveau dossier"))
    } catch {
      throw CommandFailure.local(
        say("the copy could not be made", fr: "la copie n'a pas pu être faite"),
        hint: say(
          "nothing of the hub was changed; check space and rights, then 'maille hub check'",
          fr: "rien du hub n'a changé ; vérifiez place et droits, puis « maille hub check »"))
    }
    if options.json {
      return try Printer.json(
        Told(
          leaves: made.leaves, records: made.records, bytes: made.bytes,
          recordKeys: recordKeys != nil))
    }
    Printer.line(
      say(
        "Copied: \(made.records) records, \(made.leaves) leaves, \(made.bytes) bytes.",
        fr: "Copié : \(made.records) dossiers, \(made.leaves) feuilles, \(made.bytes) octets."))
    if recordKeys == nil {
      Printer.line(
        say(
          "The record keys were not copied; without them nothing in the copy opens.",
          fr:
            "Les clés des dossiers n'ont pas été copiées ; sans elles rien de la copie ne s'ouvre.")
      )
    }
  }
}
