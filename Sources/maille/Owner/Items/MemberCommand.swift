import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille member`.
struct MemberCommand: ParsableCommand {
  static let configuration = command(
    "member", "Who is in your network.", fr: "Qui est dans votre réseau.",
    examples: ["maille member add \"Mme Okoro\" --kind person --role e325 --circle 1"],
    subcommands: [
      AddMember.self, EditMember.self, RemoveItem<MemberNoun>.self, ListItems<MemberNoun>.self,
    ])
}

/// What a card says, as options.
struct MemberOptions: ParsableArguments {
  @Option(help: spoken("person, service, institution, group, animal or place.", fr: "Le genre."))
  var kind: Member.Kind?

  @Option(
    help: spoken("The role, an ICF code such as e320.", fr: "Le rôle, un code CIF comme e320."))
  var role: Clearable<MemberRole>?

  @Option(
    help: spoken("Whether paid or mandated: true or false.", fr: "Payé ou mandaté : true ou false.")
  )
  var formal: Bool?

  @Option(help: spoken("The authority's legal id.", fr: "L'identifiant de l'autorité."))
  var authority: Clearable<AuthorityReference>?

  @Option(help: spoken("The parent authority.", fr: "Le pouvoir organisateur."))
  var parentAuthority: Clearable<AuthorityReference>?

  @Option(help: spoken("none, consented or imposed.", fr: "none, consented ou imposed."))
  var mandate: Member.Mandate?

  @Option(help: spoken("The circle: 1, 2, 3 or none.", fr: "Le cercle : 1, 2, 3 ou none."))
  var circle: Clearable<Member.Circle>?

  @Option(help: spoken("There since this day.", fr: "Là depuis ce jour."))
  var since: Clearable<Day>?

  @Option(help: spoken("There until this day.", fr: "Là jusqu'à ce jour."))
  var until: Clearable<Day>?

  func applied(to old: Member?, label: String) throws -> Member {
    try Member(
      kind: kind ?? old?.kind ?? .person, label: label, role: role.replacing(old?.role),
      formal: formal ?? old?.formal ?? false, authority: authority.replacing(old?.authority),
      parentAuthority: parentAuthority.replacing(old?.parentAuthority),
      mandate: mandate ?? old?.mandate ?? .none, circle: circle.replacing(old?.circle),
      since: since.replacing(old?.since), until: until.replacing(old?.until))
  }
}

/// `maille member add`.
struct AddMember: AsyncParsableCommand {
  static let configuration = command(
    "add", "Add someone or something that counts.",
    fr: "Ajouter quelqu'un ou quelque chose qui compte.",
    examples: [
      "maille member add Théo --role e320 --circle 2",
      "maille member add \"Maison médicale\" --kind service --formal true --authority maison-medicale",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var card: MemberOptions

  @Argument(help: spoken("The name you use.", fr: "Le nom que vous utilisez."))
  var label: String

  @Flag(
    help: spoken("Put the member in the reserve at once.", fr: "Mettre le membre au jardin secret.")
  )
  var reserved = false

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let item = try NetworkItem(
        id: NetworkItemID(), content: .card(try card.applied(to: nil, label: label)),
        reserved: reserved)
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille member edit`.
struct EditMember: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Change what a member's card says.", fr: "Changer la fiche d'un membre.",
    examples: [
      "maille member edit Théo --circle 1",
      "maille member edit Théo --label \"Théo D.\" --role none",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var card: MemberOptions

  @Argument(
    help: spoken("The member's label or identifier.", fr: "Le nom ou l'identifiant du membre."))
  var member: String

  @Option(help: spoken("Another name.", fr: "Un autre nom."))
  var label: String?

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(member, of: .card)
      guard case .card(let old) = found.content else { return found }
      let next = try found.revised(
        content: .card(try card.applied(to: old, label: label ?? old.label)))
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
