import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille appointment`.
struct AppointmentCommand: ParsableCommand {
  static let configuration = command(
    "appointment", "Meetings, imposed or chosen.", fr: "Les rendez-vous, imposés ou choisis.",
    examples: [
      "maille appointment add --domain care --with \"Dr Vion\" --at 2026-06-03T09:00:00Z --text bilan --origin chosen"
    ],
    subcommands: [
      AddAppointment.self, EditAppointment.self, RemoveItem<AppointmentNoun>.self,
      ListItems<AppointmentNoun>.self,
    ])
}

/// `maille appointment add`.
struct AddAppointment: AsyncParsableCommand {
  static let configuration = command(
    "add", "Add a meeting.", fr: "Ajouter un rendez-vous.",
    examples: [
      "maille appointment add --domain work --at 2026-06-03T09:00:00Z --text \"bilan\" --origin imposed"
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var text: TextOptions

  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(help: spoken("The member it is with.", fr: "Avec quel membre."))
  var with: String?

  @Option(help: spoken("When it starts.", fr: "Quand il commence."))
  var at: Moment

  @Option(help: spoken("Where.", fr: "Où."))
  var place: String?

  @Option(help: spoken("chosen or imposed.", fr: "chosen (choisi) ou imposed (imposé)."))
  var origin: Appointment.Origin

  func run() async throws {
    let words = try text.read() ?? ""
    let item = try await OwnerDesk.edit(options) { network in
      let appointment = try Appointment(
        domain: domain, member: try with.map { try network.member(named: $0) }, text: words,
        time: at.date(now: Date()), place: place, origin: origin)
      let item = try NetworkItem(id: NetworkItemID(), content: .appointment(appointment))
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille appointment edit`.
struct EditAppointment: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Move or change a meeting.", fr: "Déplacer ou changer un rendez-vous.",
    examples: ["maille appointment edit hK3mZ0 --at 2026-06-04T09:00:00Z"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var text: TextOptions

  @Argument(help: spoken("The beginning of its identifier.", fr: "Le début de son identifiant."))
  var appointment: String

  @Option(help: spoken("Another time.", fr: "Un autre moment."))
  var at: Moment?

  @Option(help: spoken("Another place, or none.", fr: "Un autre lieu, ou none."))
  var place: Clearable<String>?

  @Option(help: spoken("chosen or imposed.", fr: "chosen (choisi) ou imposed (imposé)."))
  var origin: Appointment.Origin?

  func run() async throws {
    let words = try text.read()
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(appointment, of: .appointment)
      guard case .appointment(let old) = found.content else {
        throw OwnerDesk.otherKind("appointment")
      }
      let next = try found.revised(
        content: .appointment(
          try Appointment(
            domain: old.domain, member: old.member, text: words ?? old.text,
            time: at?.date(now: Date()) ?? old.time, place: place.replacing(old.place),
            origin: origin ?? old.origin)))
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
