import Foundation
import PersonalNetwork

/// Turns the entries of a file into items, once every name has its identifier.
struct RecordJSONReading {
  private let network: PersonalNetwork
  private var members: Set<NetworkItemID>
  /// The identifiers of the names that the file uses.
  private(set) var names: [String: NetworkItemID] = [:]

  init(network: PersonalNetwork) {
    self.network = network
    members = Set(network.members.map(\.id.card))
  }

  /// Gives an entry its identifier: the one it is, the one given to its name, or a random one.
  mutating func identify(
    _ reader: inout FieldReader, isMember: Bool, using generator: inout some RandomNumberGenerator
  ) throws(ImportError) -> NetworkItemID {
    let place = reader.place("id")
    let name = try reader.text("id")
    let id = name.flatMap(NetworkItemID.init) ?? NetworkItemID(using: &generator)
    if let name {
      guard names.updateValue(id, forKey: name) == nil else {
        throw ImportError(.duplicateName, at: place)
      }
    }
    if isMember { members.insert(id) }
    return id
  }

  /// The item that an entry tells; nil when the record holds the same already.
  func item(
    _ id: NetworkItemID, _ list: RecordJSON.List, _ reader: inout FieldReader
  ) throws(ImportError) -> NetworkItem? {
    let reserved = try reader.flag("reserved")
    let place = reader.place()
    do {
      let content = try content(list, &reader)
      guard let present = network[id] else {
        return try NetworkItem(id: id, content: content, reserved: reserved)
      }
      guard present.content != content || present.reserved != reserved else { return nil }
      return try present.revised(content: content, reserved: reserved)
    } catch let error as NetworkError {
      throw ImportError(.refused(error.code), at: place)
    } catch let error as ImportError {
      throw error
    } catch {
      throw ImportError(.wrongType, at: place)
    }
  }

  private func content(_ list: RecordJSON.List, _ reader: inout FieldReader) throws -> ItemContent {
    switch list {
    case .members: .card(try card(&reader))
    case .ties: .tie(try tie(&reader))
    case .memberTies: .memberTie(try memberTie(&reader))
    case .contacts: .contact(try contact(&reader))
    case .events: .event(try event(&reader))
    case .objectives: .objective(try objective(&reader))
    case .appointments: .appointment(try appointment(&reader))
    case .obstacles: .obstacle(try obstacle(&reader))
    case .notes: .note(try note(&reader))
    case .referents: .referent(try referent(&reader))
    case .masks: .mask(try mask(&reader))
    }
  }

  private func member(named name: String, at place: String) throws(ImportError) -> MemberID {
    guard let id = names[name] ?? NetworkItemID(name), members.contains(id) else {
      throw ImportError(.unknownName, at: place)
    }
    return MemberID(card: id)
  }

  private func member(
    _ field: String, _ reader: inout FieldReader
  ) throws(ImportError) -> MemberID? {
    let place = reader.place(field)
    guard let name = try reader.text(field) else { return nil }
    return try member(named: name, at: place)
  }

  private func neededMember(
    _ field: String, _ reader: inout FieldReader
  ) throws(ImportError) -> MemberID {
    let place = reader.place(field)
    return try member(named: try reader.neededText(field), at: place)
  }

  private func members(
    _ field: String, _ reader: inout FieldReader
  ) throws(ImportError) -> Set<MemberID> {
    let place = reader.place(field)
    var found: Set<MemberID> = []
    for name in try reader.texts(field) { found.insert(try member(named: name, at: place)) }
    return found
  }

  /// The card that fields tell.
  func card(_ reader: inout FieldReader) throws -> Member {
    try Member(
      kind: reader.word("kind") ?? .person, label: reader.neededText("label"),
      role: reader.word("role"), formal: reader.flag("formal"),
      authority: reader.authority("authority"),
      parentAuthority: reader.authority("parentAuthority"),
      mandate: reader.word("mandate") ?? Member.Mandate.none, circle: reader.step("circle"),
      since: reader.day("since"), until: reader.day("until"))
  }

  /// The qualities of a tie that fields tell.
  func qualities(_ reader: inout FieldReader) throws -> TieQualities {
    try TieQualities(
      direction: reader.word("direction") ?? .mutual, strength: reader.step("strength"),
      support: reader.step("support"), stress: reader.step("stress"), help: reader.words("help"),
      helpDirection: reader.word("helpDirection"), frequency: reader.step("frequency"),
      medium: reader.word("medium"), mediatedBy: reader.authority("mediatedBy"),
      startedBy: reader.word("startedBy"), since: reader.day("since"),
      until: reader.day("until"), saidBy: reader.word("saidBy") ?? .owner,
      contested: reader.flag("contested"), statement: reader.text("statement"))
  }

  private func tie(_ reader: inout FieldReader) throws -> Tie {
    Tie(
      domain: try reader.neededWord("domain"), member: try neededMember("member", &reader),
      qualities: try qualities(&reader))
  }

  private func memberTie(_ reader: inout FieldReader) throws -> MemberTie {
    try MemberTie(
      domain: reader.neededWord("domain"), from: neededMember("from", &reader),
      to: neededMember("to", &reader), relation: reader.neededWord("relation"),
      qualities: qualities(&reader))
  }

  private func contact(_ reader: inout FieldReader) throws -> ContactDetail {
    try ContactDetail(
      domain: reader.neededWord("domain"), member: neededMember("member", &reader),
      kind: reader.neededWord("kind"), value: reader.neededText("value"))
  }

  private func event(_ reader: inout FieldReader) throws -> ContactEvent {
    try ContactEvent(
      domain: reader.neededWord("domain"), member: neededMember("member", &reader),
      time: reader.neededTime("time"), medium: reader.neededWord("medium"),
      place: reader.text("place"), startedBy: reader.neededWord("startedBy"),
      occasion: reader.word("occasion") ?? .planned)
  }

  private func objective(_ reader: inout FieldReader) throws -> Objective {
    let place = reader.place("author")
    let author = try reader.text("author") ?? "owner"
    return try Objective(
      domain: reader.neededWord("domain"), member: member("member", &reader),
      text: reader.neededText("text"),
      author: author == "owner" ? .owner : .member(member(named: author, at: place)),
      horizon: reader.day("horizon"), state: reader.word("state") ?? .active)
  }

  private func appointment(_ reader: inout FieldReader) throws -> Appointment {
    try Appointment(
      domain: reader.neededWord("domain"), member: member("member", &reader),
      text: reader.neededText("text"), time: reader.neededTime("time"),
      place: reader.text("place"), origin: reader.word("origin") ?? .chosen)
  }

  private func obstacle(_ reader: inout FieldReader) throws -> Obstacle {
    let place = reader.place("severity")
    let severity = try reader.step("severity", Obstacle.Severity.self)
    guard let severity else { throw ImportError(.missingField, at: place) }
    return try Obstacle(
      domain: reader.neededWord("domain"), member: member("member", &reader),
      code: reader.neededWord("code"), otherDomains: reader.words("otherDomains"),
      services: members("services", &reader), from: reader.day("from"),
      until: reader.day("until"), severity: severity, saidBy: reader.word("saidBy") ?? .owner,
      tried: reader.text("tried"), outcome: reader.word("outcome") ?? .remains,
      note: reader.text("note"))
  }

  private func note(_ reader: inout FieldReader) throws -> Note {
    try Note(
      domain: reader.neededWord("domain"), member: member("member", &reader),
      names: members("names", &reader), text: reader.neededText("text"))
  }

  private func mask(_ reader: inout FieldReader) throws -> Mask {
    let member = try neededMember("member", &reader)
    return Mask(
      member: member, kind: try reader.word("kind") ?? .person, role: try reader.word("role"))
  }

  private func referent(_ reader: inout FieldReader) throws -> ReferentDesignation {
    let place = reader.place("since")
    guard let since = try reader.day("since") else {
      throw ImportError(.missingField, at: place)
    }
    return try ReferentDesignation(
      member: neededMember("member", &reader), since: since,
      substitute: member("substitute", &reader))
  }
}
