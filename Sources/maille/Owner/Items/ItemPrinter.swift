import Foundation
import PersonalNetwork

/// Shows items to a person: the owner's own, or those of a view with cards missing.
struct ItemPrinter {
  private let labels: [MemberID: String]
  private let isReserved: (NetworkItem) -> Bool

  /// Shows items of the owner's own network.
  init(network: PersonalNetwork) {
    labels = Dictionary(network.members.map { ($0.id, $0.card.label) }) { first, _ in first }
    isReserved = { network.isReserved($0) }
  }

  /// Shows the items of a view, in which some cards may be missing.
  init(items: [NetworkItem]) {
    var labels: [MemberID: String] = [:]
    for item in items {
      if case .card(let card) = item.content, let member = item.member {
        labels[member] = card.label
      }
      if case .mask(let mask) = item.content {
        labels[mask.member] = (mask.role?.title ?? mask.kind.title)(Speech.language)
      }
    }
    self.labels = labels
    isReserved = { _ in false }
  }

  /// One line an item, or the items in JSON.
  func list(_ items: [NetworkItem], json: Bool) throws {
    if json { return try Printer.json(items.map(Row.init)) }
    Printer.table(
      [
        "ID", say("KIND", fr: "GENRE"), say("DOMAIN", fr: "DOMAINE"), say("WHO", fr: "QUI"),
        say("WHAT", fr: "QUOI"), "",
      ],
      items.map { item in
        [
          String(item.id.description.prefix(8)), item.content.kind.title(Speech.language),
          item.content.domain?.rawValue ?? "", who(item), what(item),
          isReserved(item) ? say("reserve", fr: "jardin secret") : "",
        ]
      })
  }

  /// The items domain by domain.
  func outline(_ items: [NetworkItem]) {
    let cards = items.filter { $0.member != nil || $0.content.kind == .mask }
    if !cards.isEmpty {
      Printer.line(say("Members", fr: "Membres"))
      for card in cards { Printer.line("  " + Printer.harmless(sentence(card))) }
    }
    for domain in LifeDomain.allCases {
      let here = items.filter { $0.content.domain == domain }.sorted {
        $0.content.facet < $1.content.facet
      }
      guard !here.isEmpty else { continue }
      Printer.line(domain.title(Speech.language))
      for item in here { Printer.line("  " + Printer.harmless(sentence(item))) }
    }
    for item in items where item.content.kind == .referent {
      Printer.line(Printer.harmless(sentence(item)))
    }
  }

  /// One line that says what an item is.
  func sentence(_ item: NetworkItem) -> String {
    let kind = item.content.kind.title(Speech.language)
    let parts = [who(item), what(item)].filter { !$0.isEmpty }.joined(separator: " – ")
    return "\(kind): \(parts)" + (isReserved(item) ? say(" (reserve)", fr: " (jardin secret)") : "")
  }

  private func label(_ member: MemberID?) -> String {
    guard let member else { return say("(you)", fr: "(vous)") }
    return labels[member]?.printable ?? String(member.description.prefix(8))
  }

  private func who(_ item: NetworkItem) -> String {
    if case .memberTie(let tie) = item.content { return "\(label(tie.from)) ↔ \(label(tie.to))" }
    return item.carrier == nil ? "" : label(item.carrier)
  }

  private func what(_ item: NetworkItem) -> String {
    let language = Speech.language
    switch item.content {
    case .card(let card):
      return [
        card.kind.title(language), card.role?.title(language),
        card.circle.map { say("circle \($0.rawValue)", fr: "cercle \($0.rawValue)") },
        card.authority?.description,
      ].compactMap(\.self).joined(separator: ", ")
    case .contact(let detail): return "\(detail.kind.title(language)): \(detail.value.printable)"
    case .event(let event):
      return "\(Moment.shown(event.time)), \(event.medium.title(language))"
    case .tie(let tie): return qualities(tie.qualities)
    case .memberTie(let tie):
      return [tie.relation.title(language), qualities(tie.qualities)].filter { !$0.isEmpty }
        .joined(separator: ", ")
    case .objective(let objective):
      return "\(objective.text.printable) (\(objective.state.title(language)))"
    case .appointment(let appointment):
      return [
        Moment.shown(appointment.time), appointment.text.printable, appointment.place?.printable,
        appointment.origin.title(language),
      ].compactMap(\.self).joined(separator: ", ")
    case .obstacle(let obstacle):
      return "\(obstacle.code.rawValue) \(obstacle.code.title(language))"
    case .note(let note): return note.text.printable
    case .mask: return say("shown by role, without a name", fr: "montré par son rôle, sans nom")
    case .referent(let designation): return say("since", fr: "depuis") + " \(designation.since)"
    }
  }

  private func qualities(_ qualities: TieQualities) -> String {
    [
      qualities.strength.map { say("strength \($0.rawValue)", fr: "force \($0.rawValue)") },
      qualities.support.map { say("support \($0.rawValue)", fr: "soutien \($0.rawValue)") },
      qualities.stress.map { "stress \($0.rawValue)" },
      qualities.contested ? say("contested", fr: "contesté") : nil,
      qualities.statement?.printable,
      qualities.until.map { say("until \($0)", fr: "jusqu'au \($0)") },
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// An item as `--json` lists it.
  struct Row: Encodable {
    let id: String
    let version: Int
    let reserved: Bool
    let content: ItemContent

    init(_ item: NetworkItem) {
      id = item.id.description
      version = item.version
      reserved = item.reserved
      content = item.content
    }
  }
}
