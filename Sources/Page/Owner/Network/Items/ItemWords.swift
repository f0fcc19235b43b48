import Foundation
import PersonalNetwork

/// What the items of a network say, in sentences.
struct ItemWords {
  /// The network that the items are of.
  let network: PersonalNetwork
  /// In which language.
  let language: Language

  /// The name that the owner gave to a member, no longer than a line.
  func name(_ member: MemberID?) -> String {
    guard let member, let card = network.card(member) else { return NetworkText.nobody(language) }
    return Self.brief(card.label, 60)
  }

  /// The item in a sentence or several; long texts are cut.
  func sentence(_ item: NetworkItem) -> String {
    let said = said(item)
    return network.isReserved(item) ? said + " " + NetworkText.inReserve(language) : said
  }

  private func said(_ item: NetworkItem) -> String {
    switch item.content {
    case .card(let card): return self.card(card)
    case .tie(let tie):
      return joined(
        [NetworkText.saysTie(language, ["name": name(tie.member)])] + qualities(tie.qualities))
    case .memberTie(let tie): return memberTie(tie)
    case .contact(let detail):
      return NetworkText.saysContact(
        language,
        [
          "name": name(detail.member), "kind": lowered(detail.kind),
          "value": Self.brief(detail.value, 100),
        ])
    case .event(let event):
      return NetworkText.saysEvent(
        language,
        [
          "name": name(event.member), "when": DayWords.moment(event.time, language),
          "how": lowered(event.medium),
        ])
    case .appointment(let appointment): return self.appointment(appointment)
    case .objective(let objective):
      return NetworkText.saysObjective(
        language, ["text": Self.brief(objective.text, 100), "state": lowered(objective.state)])
    case .obstacle(let obstacle):
      return NetworkText.saysObstacle(
        language, ["what": lowered(obstacle.code), "weight": lowered(obstacle.severity)])
    case .note(let note):
      let text = Self.brief(note.text, 100)
      return note.member == nil
        ? NetworkText.saysNote(language, ["text": text])
        : NetworkText.saysNoteAbout(language, ["name": name(note.member), "text": text])
    case .referent(let designation):
      return NetworkText.saysReferent(
        language, ["name": name(designation.member), "day": day(designation.since)])
    case .mask(let mask): return NetworkText.saysMask(language, ["name": name(mask.member)])
    }
  }

  private func card(_ card: Member) -> String {
    NetworkText.saysCard(language, ["name": Self.brief(card.label, 60), "what": what(card)])
  }

  /// What a member is and how close, without the name.
  func what(_ card: Member) -> String {
    let words = [
      lowered(card.kind), card.role.map(lowered), card.circle.map(lowered),
      card.formal ? NetworkText.isPaid(language) : nil,
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }

  private func memberTie(_ tie: MemberTie) -> String {
    let names: KeyValuePairs = ["one": name(tie.from), "other": name(tie.to)]
    let first =
      switch tie.relation {
      case .knows: NetworkText.saysKnow(language, names)
      case .talksAboutOwner: NetworkText.saysTalk(language, names)
      }
    return joined([first] + qualities(tie.qualities))
  }

  private func appointment(_ appointment: Appointment) -> String {
    let when = DayWords.moment(appointment.time, language)
    let text = Self.brief(appointment.text, 100)
    let first =
      appointment.member == nil
      ? NetworkText.saysAppointment(language, ["when": when, "text": text])
      : NetworkText.saysAppointmentWith(
        language, ["when": when, "text": text, "name": name(appointment.member)])
    return appointment.origin == .imposed
      ? joined([first, NetworkText.saysImposed(language)]) : first
  }

  /// What a tie brings, in short sentences; what was not said is left out.
  func qualities(_ qualities: TieQualities) -> [String] {
    [
      qualities.support.map { NetworkText.saysSupport(language, ["degree": lowered($0)]) },
      qualities.stress.map { NetworkText.saysStress(language, ["degree": lowered($0)]) },
      qualities.frequency.map { NetworkText.saysFrequency(language, ["often": lowered($0)]) },
      qualities.contested ? NetworkText.saysContested(language) : nil,
      qualities.until.map { NetworkText.saysUntil(language, ["day": day($0)]) },
    ].compactMap(\.self)
  }

  /// A day in words.
  func day(_ day: Day) -> String {
    let parts = DateComponents(year: day.year, month: day.month, day: day.day, hour: 12)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar.date(from: parts).map { DayWords.day($0, language, zone: .gmt) }
      ?? day.description
  }

  /// A title inside a sentence.
  func lowered(_ value: some Titled) -> String { value.title(language).lowercased() }

  private func joined(_ sentences: [String]) -> String { sentences.joined(separator: " ") }

  /// A text on one line, cut where it is longer than so many letters.
  static func brief(_ text: String, _ most: Int) -> String {
    let line = text.prefix(4 * most).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var kept = ""
    var scalars = 0
    for character in line {
      scalars += character.unicodeScalars.count
      guard scalars <= most else { return kept + "…" }
      kept.append(character)
    }
    return kept
  }
}
