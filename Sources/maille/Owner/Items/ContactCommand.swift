import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille contact`.
struct ContactCommand: ParsableCommand {
  static let configuration = command(
    "contact", "How to reach a member, and when contact took place.",
    fr: "Comment joindre un membre, et quand il y a eu contact.",
    examples: ["maille contact add Théo --domain leisure --kind phone --value \"0470 00 00 00\""],
    subcommands: [
      AddContact.self, EditContact.self, RemoveItem<ContactNoun>.self, ListItems<ContactNoun>.self,
    ])
}

/// `maille contact add`.
struct AddContact: AsyncParsableCommand {
  static let configuration = command(
    "add", "Add a way to reach a member, or a contact that took place.",
    fr: "Ajouter un moyen de joindre un membre, ou un contact qui a eu lieu.",
    examples: [
      "maille contact add Théo --domain leisure --kind phone --value \"0470 00 00 00\"",
      "maille contact add Paul --domain housing --at 2026-05-04T10:00:00Z --medium in-person --started-by owner",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The member.", fr: "Le membre."))
  var member: String

  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(
    help: spoken("phone, email, address, messaging, website, hours or other.", fr: "Le genre."))
  var kind: ContactDetail.Kind?

  @Option(help: spoken("The number, address or hours.", fr: "Le numéro, l'adresse ou les heures."))
  var value: String?

  @Option(help: spoken("When a contact took place.", fr: "Quand un contact a eu lieu."))
  var at: Moment?

  @Option(help: spoken("By what means.", fr: "Par quel moyen."))
  var medium: ContactMedium = .inPerson

  @Option(help: spoken("Where.", fr: "Où."))
  var place: String?

  @Option(help: spoken("owner, member or other.", fr: "owner, member ou other."))
  var startedBy: Initiator = .member

  @Flag(help: spoken("It came after an incident.", fr: "Il a suivi un incident."))
  var afterIncident = false

  func validate() throws {
    guard (kind != nil && value != nil) != (at != nil) else {
      throw ValidationError(
        say(
          "give --kind and --value, or --at for a contact that took place",
          fr: "donnez --kind et --value, ou --at pour un contact qui a eu lieu"))
    }
  }

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let member = try network.member(named: member)
      let content: ItemContent
      if let at {
        content = .event(
          try ContactEvent(
            domain: domain, member: member, time: at.date(now: Date()), medium: medium,
            place: place, startedBy: startedBy, occasion: afterIncident ? .afterIncident : .planned)
        )
      } else {
        content = .contact(
          try ContactDetail(
            domain: domain, member: member, kind: kind ?? .other, value: value ?? ""))
      }
      let item = try NetworkItem(id: NetworkItemID(), content: content)
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille contact edit`.
struct EditContact: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Change a way to reach a member, or a contact that took place.",
    fr: "Changer un moyen de joindre un membre, ou un contact qui a eu lieu.",
    examples: [
      "maille contact edit hK3mZ0 --value \"0471 11 11 11\"",
      "maille contact edit pX8wQ2 --medium phone --after-incident true",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The beginning of its identifier.", fr: "Le début de son identifiant."))
  var contact: String

  @Option(help: spoken("Another kind.", fr: "Un autre genre."))
  var kind: ContactDetail.Kind?

  @Option(
    help: spoken(
      "The new number, address or hours.", fr: "Le nouveau numéro, l'adresse ou les heures."))
  var value: String?

  @Option(
    help: spoken("Where a contact took place, or none.", fr: "Où un contact a eu lieu, ou none."))
  var place: Clearable<String>?

  @Option(help: spoken("When the contact took place.", fr: "Quand le contact a eu lieu."))
  var at: Moment?

  @Option(help: spoken("By what means.", fr: "Par quel moyen."))
  var medium: ContactMedium?

  @Option(help: spoken("owner, member or other.", fr: "owner, member ou other."))
  var startedBy: Initiator?

  @Option(
    help: spoken(
      "Whether it came after an incident: true or false.",
      fr: "S'il a suivi un incident : true ou false."))
  var afterIncident: Bool?

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(contact)
      let content: ItemContent
      switch found.content {
      case .contact(let old):
        content = .contact(
          try ContactDetail(
            domain: old.domain, member: old.member, kind: kind ?? old.kind,
            value: value ?? old.value))
      case .event(let old):
        content = .event(
          try ContactEvent(
            domain: old.domain, member: old.member, time: at?.date(now: Date()) ?? old.time,
            medium: medium ?? old.medium, place: place.replacing(old.place),
            startedBy: startedBy ?? old.startedBy,
            occasion: afterIncident.map { $0 ? .afterIncident : .planned } ?? old.occasion))
      default: throw OwnerDesk.otherKind("contact")
      }
      let next = try found.revised(content: content)
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
