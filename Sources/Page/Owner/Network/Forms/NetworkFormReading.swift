import Foundation
import PersonalNetwork

/// Makes of a filled-in form what an item says; members and choices are looked up, never trusted.
struct NetworkFormReading {
  /// What was written.
  let values: NetworkFormValues
  /// The network as it is.
  let network: PersonalNetwork

  /// The content; of an item that is changed, what the form does not ask for stays.
  func content(_ kind: NetworkFormKind, over old: ItemContent?) throws -> ItemContent {
    switch (kind, old) {
    case (.member, .card(let old)?): .card(try card(over: old))
    case (.member, _): .card(try card(over: nil))
    case (.tie, .tie(let old)?):
      .tie(
        Tie(
          domain: old.domain, member: old.member, qualities: try qualities(over: old.qualities)))
    case (.tie, _):
      .tie(
        Tie(domain: try domain(), member: try member(), qualities: try qualities(over: nil)))
    case (.between, .memberTie(let old)?): .memberTie(try between(over: old))
    case (.between, _): .memberTie(try between(over: nil))
    case (.contact, .contact(let old)?): .contact(try contact(over: old))
    case (.contact, _): .contact(try contact(over: nil))
    case (.appointment, .appointment(let old)?): .appointment(try appointment(over: old))
    case (.appointment, _): .appointment(try appointment(over: nil))
    case (.note, .note(let old)?): .note(try note(over: old))
    case (.note, _): .note(try note(over: nil))
    case (.event, .event(let old)?): .event(try event(over: old))
    case (.event, _): .event(try event(over: nil))
    case (.objective, .objective(let old)?): .objective(try objective(over: old))
    case (.objective, _): .objective(try objective(over: nil))
    case (.obstacle, .obstacle(let old)?): .obstacle(try obstacle(over: old))
    case (.obstacle, _): .obstacle(try obstacle(over: nil))
    case (.referent, .referent(let old)?): .referent(try referent(over: old))
    case (.referent, _): .referent(try referent(over: nil))
    }
  }

  private func card(over old: Member?) throws -> Member {
    let authority = try self.authority("authority", over: old?.authority)
    let parent = try self.authority("parentAuthority", over: old?.parentAuthority)
    guard parent == nil || authority != nil else { throw NetworkProblem(.problemAuthority) }
    return try Member(
      kind: try needed("kind", NetworkText.problemKind), label: try text("name", .problemName),
      role: choice("role"), formal: values["paid"] == "yes", authority: authority,
      parentAuthority: parent, mandate: choice("mandate") ?? old?.mandate ?? .none,
      circle: degree("circle"), since: try old == nil ? nil : day("since"),
      until: try old == nil ? nil : day("until"))
  }

  private func qualities(over old: TieQualities?) throws -> TieQualities {
    let help = Set(values.all("help").compactMap(HelpKind.init))
    return try TieQualities(
      direction: choice("direction") ?? old?.direction ?? .mutual, strength: degree("strength"),
      support: degree("support"), stress: degree("stress"), help: help,
      helpDirection: help.isEmpty ? nil : choice("helpDirection", over: old?.helpDirection),
      frequency: degree("frequency"),
      medium: choice("medium", over: old?.medium),
      mediatedBy: try authority("mediatedBy", over: old?.mediatedBy),
      startedBy: choice("startedBy", over: old?.startedBy),
      since: try old == nil ? nil : day("since"), until: try old == nil ? nil : day("until"),
      saidBy: choice("saidBy") ?? old?.saidBy ?? .owner,
      contested: values.all("contested").contains("yes"),
      statement: values["statement"])
  }

  private func between(over old: MemberTie?) throws -> MemberTie {
    if let old {
      return try MemberTie(
        domain: old.domain, from: old.from, to: old.to, relation: old.relation,
        qualities: try qualities(over: old.qualities))
    }
    return try MemberTie(
      domain: try domain(), from: try member(), to: try member("other"),
      relation: try needed("relation", .problemRelation), qualities: TieQualities())
  }

  private func contact(over old: ContactDetail?) throws -> ContactDetail {
    try ContactDetail(
      domain: try old?.domain ?? domain(), member: try old?.member ?? member(),
      kind: try needed("kind", .problemKind), value: try text("value", .problemEmpty))
  }

  private func appointment(over old: Appointment?) throws -> Appointment {
    try Appointment(
      domain: try old?.domain ?? domain(),
      member: try old == nil ? optionalMember() : old?.member,
      text: try text("text", .problemEmpty), time: try time(), place: values["place"],
      origin: try needed("origin", .problemOrigin))
  }

  private func note(over old: Note?) throws -> Note {
    let about = try old == nil ? optionalMember() : old?.member
    let names = try values.all("names").map { try known($0) }
    return try Note(
      domain: try old?.domain ?? domain(), member: about, names: Set(names.filter { $0 != about }),
      text: try text("text", .problemEmpty))
  }

  private func event(over old: ContactEvent?) throws -> ContactEvent {
    try ContactEvent(
      domain: try old?.domain ?? domain(), member: try old?.member ?? member(), time: try time(),
      medium: try needed("medium", .problemMedium), place: values["place"],
      startedBy: try needed("startedBy", .problemStarted),
      occasion: values["occasion"] == ContactEvent.Occasion.afterIncident.rawValue
        ? .afterIncident : .planned)
  }
}
