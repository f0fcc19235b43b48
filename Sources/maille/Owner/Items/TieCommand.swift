import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork

/// `maille tie`.
struct TieCommand: ParsableCommand {
  static let configuration = command(
    "tie", "How people are linked, in one life domain.",
    fr: "Comment les gens sont liés, dans un domaine de vie.",
    examples: ["maille tie add Théo --domain leisure --support 3 --stress 0"],
    subcommands: [AddTie.self, EditTie.self, RemoveItem<TieNoun>.self, ListItems<TieNoun>.self])
}

/// `maille tie add`.
struct AddTie: AsyncParsableCommand {
  static let configuration = command(
    "add", "Tie a member to you, or to another member.",
    fr: "Lier un membre à vous, ou à un autre membre.",
    examples: [
      "maille tie add Théo --domain leisure --strength 2 --help-kind companionship",
      "maille tie add Mère --to Inès --domain relations --relation knows",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var qualities: TieQualityOptions

  @Argument(help: spoken("The member.", fr: "Le membre."))
  var member: String

  @Option(help: spoken("The life domain.", fr: "Le domaine de vie."))
  var domain: LifeDomain

  @Option(
    help: spoken(
      "Another member, for a tie between two.", fr: "Un autre membre, pour un lien entre deux."))
  var to: String?

  @Option(help: spoken("knows or talks-about-owner.", fr: "knows ou talks-about-owner."))
  var relation: MemberTie.Relation = .knows

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let one = try network.member(named: member)
      let qualities = try qualities.applied(to: nil)
      let content: ItemContent
      if let to {
        content = .memberTie(
          try MemberTie(
            domain: domain, from: one, to: try network.member(named: to), relation: relation,
            qualities: qualities))
      } else {
        content = .tie(Tie(domain: domain, member: one, qualities: qualities))
      }
      let item = try NetworkItem(id: NetworkItemID(), content: content)
      try network.put(item)
      return item
    }
    try OwnerDesk.tellAdded(item, json: options.json)
  }
}

/// `maille tie edit`.
struct EditTie: AsyncParsableCommand {
  static let configuration = command(
    "edit", "Change what a tie is like.", fr: "Changer ce qu'est un lien.",
    examples: ["maille tie edit hK3mZ0 --stress 3 --contested true"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var qualities: TieQualityOptions

  @Argument(
    help: spoken("The beginning of the tie's identifier.", fr: "Le début de l'identifiant du lien.")
  )
  var tie: String

  func run() async throws {
    let item = try await OwnerDesk.edit(options) { network in
      let found = try network.item(tie)
      let content: ItemContent
      switch found.content {
      case .tie(let old):
        content = .tie(
          Tie(
            domain: old.domain, member: old.member,
            qualities: try qualities.applied(to: old.qualities)))
      case .memberTie(let old):
        content = .memberTie(
          try MemberTie(
            domain: old.domain, from: old.from, to: old.to, relation: old.relation,
            qualities: try qualities.applied(to: old.qualities)))
      default: throw OwnerDesk.otherKind("tie")
      }
      let next = try found.revised(content: content)
      try network.put(next)
      return next
    }
    try OwnerDesk.tellChanged(item, json: options.json)
  }
}
