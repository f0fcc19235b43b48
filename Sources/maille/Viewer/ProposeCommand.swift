import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille propose`.
struct ProposeCommand: AsyncParsableCommand {
  static let configuration = command(
    "propose", "Propose one addition to a person's record; it is theirs to take up.",
    fr: "Proposer un ajout au dossier d'une personne ; à elle de le prendre.",
    examples: [
      "maille propose hK3mZ0 --domain housing --note \"Visite le mardi\"",
      "maille propose hK3mZ0 --domain care --appointment bilan --at 2026-06-03T09:00:00Z --origin chosen",
      "maille propose hK3mZ0 --domain housing --contact \"555 0100\" --kind phone --about MEMBER",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var proposed: ProposedOptions

  @Argument(
    help: spoken(
      "The beginning of the grant's identifier.", fr: "Le début de l'identifiant de l'accès."))
  var grant: String

  func run() async throws {
    let item = try proposed.item(now: Date())
    let desk = try await ViewerDesk.open(options)
    let (address, grant) = try await desk.grant(self.grant)
    let proposal = try await desk.propose(item, under: grant, to: address)
    if options.json { return try Printer.json(["proposal": proposal.description]) }
    Printer.line(
      say(
        "Sent. The person decides, and you are not told what.",
        fr: "Envoyé. La personne décide, et on ne vous dit pas quoi."))
  }
}

/// What is proposed, as options; one kind at a time.
struct ProposedOptions: ParsableArguments {
  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(help: spoken("A note: its text.", fr: "Une note : son texte."))
  var note: String?

  @Option(
    help: spoken(
      "A contact detail: its value; with --kind and --about.",
      fr: "Une coordonnée : sa valeur ; avec --kind et --about."))
  var contact: String?

  @Option(
    help: spoken(
      "A meeting: its text; with --at and --origin.",
      fr: "Un rendez-vous : son texte ; avec --at et --origin."))
  var appointment: String?

  @Option(help: spoken("An objective: its text.", fr: "Un projet : son texte."))
  var objective: String?

  @Option(
    help: spoken(
      "A member: their label; with --member-kind.", fr: "Un membre : son nom ; avec --member-kind.")
  )
  var member: String?

  @Flag(help: spoken("A tie with the member of --about.", fr: "Un lien avec le membre de --about."))
  var tie = false

  @Option(
    help: spoken(
      "The member it is about: the whole identifier, from 'maille view --json'.",
      fr: "Le membre dont il s'agit : l'identifiant entier, de « maille view --json »."))
  var about: MemberIdentifier?

  @Option(help: spoken("The kind of contact detail.", fr: "Le genre de coordonnée."))
  var kind: ContactDetail.Kind?

  @Option(help: spoken("The kind of member.", fr: "Le genre de membre."))
  var memberKind: Member.Kind = .person

  @Option(help: spoken("The member's role.", fr: "Le rôle du membre."))
  var role: MemberRole?

  @Option(help: spoken("When the meeting starts.", fr: "Quand le rendez-vous commence."))
  var at: Moment?

  @Option(help: spoken("Where the meeting is.", fr: "Où est le rendez-vous."))
  var place: String?

  @Option(help: spoken("chosen or imposed.", fr: "chosen (choisi) ou imposed (imposé)."))
  var origin: Appointment.Origin?

  @Option(help: spoken("Until when the objective reaches.", fr: "L'horizon du projet."))
  var horizon: Day?

  @Option(help: spoken("How strong the tie is: 1, 2, 3.", fr: "Force du lien : 1, 2, 3."))
  var strength: TieStrength?

  func validate() throws {
    let kinds = [note, contact, appointment, objective, member].compactMap(\.self).count
    guard kinds + (tie ? 1 : 0) == 1 else {
      throw ValidationError(
        say(
          "propose one thing: --note, --contact, --appointment, --objective, --member or --tie",
          fr:
            "proposez une chose : --note, --contact, --appointment, --objective, --member ou --tie"
        ))
    }
    if contact != nil, kind == nil || about == nil {
      throw ValidationError(
        say(
          "a contact detail needs --kind and --about",
          fr: "une coordonnée a besoin de --kind et --about"))
    }
    if appointment != nil, at == nil || origin == nil {
      throw ValidationError(
        say(
          "a meeting needs --at and --origin", fr: "un rendez-vous a besoin de --at et --origin"))
    }
    if tie, about == nil {
      throw ValidationError(say("a tie needs --about", fr: "un lien a besoin de --about"))
    }
  }

  /// The item that the options describe.
  func item(now: Date) throws -> ProposedItem {
    try ProposedItem(content(now: now), in: domain)
  }

  private func content(now: Date) throws -> ItemContent {
    let about = about?.member
    if let note { return .note(try Note(domain: domain, member: about, text: note)) }
    if let contact, let kind, let about {
      return .contact(try ContactDetail(domain: domain, member: about, kind: kind, value: contact))
    }
    if let appointment, let at, let origin {
      return .appointment(
        try Appointment(
          domain: domain, member: about, text: appointment, time: at.date(now: now), place: place,
          origin: origin))
    }
    if let objective {
      return .objective(
        try Objective(
          domain: domain, member: about, text: objective, author: .owner, horizon: horizon,
          state: .proposed))
    }
    if let member { return .card(try Member(kind: memberKind, label: member, role: role)) }
    guard let about else { throw ValidationError(say("a tie needs --about", fr: "--about manque")) }
    return .tie(
      Tie(
        domain: domain, member: about,
        qualities: try TieQualities(strength: strength, saidBy: .professional)))
  }
}

/// A member by their whole identifier, as a view shows it.
struct MemberIdentifier: ExpressibleByArgument {
  /// The member.
  let member: MemberID

  init?(argument: String) {
    guard let member = MemberID(argument) else { return nil }
    self.member = member
  }
}
