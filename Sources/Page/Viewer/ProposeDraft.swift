import Consent
import Foundation
import PersonalNetwork
import Record

/// An addition that is being written, as the fields of the form hold it; checked anew at each step.
///
/// The members that the open view named travel in the form, since the page keeps no view.
struct ProposeDraft {
  /// The questions, one a screen.
  enum Step: String {
    case kind, domain, about, words, check
  }

  /// A member that the view named.
  struct Named: Hashable {
    let member: MemberID
    let label: String
  }

  /// The kinds that the page proposes.
  static let kinds: [ItemContent.Kind] = [
    .note, .appointment, .contact, .objective, .card, .tie,
  ]
  /// The most members that are carried along; the others are named from the command line.
  static let mostMembers = 80

  let kind: ItemContent.Kind?
  let domain: LifeDomain?
  let about: MemberID?
  let members: [Named]
  /// The question that was just answered.
  let answered: Step?
  private let fields: FormFields
  private let compartments: Set<Compartment>

  /// Reads the fields; what is wrong, or outside the grant, is as if it were not there.
  init(_ fields: FormFields, under compartments: [Compartment]) {
    self.fields = fields
    self.compartments = Set(compartments)
    let members = fields.all("member").prefix(Self.mostMembers).compactMap(Self.named)
    let kind = fields["kind"].flatMap(ItemContent.Kind.init(rawValue:))
    let places = Self.domains(of: kind, in: self.compartments)
    self.members = members
    self.kind = kind.flatMap { Self.kinds.contains($0) && !places.isEmpty ? $0 : nil }
    domain = fields["domain"].flatMap(LifeDomain.init(rawValue:)).flatMap {
      places.contains($0) ? $0 : nil
    }
    let about = fields["about"].flatMap { MemberID($0) }
    self.about = about.flatMap { about in members.contains { $0.member == about } ? about : nil }
    answered = fields["step"].flatMap(Step.init(rawValue:))
  }

  /// The members of a view as fields of a form.
  static func memberFields(_ items: [NetworkItem], _ language: Language) -> [String] {
    items.compactMap { item in
      switch item.content {
      case .card(let card): item.member.map { "\($0) \(card.label)" }
      case .mask(let mask): "\(mask.member) \((mask.role?.title ?? mask.kind.title)(language))"
      default: nil
      }
    }.prefix(mostMembers).map { String($0.prefix(300)) }
  }

  private static func named(_ text: String) -> Named? {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let member = MemberID(String(parts[0])) else { return nil }
    return Named(member: member, label: String(parts[1]))
  }

  private static func domains(
    of kind: ItemContent.Kind?, in compartments: Set<Compartment>
  ) -> [LifeDomain] {
    guard let facet = kind?.proposedFacet else { return [] }
    return LifeDomain.allCases.filter { compartments.contains(.of($0, facet)) }
  }

  /// The kinds for which the grant opens a place.
  var openKinds: [ItemContent.Kind] {
    Self.kinds.filter { kind in
      !Self.domains(of: kind, in: compartments).isEmpty && (!kind.needsMember || !members.isEmpty)
    }
  }

  /// The domains in which the grant opens the kind's place.
  var openDomains: [LifeDomain] { Self.domains(of: kind, in: compartments) }

  /// The first question without an answer.
  var next: Step {
    guard let kind else { return .kind }
    if domain == nil { return .domain }
    if kind.needsMember, about == nil { return .about }
    if !kind.needsMember, kind != .card, !members.isEmpty, answered == .domain { return .about }
    return item == nil || answered == .about || answered == .domain ? .words : .check
  }

  /// Whether everything is there and the person said to send it.
  var isSent: Bool { fields["send"] == "yes" && next == .check }

  /// What was written in a field.
  func text(_ name: String) -> String { fields[name] ?? "" }

  /// The answers so far as fields, without those that a screen asks for itself.
  func kept(at step: Step) -> [HTML] {
    var kept: [(String, String)] = members.map { ("member", "\($0.member) \($0.label)") }
    if step != .kind, let kind { kept.append(("kind", kind.rawValue)) }
    if step != .domain, let domain { kept.append(("domain", domain.rawValue)) }
    if step != .about, let about { kept.append(("about", about.description)) }
    if step != .words {
      for name in Self.details { if let value = fields[name] { kept.append((name, value)) } }
    }
    return [hidden("step", step.rawValue)] + kept.map { hidden($0.0, $0.1) }
  }

  private static let details = [
    "words", "detail", "memberKind", "day", "hour", "place", "origin", "strength",
  ]
}

extension ProposeDraft {
  /// The item; nil while something is missing or wrong.
  var item: ProposedItem? {
    guard let kind, let domain, let content = try? content(kind, domain) else { return nil }
    return try? ProposedItem(content, in: domain)
  }

  private func content(_ kind: ItemContent.Kind, _ domain: LifeDomain) throws -> ItemContent? {
    let words = text("words")
    switch kind {
    case .note: return .note(try Note(domain: domain, member: about, text: words))
    case .objective:
      return .objective(
        try Objective(
          domain: domain, member: about, text: words, author: .owner, state: .proposed))
    case .contact:
      guard let about, let detail = ContactDetail.Kind(rawValue: text("detail")) else { return nil }
      return .contact(
        try ContactDetail(domain: domain, member: about, kind: detail, value: words))
    case .appointment:
      guard let time, let origin = Appointment.Origin(rawValue: text("origin")) else { return nil }
      return .appointment(
        try Appointment(
          domain: domain, member: about, text: words, time: time, place: fields["place"],
          origin: origin))
    case .card:
      guard let kind = Member.Kind(rawValue: text("memberKind")) else { return nil }
      return .card(try Member(kind: kind, label: words))
    case .tie:
      guard let about else { return nil }
      let strength = Int(text("strength")).flatMap(TieStrength.init(rawValue:))
      return .tie(
        Tie(
          domain: domain, member: about,
          qualities: try TieQualities(strength: strength, saidBy: .professional)))
    case .event, .memberTie, .obstacle, .referent, .mask: return nil
    }
  }

  /// The day and the hour that were written, in the time of this machine.
  private var time: Date? {
    let hour = text("hour").split(separator: ":").compactMap { Int($0) }
    guard let day = Day(text("day")), let span = ChosenDay.span(of: day), hour.count >= 2,
      (0...23).contains(hour[0]), (0...59).contains(hour[1])
    else { return nil }
    return span.lowerBound.addingTimeInterval(TimeInterval(hour[0] * 3600 + hour[1] * 60))
  }
}

extension ItemContent.Kind {
  /// The facet in which a proposed item of this kind is at home.
  fileprivate var proposedFacet: Facet? {
    switch self {
    case .card: .people
    case .contact: .contact
    case .tie: .ties
    case .objective, .appointment: .plan
    case .note: .notes
    case .event, .memberTie, .obstacle, .referent, .mask: nil
    }
  }

  /// Whether it is always about a member.
  fileprivate var needsMember: Bool { self == .contact || self == .tie }
}
