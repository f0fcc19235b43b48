import Cedar
import Foundation
import Keys

/// The entities of one question, each once.
struct PolicyEntities {
  private let authorities: Authorities
  private var entities: [Entity] = []

  init(authorities: Authorities) {
    self.authorities = authorities
  }

  /// The entities together; `nil` where they contradict one another.
  var store: Entities? { try? Entities(entities) }

  private static func uid(_ type: ScalarString, _ id: String) -> EntityUID {
    EntityUID(type: EntityType(known: type), id: ScalarString(id))
  }

  static func uid(_ person: Fingerprint) -> EntityUID { uid("Person", person.description) }

  static func uid(_ record: RecordID) -> EntityUID { uid("Record", record.description) }

  static func uid(_ grant: GrantID) -> EntityUID { uid("Grant", grant.description) }

  static func uid(_ authority: AuthorityID) -> EntityUID {
    uid("Authority", authority.description)
  }

  static func uid(_ action: PolicyAction) -> EntityUID { uid("Action", action.rawValue) }

  /// Adds a person as known from their request, unless they are there.
  mutating func add(_ actor: PolicyActor) {
    let authority = actor.authority.map { Value.entity(add($0)) }
    let enrolled = Value.bool(actor.enrolled)
    insert(
      Entity(
        Self.uid(actor.fingerprint),
        attributes: authority.map { ["enrolled": enrolled, "authority": $0] }
          ?? ["enrolled": enrolled]))
  }

  mutating func add(_ record: PolicyRecord) {
    insert(
      Entity(
        Self.uid(record.id),
        attributes: [
          "owner": .entity(Self.uid(record.owner)), "helpers": .people(record.helpers),
          "stoppers": .people(record.stoppers), "stopped": .bool(record.stopped),
        ]))
  }

  mutating func add(_ grant: PolicyGrant, of record: PolicyRecord) {
    add(record)
    let terms = grant.terms
    var attributes: [ScalarString: Value] = [
      "record": .entity(Self.uid(record.id)),
      "viewer": .entity(Self.uid(terms.viewer.fingerprint)),
      "scope": .texts(PolicyScope(terms).names), "purpose": .text(terms.purpose.rawValue),
      "notBefore": .instant(terms.notBefore),
      "notAfter": .instant(terms.notAfter), "ended": .bool(grant.ended),
    ]
    if let authority = terms.authority {
      attributes["authority"] = .entity(add(authority))
    }
    insert(Entity(Self.uid(grant.id), attributes: Attributes(attributes)))
  }

  mutating func addLog(
    of hub: Fingerprint, auditors: [Fingerprint], naming: Fingerprint
  ) -> EntityUID {
    let uid = Self.uid("Log", hub.description)
    insert(
      Entity(
        uid,
        attributes: ["auditors": .people(auditors), "naming": .entity(Self.uid(naming))]))
    return uid
  }

  private mutating func add(_ authority: AuthorityID) -> EntityUID {
    let top = authorities.topmostParent(of: authority)
    if top != authority { insert(Entity(Self.uid(top))) }
    insert(Entity(Self.uid(authority), parents: top == authority ? [] : [Self.uid(top)]))
    return Self.uid(authority)
  }

  private mutating func insert(_ entity: Entity) {
    guard !entities.contains(where: { $0.uid == entity.uid }) else { return }
    entities.append(entity)
  }
}

extension Value {
  static func text(_ text: String) -> Value { .string(ScalarString(text)) }

  static func texts(_ texts: some Sequence<String>) -> Value { .set(ValueSet(texts.map(text))) }

  static func count(_ count: Int) -> Value { .long(Int64(count)) }

  static func instant(_ date: Date) -> Value { .datetime(DateTime(date)) }

  static func people(_ people: some Sequence<Fingerprint>) -> Value {
    .set(ValueSet(people.map { .entity(PolicyEntities.uid($0)) }))
  }
}

extension DateTime {
  /// The instant in whole seconds.
  init(_ date: Date) {
    self.init(
      milliseconds: Int64(clamping: Int(date.timeIntervalSince1970.rounded(.down))) &* 1000)
  }
}
