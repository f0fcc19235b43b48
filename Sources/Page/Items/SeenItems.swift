import Foundation
import PersonalNetwork

/// The lines of a view: the owner reads beforehand what who looks then reads.
///
/// A name is told only where the card that holds it is seen too.
struct SeenItems {
  /// Whom the lines are told to; only what the owner says of themselves is worded otherwise.
  enum Reader: Sendable {
    case owner, viewer
  }

  /// Lines under one heading.
  struct Part: Hashable {
    /// The domain; nil for the people themselves.
    let domain: LifeDomain?
    /// The items, by facet.
    let items: [NetworkItem]
  }

  private let items: [NetworkItem]
  private let labels: [MemberID: String]
  private let language: Language
  private let reader: Reader

  /// Tells of items that are seen together.
  init(_ items: [NetworkItem], _ language: Language, for reader: Reader = .owner) {
    var labels: [MemberID: String] = [:]
    for item in items {
      switch item.content {
      case .card(let card):
        if let member = item.member { labels[member] = card.label }
      case .mask(let mask):
        labels[mask.member] = (mask.role?.title ?? mask.kind.title)(language)
      default: break
      }
    }
    self.items = items
    self.labels = labels
    self.language = language
    self.reader = reader
  }

  /// The people first, then domain by domain.
  var parts: [Part] {
    let people = items.filter { $0.content.domain == nil }
    let domains = LifeDomain.allCases.map { domain in
      Part(
        domain: domain,
        items: items.filter { $0.content.domain == domain }
          .sorted { $0.content.facet < $1.content.facet })
    }
    return ([Part(domain: nil, items: people)] + domains).filter { !$0.items.isEmpty }
  }

  /// What stands over a part.
  func title(_ part: Part) -> String {
    part.domain?.title(language) ?? AskedText.people(language)
  }

  /// All that a line tells.
  func words(_ item: NetworkItem) -> String {
    let kind = item.content.kind.title(language)
    let told = [who(item)].compactMap(\.self) + what(item).compactMap(\.self)
    return AskedText.line(language, ["kind": kind, "words": told.joined(separator: " · ")])
  }

  private func name(_ member: MemberID) -> String {
    labels[member] ?? AskedText.nameless(language)
  }

  private func who(_ item: NetworkItem) -> String? {
    switch item.content {
    case .memberTie(let tie): "\(name(tie.from)) ↔ \(name(tie.to))"
    default: item.carrier.map(name)
    }
  }

  private func what(_ item: NetworkItem) -> [String?] {
    switch item.content {
    case .card(let card): self.card(card)
    case .mask: [AskedText.masked(language)]
    case .contact(let detail): [detail.kind.title(language), detail.value]
    case .event(let event):
      [
        DayWords.moment(event.time, language), event.medium.title(language), event.place,
        event.occasion.title(language), startedBy(event.startedBy),
      ]
    case .tie(let tie): qualities(tie.qualities)
    case .memberTie(let tie): [relation(tie.relation)] + qualities(tie.qualities)
    case .objective(let objective):
      [
        objective.text, objective.state.title(language), author(objective),
        until(objective.horizon),
      ]
    case .appointment(let appointment):
      [
        appointment.text, DayWords.moment(appointment.time, language), appointment.place,
        appointment.origin.title(language),
      ]
    case .obstacle(let obstacle): self.obstacle(obstacle)
    case .note(let note): [note.text] + note.names.map(name)
    case .referent(let designation): [since(designation.since), designation.substitute.map(name)]
    }
  }

  private func card(_ card: Member) -> [String?] {
    [
      card.kind.title(language), card.role?.title(language),
      card.formal ? AskedText.formal(language) : nil, card.authority?.description,
      card.parentAuthority?.description,
      card.mandate == .none ? nil : card.mandate.title(language), card.circle?.title(language),
      since(card.since), until(card.until),
    ]
  }

  private func obstacle(_ obstacle: Obstacle) -> [String?] {
    [
      obstacle.code.title(language), obstacle.severity.title(language),
      obstacle.outcome.title(language), saidBy(obstacle.saidBy), since(obstacle.from),
      until(obstacle.until), obstacle.tried, obstacle.note,
    ] + obstacle.services.map(name) + obstacle.otherDomains.map { $0.title(language) }
  }

  private func qualities(_ qualities: TieQualities) -> [String?] {
    [
      qualities.direction == .mutual ? nil : qualities.direction.title(language),
      qualities.strength.map { told(.strength, $0) }, qualities.support.map { told(.support, $0) },
      qualities.stress.map { told(.stress, $0) },
      qualities.help.isEmpty
        ? nil
        : AskedText.help(
          language,
          ["value": qualities.help.map { $0.title(language) }.joined(separator: ", ")]),
      qualities.helpDirection?.title(language), qualities.frequency?.title(language),
      qualities.medium?.title(language), qualities.mediatedBy?.description,
      qualities.startedBy.map(startedBy), since(qualities.since),
      until(qualities.until), saidBy(qualities.saidBy),
      qualities.contested ? contested : nil, qualities.statement,
    ]
  }

  private var contested: String {
    switch reader {
    case .owner: AskedText.contested(language)
    case .viewer: ViewerText.contested(language)
    }
  }

  private func startedBy(_ initiator: Initiator) -> String {
    guard reader == .viewer, initiator == .owner else { return told(.startedBy, initiator) }
    return AskedText.startedBy(language, ["value": ViewerText.thePerson(language)])
  }

  private func saidBy(_ teller: Teller) -> String {
    reader == .viewer && teller == .owner
      ? ViewerText.saidByPerson(language) : teller.title(language)
  }

  private func relation(_ relation: MemberTie.Relation) -> String {
    reader == .viewer && relation == .talksAboutOwner
      ? ViewerText.talkAboutPerson(language) : relation.title(language)
  }

  private func told(_ text: AskedText, _ value: some Titled) -> String {
    text(language, ["value": value.title(language)])
  }

  private func author(_ objective: Objective) -> String? {
    switch objective.author {
    case .owner: nil
    case .member(let member): AskedText.wantedBy(language, ["name": name(member)])
    }
  }

  private func since(_ day: Day?) -> String? { dated(.since, day) }

  private func until(_ day: Day?) -> String? { dated(.until, day) }

  private func dated(_ text: AskedText, _ day: Day?) -> String? {
    day.flatMap { ChosenDay.span(of: $0) }.map {
      text(language, ["day": DayWords.day($0.lowerBound, language)])
    }
  }
}

extension SeenItems {
  /// The lines as lists under their headings.
  ///
  /// - Parameter level: What stands over each list.
  func outline(_ level: StaticString = "h3") -> [HTML] {
    parts.flatMap { part in
      [
        tag(level, text: title(part)),
        tag("ul") { for item in part.items { tag("li", text: words(item)) } },
      ]
    }
  }
}
