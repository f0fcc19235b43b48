import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import Record

/// `maille helper`.
struct HelperCommand: ParsableCommand {
  static let configuration = command(
    "helper", "Someone beside you, who explains and attests; they can never grant.",
    fr: "Quelqu'un à vos côtés, qui explique et atteste ; jamais il ne donne un accès.",
    examples: ["maille helper name ines.card", "maille helper dismiss Inès"],
    subcommands: [NameHelper.self, DismissHelper.self])
}

/// `maille helper name`.
struct NameHelper: AsyncParsableCommand {
  static let configuration = command(
    "name", "Name a helper.", fr: "Nommer une aide.",
    examples: ["maille helper name ines.card"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "A name, a fingerprint or a card file.", fr: "Un nom, une empreinte ou un fichier de carte."))
  var helper: String

  func run() async throws {
    let entry = try await CardBook(options.home).find(helper)
    let desk = try await OwnerDesk.open(options)
    let card = try await entry.card.verifiedCard()
    try await desk.withHub { hub in
      var authority: AuthorityID?
      if let affiliation = entry.affiliation {
        authority = try await hub.hub.register.payload
          .verify(affiliation, of: card.signer, at: Date()).payload.authority
      }
      _ = try await desk.record.name(
        helper: card, authority: authority, affiliation: entry.affiliation, mayStop: false,
        at: Date())
      try desk.save()
      try await desk.flush(hub)
    }
    if options.json { return try Printer.json(["helper": card.signer.description]) }
    let name = Printer.harmless(card.payload.name)
    Printer.line(
      say(
        "\(name) is your helper: they explain and attest, and can grant nothing.",
        fr: "\(name) est votre aide : elle explique et atteste, et ne peut donner aucun accès."))
  }
}

/// `maille helper dismiss`.
struct DismissHelper: AsyncParsableCommand {
  static let configuration = command(
    "dismiss", "Dismiss a helper, at once.", fr: "Retirer une aide, tout de suite.",
    examples: ["maille helper dismiss Inès"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("Their name or fingerprint.", fr: "Leur nom ou leur empreinte."))
  var helper: String

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let found = desk.state.enrolledHelpers.filter {
      $0.card.payload.name.unicodeScalars.elementsEqual(helper.unicodeScalars)
        || (helper.utf8.count >= 6 && $0.fingerprint.description.hasPrefix(helper))
    }
    guard found.count == 1 else { throw RecordError(.unknownHelper, at: "helper") }
    try await desk.dismiss(helper: found[0].fingerprint, at: Date())
    try await desk.withHub { _ in }
    if options.json { return try Printer.json(["dismissed": found[0].fingerprint.description]) }
    Printer.line(say("No longer your helper.", fr: "N'est plus votre aide."))
  }
}

/// `maille attest`.
struct AttestCommand: AsyncParsableCommand {
  static let configuration = command(
    "attest", "As a helper, sign that a draft was explained and said back.",
    fr: "En tant qu'aide, signer qu'un projet a été expliqué et redit.",
    examples: [
      "maille attest draft.json",
      "maille attest draft.json --explained --said-back --link none --out attestation.json",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The draft that the owner gave you.", fr: "Le projet que la personne vous a donné."))
  var draft: String

  @Flag(help: spoken("I explained the text.", fr: "J'ai expliqué le texte."))
  var explained = false

  @Flag(
    help: spoken(
      "They said it back in their own words.", fr: "La personne l'a redit avec ses mots."))
  var saidBack = false

  @Option(
    help: spoken(
      "My link with the professional: none, family, friend, colleague or other.",
      fr: "Mon lien avec le professionnel : none, family, friend, colleague ou other."))
  var link: HelperLink?

  @Option(
    help: spoken("Write the attestation to this file.", fr: "Écrire l'attestation dans ce fichier.")
  )
  var out: String?

  func validate() throws {
    guard (out != nil) == (link != nil), out != nil || (!explained && !saidBack) else {
      throw ValidationError(
        say(
          "to sign, give --explained, --said-back, --link and --out",
          fr: "pour signer, donnez --explained, --said-back, --link et --out"))
    }
    guard out == nil || (explained && saidBack) else {
      throw ValidationError(
        say(
          "an attestation says both --explained and --said-back",
          fr: "une attestation dit à la fois --explained et --said-back"))
    }
  }

  func run() async throws {
    let sheet = try CanonicalJSON.decode(DraftSheet.self, from: try LocalFile.read(draft))
    _ = try await sheet.viewerCard.verifiedCard()
    _ = try await sheet.ownerCard.verifiedCard()
    // The text is made again from the draft: what is read here is what will be signed.
    let text = try sheet.text()
    if !options.json { for line in text.lines { Printer.line(Printer.harmless(line)) } }
    guard let out, let link else {
      return Printer.note(
        say(
          "nothing signed; explain it, hear it said back, then add --explained --said-back --link --out",
          fr:
            "rien n'est signé ; expliquez, écoutez, puis ajoutez --explained --said-back --link --out"
        ))
    }
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .helper, .viewer)
    let word = try await SignedDocument.sign(
      Attestation(
        draft: try sheet.draft.hash(), record: sheet.draft.record, explained: explained,
        saidBack: saidBack, link: link, text: sheet.draft.text, issuedAt: Date()),
      with: ring.identity)
    let publication = AttestationPublication(
      attestation: word, card: ring.card,
      affiliation: try CardBook(options.home)[ring.card.signer]?.affiliation)
    try LocalFile.write(try CanonicalJSON.encode(publication), to: out)
    if options.json { return try Printer.json(["attestation": word.hash.description]) }
    Printer.line(say("Attested.", fr: "Attesté."))
  }
}
