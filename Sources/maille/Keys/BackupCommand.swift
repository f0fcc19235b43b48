import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Record

/// `maille backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = command(
    "backup", "Prepare for the day when device or passphrase is lost.",
    fr: "Se préparer au jour où l'appareil ou la phrase de passe est perdu.",
    examples: [
      "maille backup paper --out key-on-paper.age",
      "maille backup kit --trust Inès --trust Théo --trust Rose --threshold 2 --out kit.json",
    ],
    subcommands: [BackupPaper.self, BackupKit.self])
}

/// `maille backup paper`.
struct BackupPaper: AsyncParsableCommand {
  static let configuration = command(
    "paper", "Write a copy of your keys that only what is printed here opens.",
    fr: "Écrire une copie de vos clés que seul le papier imprimé ici ouvre.",
    examples: ["maille backup paper --out key-on-paper.age"])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("Write the copy to this file.", fr: "Écrire la copie dans ce fichier."))
  var out: String

  private struct Made: Encodable {
    let file: String
    let paper: String
    let address: String?
  }

  func run() async throws {
    let (ring, address) = try await keys()
    let printed = try PrintedKey(ring)
    try LocalFile.write(printed.file, to: out)
    if options.json {
      return try Printer.json(
        Made(file: out, paper: printed.paper, address: address?.description))
    }
    Printer.line(printed.paper)
    if let address {
      Printer.line(
        say("Your record's address, for a new device:", fr: "L'adresse, pour un nouvel appareil :"))
      Printer.line(address.description)
    }
    Printer.note(
      say(
        "print or copy these lines by hand; whoever has both paper and file has your keys",
        fr: "imprimez ou recopiez ces lignes ; qui a le papier et le fichier a vos clés"))
    Printer.note(
      say(
        "keep them apart; 'maille restore paper \(out)' opens the file",
        fr: "gardez-les séparément ; « maille restore paper \(out) » ouvre le fichier"))
  }

  /// The keys, with the address of the record that is on this device.
  private func keys() async throws -> (KeyRing, Address?) {
    guard OwnerStore.exists(in: options.recordPath) else {
      return (try await KeyCabinet.open(options), nil)
    }
    let desk = try await OwnerDesk.open(options)
    return (desk.ring, desk.state.firstAddress)
  }
}

/// `maille backup kit`.
struct BackupKit: AsyncParsableCommand {
  static let configuration = command(
    "kit", "Make a kit that several people you trust open together, and nobody alone.",
    fr: "Faire une trousse que plusieurs personnes de confiance ouvrent ensemble, et aucune seule.",
    examples: [
      "maille backup kit --trust Inès --trust Théo --trust Rose --threshold 2 --out kit.json"
    ])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Someone you trust, two to five times: a name, a fingerprint or a card file.",
      fr: "Quelqu'un de confiance, deux à cinq fois : un nom, une empreinte ou une carte."))
  var trust: [String]

  @Option(
    help: spoken("How many of them it takes.", fr: "Combien d'entre elles sont nécessaires."))
  var threshold: Int

  @Option(help: spoken("Write the kit to this file.", fr: "Écrire la trousse dans ce fichier."))
  var out: String

  func validate() throws {
    guard (2...RecoveryKit.maximumMembers).contains(trust.count) else {
      throw ValidationError("give --trust two to five times")
    }
    guard (2...trust.count).contains(threshold) else {
      throw ValidationError("--threshold is 2 to the number of people")
    }
  }

  private struct Made: Encodable {
    let people: Int
    let threshold: Int
    let file: String
  }

  func run() async throws {
    let book = try CardBook(options.home)
    var people: [BookEntry] = []
    for name in trust { people.append(try await book.find(name)) }
    let desk = try await OwnerDesk.open(options)
    let kit = try await desk.recoveryKit(for: people, threshold: threshold)
    try LocalFile.write(kit, to: out)
    if options.json {
      return try Printer.json(Made(people: people.count, threshold: threshold, file: out))
    }
    Printer.line(
      say(
        "Any \(threshold) of these \(people.count) people open it together; fewer learn nothing.",
        fr:
          "\(threshold) de ces \(people.count) personnes l'ouvrent ensemble ; moins n'apprennent rien."
      ))
    Printer.line(
      say(
        "Give each of them a copy. Together they could take over your record, or erase it at the hub;",
        fr:
          "Donnez-leur une copie. Ensemble elles pourraient reprendre votre dossier, ou l'effacer au hub ;"
      ))
    Printer.line(
      say(
        "a new key is announced to you, and 'maille restore cancel' cancels it for 7 days.",
        fr:
          "une nouvelle clé vous est annoncée, et « maille restore cancel » l'annule pendant 7 jours."
      ))
  }
}
