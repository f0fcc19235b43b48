import ArgumentParser
import Foundation
import HubClient
import Keys
import Record

/// `maille restore`.
struct RestoreCommand: ParsableCommand {
  static let configuration = command(
    "restore", "Come back after a lost device or a forgotten passphrase.",
    fr: "Revenir après un appareil perdu ou une phrase de passe oubliée.",
    examples: [
      "maille restore paper key-on-paper.age",
      "maille restore record maille:RECORD@HUB:127.0.0.1:8443#OWNER",
      "maille restore piece kit.json --for nadege-new.card --out piece.json",
      "maille restore kit kit.json --piece ines.json --piece theo.json",
      "maille restore cancel",
    ],
    subcommands: [
      RestorePaper.self, RestoreRecord.self, RestorePiece.self, RestoreKit.self,
      RestoreCancel.self,
    ])
}

/// `maille restore paper`.
struct RestorePaper: AsyncParsableCommand {
  static let configuration = command(
    "paper", "Make your key file again from a copy and the printed lines.",
    fr: "Refaire votre fichier de clés à partir d'une copie et des lignes imprimées.",
    examples: ["maille restore paper key-on-paper.age --paper-file typed.txt"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The copy.", fr: "La copie."))
  var file: String

  @Option(
    help: spoken(
      "Read the printed lines from this file, or - for standard input.",
      fr: "Lire les lignes imprimées dans ce fichier, ou - pour l'entrée."))
  var paperFile: String = "-"

  func run() async throws {
    guard !LocalFile.exists(options.keyPath) else { throw RestoreDesk.keyFileExists }
    let copy = try LocalFile.read(file, largest: 1 << 20)
    if paperFile == "-" {
      Printer.note(
        say("type the printed lines, then Ctrl-D:", fr: "tapez les lignes imprimées, puis Ctrl-D :")
      )
    }
    let ring = try await PrintedKey.open(copy, paper: try LocalFile.readText(paperFile))
    let passphrase = try options.passphraseSource().read(
      prompt: say("new passphrase: ", fr: "nouvelle phrase de passe : "), twice: true)
    try KeyCabinet.write(ring, to: options.keyPath, passphrase: passphrase)
    try CardPrinter.show(ring.card, affiliation: nil, json: options.json)
    guard !options.json, !OwnerStore.exists(in: options.recordPath) else { return }
    Printer.note(
      say(
        "the record is not on this device: 'maille restore record ADDRESS' takes it up",
        fr: "le dossier n'est pas sur cet appareil : « maille restore record ADRESSE » le reprend"))
  }
}

/// `maille restore piece`.
struct RestorePiece: AsyncParsableCommand {
  static let configuration = command(
    "piece", "As someone trusted, give your piece of a kit to the person it belongs to.",
    fr: "En tant que personne de confiance, donner votre pièce d'une trousse à qui elle est.",
    examples: ["maille restore piece kit.json --for nadege-new.card --out piece.json"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The kit.", fr: "La trousse."))
  var kit: String

  @Option(
    name: .customLong("for"),
    help: spoken(
      "Their new card, compared aloud: a name or a fingerprint from your cards.",
      fr: "Leur nouvelle carte, comparée à voix haute : un nom ou une empreinte de vos cartes."))
  var asker: String

  @Option(help: spoken("Write the piece to this file.", fr: "Écrire la pièce dans ce fichier."))
  var out: String

  func run() async throws {
    let kit = try CanonicalJSON.decode(RecoveryKit.self, from: try LocalFile.read(kit))
    let entry = try await CardBook(options.home).find(asker)
    guard entry.compared else {
      throw CommandFailure(
        .refused,
        say(
          "this card was not compared aloud with anyone",
          fr: "cette carte n'a été comparée à voix haute avec personne"),
        hint: say(
          "meet or call them yourself, then 'maille card add' and 'maille card compare'",
          fr: "voyez ou appelez-les vous-même, puis « maille card add » et « maille card compare »")
      )
    }
    let card = try await entry.card.verifiedCard()
    let ring = try await KeyCabinet.open(options)
    let piece = try kit.piece(of: ring.identity, for: card.payload.identity)
    try LocalFile.write(try CanonicalJSON.encode(piece), to: out)
    if options.json { return try Printer.json(["piece": out]) }
    let name = Printer.harmless(card.payload.name)
    Printer.line(
      say(
        "Written. Only \(name) can use it, and it tells you nothing of their record.",
        fr: "Écrite. Seule cette carte peut s'en servir : \(name). Elle ne vous apprend rien."))
  }
}
