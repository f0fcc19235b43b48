import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille note`.
struct NoteCommand: ParsableCommand {
  static let configuration = command(
    "note", "Free text in a life domain.", fr: "Du texte libre dans un domaine de vie.",
    examples: ["maille note add --domain relations --text-file letter.txt --reserved"],
    subcommands: [AddNote.self, EditNote.self, RemoveItem<NoteNoun>.self, ListItems<NoteNoun>.self])
}

/// Where a longer text comes from, so that it need not stand among the arguments.
struct TextOptions: ParsableArguments {
  @Option(help: spoken("The text.", fr: "Le texte."))
  var text: String?

  @Option(
    help: spoken(
      "Read the text from a file, or - for standard input.",
      fr: "Lire le texte dans un fichier, ou - pour l'entrée."))
  var textFile: String?

  func validate() throws {
    guard text == nil || textFile == nil else {
      throw ValidationError(
        say(
          "give --text or --text-file, not both", fr: "donnez --text ou --text-file, pas les deux"))
    }
  }

  /// The text given, if any.
  func read() throws -> String? { try text ?? textFile.map { try LocalFile.readText($0) } }
}

/// `maille note add`.
struct AddNote: AsyncParsableCommand {
  static let configuration = command(
    "add", "Write a note, about a member or about nobody.",
    fr: "Écrire une note, sur un membre ou sur personne.",
    examples: ["maille note add --domain housing --about Paul --text \"Il vient le mardi\""])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var text: TextOptions

  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(help: spoken("The member it is about.", fr: "Le membre dont elle parle."))
  var about: String?

  @Option(
    help: spoken(
      "Another member it names; may be repeated.", fr: "Un autre membre nommé ; peut être répété."))
  var names: [String] = []

  @Flag(help: spoken("Keep it for you alone.", fr: "La garder pour vous seule."))
  var reserved = false

  func run() async throws {
    guard let text = try text.read() else {
      throw CommandFailure.usage(
        say("a note needs a text", fr: "une note a besoin d'un texte"),
        hint: say("give --text or --text-file", fr: "donnez --text ou --text-file"))
    }
    let item = try await OwnerDesk.edit(options) { network in
      let note = try Note(
        domain: domain, member: try about.map { try network.member(named: $0) },
        names: Set(try names.map { try network.member(named: $0) }), text: text)
      let item = try NetworkItem(id: NetworkItemID(), content: .note(note), reserved: reserved)
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille note edit`.
struct EditNote: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Rewrite a note.", fr: "Réécrire une note.",
    examples: ["maille note edit hK3mZ0 --text \"Il vient le jeudi\""])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var text: TextOptions

  @Argument(help: spoken("The beginning of its identifier.", fr: "Le début de son identifiant."))
  var note: String

  func run() async throws {
    let text = try text.read()
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(note, of: .note)
      guard case .note(let old) = found.content else { throw OwnerDesk.otherKind("note") }
      let next = try found.revised(
        content: .note(
          try Note(
            domain: old.domain, member: old.member, names: Set(old.names), text: text ?? old.text)))
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
