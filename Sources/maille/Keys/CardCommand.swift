import ArgumentParser
import Foundation
import HubClient
import Keys

/// `maille card`.
struct CardCommand: ParsableCommand {
  static let configuration = command(
    "card", "Cards: who is who.", fr: "Les cartes : qui est qui.",
    examples: ["maille card show", "maille card add paul.card", "maille card compare Paul"],
    subcommands: [ShowCard.self, AddCard.self, ListCards.self, CompareCard.self])
}

/// Shows a card to a person or a program.
enum CardPrinter {
  private struct Shown: Encodable {
    let name: String
    let kind: String
    let fingerprint: String
    let digits: String
    let authority: String?
    let until: Date?
    let compared: Bool?
  }

  static func show(
    _ card: SignedDocument<Card>, affiliation: SignedDocument<Affiliation>?, compared: Bool? = nil,
    json: Bool
  ) throws {
    let payload = card.payload
    if json {
      return try Printer.json(
        Shown(
          name: payload.name, kind: payload.kind.rawValue, fingerprint: card.signer.description,
          digits: card.signer.digits, authority: affiliation?.payload.authority.description,
          until: affiliation?.payload.notAfter, compared: compared))
    }
    Printer.line("\(Printer.harmless(payload.name)) (\(payload.kind.rawValue))")
    if let affiliation = affiliation?.payload {
      Printer.line(
        say(
          "at \(affiliation.authority) until \(Moment.shown(affiliation.notAfter))",
          fr: "chez \(affiliation.authority) jusqu'au \(Moment.shown(affiliation.notAfter))"))
    }
    Printer.line(say("fingerprint ", fr: "empreinte ") + card.signer.description)
    Printer.line(say("to compare aloud:", fr: "à comparer à voix haute :"))
    let groups = card.signer.digits.split(separator: " ")
    for start in stride(from: 0, to: groups.count, by: 4) {
      Printer.line("  " + groups[start..<min(start + 4, groups.count)].joined(separator: " "))
    }
  }
}

/// `maille card show`.
struct ShowCard: AsyncParsableCommand {
  static let configuration = command(
    "show", "Show a card: your own, or someone's.",
    fr: "Montrer une carte : la vôtre, ou celle de quelqu'un.",
    examples: ["maille card show --out nadege.card", "maille card show Paul"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "A name, a fingerprint or a card file.", fr: "Un nom, une empreinte ou un fichier de carte."))
  var who: String?

  @Option(
    help: spoken(
      "Write the card to a file to hand over.", fr: "Écrire la carte dans un fichier à donner."))
  var out: String?

  func run() async throws {
    let book = try CardBook(options.home)
    let entry: BookEntry
    if let who {
      entry = try await book.find(who)
    } else {
      let ring = try await KeyCabinet.open(options)
      entry = BookEntry(
        card: ring.card, affiliation: book[ring.card.signer]?.affiliation, compared: false)
    }
    if let out { try LocalFile.write(CardFile.text(entry.card, entry.affiliation), to: out) }
    try CardPrinter.show(
      entry.card, affiliation: entry.affiliation, compared: who == nil ? nil : entry.compared,
      json: options.json)
  }
}

/// `maille card add`.
struct AddCard: AsyncParsableCommand {
  static let configuration = command(
    "add", "Keep a card that you were given, or the affiliation to your own.",
    fr: "Garder une carte reçue, ou l'affiliation à la vôtre.",
    examples: ["maille card add paul.card"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The card file, or - for standard input.", fr: "Le fichier de carte, ou - pour l'entrée."))
  var file: String

  func run() async throws {
    let entry = try await CardFile.read(file)
    var book = try CardBook(options.home)
    try book.put(entry)
    try CardPrinter.show(
      entry.card, affiliation: entry.affiliation, compared: book[entry.fingerprint]?.compared,
      json: options.json)
  }
}

/// `maille card list`.
struct ListCards: AsyncParsableCommand {
  static let configuration = command(
    "list", "List the cards you keep.", fr: "Lister les cartes que vous gardez.",
    examples: ["maille card list", "maille card list --json"])

  @OptionGroup var options: GlobalOptions

  private struct Row: Encodable {
    let name: String
    let kind: String
    let authority: String?
    let fingerprint: String
    let compared: Bool
  }

  func run() async throws {
    let rows = try CardBook(options.home).entries.map { entry in
      Row(
        name: entry.card.payload.name, kind: entry.card.payload.kind.rawValue,
        authority: entry.affiliation?.payload.authority.description,
        fingerprint: entry.fingerprint.description, compared: entry.compared)
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    if options.json { return try Printer.json(rows) }
    Printer.table(
      [
        say("NAME", fr: "NOM"), say("KIND", fr: "GENRE"), say("AUTHORITY", fr: "AUTORITÉ"),
        say("FINGERPRINT", fr: "EMPREINTE"), say("COMPARED", fr: "COMPARÉE"),
      ],
      rows.map {
        [
          $0.name, $0.kind, $0.authority ?? "", String($0.fingerprint.prefix(12)),
          $0.compared ? say("yes", fr: "oui") : say("no", fr: "non"),
        ]
      })
  }
}

/// `maille card compare`.
struct CompareCard: AsyncParsableCommand {
  static let configuration = command(
    "compare", "Compare someone's fingerprint with what they read aloud.",
    fr: "Comparer l'empreinte de quelqu'un avec ce qu'il lit à voix haute.",
    examples: ["maille card compare Paul --digits \"12345 67890 ...\""])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "A name, a fingerprint or a card file.", fr: "Un nom, une empreinte ou un fichier de carte."))
  var who: String

  @Option(
    help: spoken(
      "The sixty digits that they read aloud.", fr: "Les soixante chiffres lus à voix haute."))
  var digits: String

  func run() async throws {
    var book = try CardBook(options.home)
    var entry = try await book.find(who)
    guard entry.fingerprint.matches(digits: digits) else {
      throw CommandFailure(
        .verificationFailed, say("the digits differ", fr: "les chiffres diffèrent"),
        hint: say(
          "read them once more; if they still differ, this card is not theirs",
          fr: "relisez-les ; s'ils diffèrent encore, cette carte n'est pas la leur"))
    }
    entry.compared = true
    try book.put(entry)
    if options.json { return try Printer.json(["compared": true]) }
    Printer.line(say("The same. This is remembered.", fr: "Les mêmes. C'est noté."))
  }
}
