import Foundation
import PersonalNetwork

/// The items of a view in words, domain by domain; some cards may be missing.
struct ViewedItems {
  private let items: [NetworkItem]
  private let labels: [MemberID: String]
  private let language: Language

  /// Puts items into words.
  init(items: [NetworkItem], language: Language) {
    var labels: [MemberID: String] = [:]
    for item in items {
      if case .card(let card) = item.content, let member = item.member {
        labels[member] = card.label
      }
      if case .mask(let mask) = item.content {
        labels[mask.member] = (mask.role?.title ?? mask.kind.title)(language)
      }
    }
    self.items = items
    self.labels = labels
    self.language = language
  }

  /// Everything, under a heading for each domain.
  @HTMLBuilder var outline: [HTML] {
    let cards = items.filter { $0.member != nil || $0.content.kind == .mask }
    let referents = items.filter { $0.content.kind == .referent }
    section(ViewerText.members(language), cards)
    for domain in LifeDomain.allCases {
      section(
        domain.title(language),
        items.filter { $0.content.domain == domain }
          .sorted { $0.content.facet < $1.content.facet })
    }
    section(ViewerText.referents(language), referents)
  }

  private func section(_ title: String, _ items: [NetworkItem]) -> HTML {
    guard !items.isEmpty else { return .nothing }
    return tag("section") {
      tag("h2", text: title)
      tag("ul") { for item in items { tag("li", text: sentence(item)) } }
    }
  }

  /// One line that says what an item is.
  func sentence(_ item: NetworkItem) -> String {
    let parts = [who(item), what(item)].filter { !$0.isEmpty }
    return ViewerText.item(
      language,
      [
        "kind": item.content.kind.title(language), "what": parts.joined(separator: " – "),
      ])
  }

  private func label(_ member: MemberID?) -> String {
    guard let member else { return ViewerText.thePerson(language) }
    return labels[member]?.printable ?? String(member.description.prefix(8))
  }

  private func who(_ item: NetworkItem) -> String {
    if case .memberTie(let tie) = item.content { return "\(label(tie.from)) ↔ \(label(tie.to))" }
    return item.carrier == nil ? "" : label(item.carrier)
  }

  private func what(_ item: NetworkItem) -> String {
    switch item.content {
    case .card(let card):
      return listed([
        card.kind.title(language), card.role?.title(language),
        card.circle.map { ViewerText.circle(language, ["number": "\($0.rawValue)"]) },
        card.authority?.description,
      ])
    case .contact(let detail):
      return listed([detail.kind.title(language), detail.value.printable])
    case .event(let event):
      return listed([DayWords.moment(event.time, language), event.medium.title(language)])
    case .tie(let tie): return qualities(tie.qualities)
    case .memberTie(let tie):
      return listed([tie.relation.title(language), qualities(tie.qualities)])
    case .objective(let objective):
      return listed([objective.text.printable, objective.state.title(language)])
    case .appointment(let appointment):
      return listed([
        DayWords.moment(appointment.time, language), appointment.text.printable,
        appointment.place?.printable, appointment.origin.title(language),
      ])
    case .obstacle(let obstacle): return obstacle.code.title(language)
    case .note(let note): return note.text.printable
    case .mask: return ViewerText.masked(language)
    case .referent(let designation):
      return ViewerText.since(language, ["day": "\(designation.since)"])
    }
  }

  private func qualities(_ qualities: TieQualities) -> String {
    func figure(_ text: ViewerText, _ number: Int?) -> String? {
      number.map { text(language, ["number": "\($0)"]) }
    }
    return listed([
      figure(.strength, qualities.strength?.rawValue),
      figure(.support, qualities.support?.rawValue), figure(.stress, qualities.stress?.rawValue),
      qualities.contested ? ViewerText.contested(language) : nil, qualities.statement?.printable,
      qualities.until.map { ViewerText.untilDay(language, ["day": "\($0)"]) },
    ])
  }

  private func listed(_ parts: [String?]) -> String {
    parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
