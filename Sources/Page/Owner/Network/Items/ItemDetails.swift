import PersonalNetwork

extension ItemWords {
  /// A thing to say of an item, and what is said.
  struct Detail {
    /// What it is.
    let name: String
    /// What is said.
    let value: String

    /// A detail; nil where nothing is said.
    init?(_ name: NetworkText, _ value: String?, _ language: Language) {
      guard let value else { return nil }
      self.name = name(language)
      self.value = value
    }
  }

  /// Everything that an item says, whole.
  func details(_ item: NetworkItem) -> [Detail] {
    let domain = Detail(.domain, item.content.domain?.title(language), language)
    return [domain].compactMap(\.self) + own(item.content)
  }

  private func own(_ content: ItemContent) -> [Detail] {
    switch content {
    case .card(let card): return details(card)
    case .tie(let tie): return details(tie.qualities)
    case .memberTie(let tie): return details(tie.qualities)
    case .contact(let detail):
      return made([(.contactKind, detail.kind.title(language)), (.contactValue, detail.value)])
    case .event(let event):
      return made([
        (.when, DayWords.moment(event.time, language)), (.medium, event.medium.title(language)),
        (.place, event.place), (.startedBy, event.startedBy.title(language)),
        (.occasion, event.occasion.title(language)),
      ])
    case .appointment(let appointment):
      return made([
        (.text, appointment.text), (.when, DayWords.moment(appointment.time, language)),
        (.place, appointment.place), (.origin, appointment.origin.title(language)),
      ])
    case .objective(let objective):
      return made([
        (.text, objective.text), (.author, author(objective.author)),
        (.horizon, objective.horizon.map(day)), (.state, objective.state.title(language)),
      ])
    case .obstacle(let obstacle): return details(obstacle)
    case .note(let note):
      return made([(.text, note.text), (.alsoAbout, list(note.names.map(name)))])
    case .referent(let designation):
      return made([
        (.since, day(designation.since)), (.substitute, designation.substitute.map(name)),
      ])
    case .mask: return []
    }
  }

  private func details(_ card: Member) -> [Detail] {
    made([
      (.kind, card.kind.title(language)), (.role, card.role?.title(language)),
      (.circle, card.circle?.title(language)),
      (.paid, card.formal ? NetworkText.yes(language) : NetworkText.no(language)),
      (.mandate, card.mandate == .none ? nil : card.mandate.title(language)),
      (.authority, card.authority?.description),
      (.parentAuthority, card.parentAuthority?.description), (.since, card.since.map(day)),
      (.until, card.until.map(day)),
    ])
  }

  private func details(_ qualities: TieQualities) -> [Detail] {
    made([
      (.strength, qualities.strength?.title(language)),
      (.support, qualities.support?.title(language)),
      (.stress, qualities.stress?.title(language)),
      (.frequency, qualities.frequency?.title(language)),
      (.direction, qualities.direction.title(language)),
      (.help, list(qualities.help.map { $0.title(language) })),
      (.helpDirection, qualities.helpDirection?.title(language)),
      (.medium, qualities.medium?.title(language)),
      (.mediatedBy, qualities.mediatedBy?.description),
      (.startedBy, qualities.startedBy?.title(language)), (.since, qualities.since.map(day)),
      (.until, qualities.until.map(day)), (.saidBy, qualities.saidBy.title(language)),
      (.contested, qualities.contested ? NetworkText.yes(language) : nil),
      (.statement, qualities.statement),
    ])
  }

  private func details(_ obstacle: Obstacle) -> [Detail] {
    made([
      (.obstacle, obstacle.code.title(language)), (.severity, obstacle.severity.title(language)),
      (.otherDomains, list(obstacle.otherDomains.map { $0.title(language) })),
      (.services, list(obstacle.services.map(name))), (.tried, obstacle.tried),
      (.outcome, obstacle.outcome.title(language)), (.since, obstacle.from.map(day)),
      (.until, obstacle.until.map(day)), (.saidBy, obstacle.saidBy.title(language)),
      (.text, obstacle.note),
    ])
  }

  private func author(_ author: Objective.Author) -> String {
    switch author {
    case .owner: Initiator.owner.title(language)
    case .member(let member): name(member)
    }
  }

  private func list(_ words: [String]) -> String? {
    words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private func made(_ details: [(NetworkText, String?)]) -> [Detail] {
    details.compactMap { Detail($0.0, $0.1, language) }
  }
}
