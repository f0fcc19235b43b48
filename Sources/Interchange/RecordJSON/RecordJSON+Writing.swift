package import Foundation
package import PersonalNetwork

extension RecordJSON {
  /// Writes a whole record, one entry a line, so that two exports can be compared.
  ///
  /// The same record always gives the same bytes. Versions of items are not written.
  package static func write(_ network: PersonalNetwork) -> Data {
    let lists = Dictionary(grouping: network.items) { List($0.content.kind) }
    var text = "{\n  \"format\": \"\(format)\",\n  \"version\": \(version)"
    for list in List.allCases {
      guard let items = lists[list] else { continue }
      text += ",\n  \"\(list.rawValue)\": [\n    "
      for (place, item) in items.enumerated() {
        if place > 0 { text += ",\n    " }
        entry(item).write(to: &text)
      }
      text += "\n  ]"
    }
    text += "\n}\n"
    return Data(text.utf8)
  }

  /// The fields of one entry.
  static func entry(_ item: NetworkItem) -> JSONValue {
    var fields = FieldWriter()
    fields.add("id", item.id.description)
    if item.reserved { fields.add("reserved", .bool(true)) }
    switch item.content {
    case .card(let card): add(card, to: &fields)
    case .contact(let detail):
      fields.add("domain", detail.domain)
      fields.add("member", detail.member.description)
      fields.add("kind", detail.kind)
      fields.add("value", detail.value)
    case .event(let event):
      fields.add("domain", event.domain)
      fields.add("member", event.member.description)
      fields.add("time", Timestamp.text(event.time))
      fields.add("medium", event.medium)
      fields.add("place", event.place)
      fields.add("startedBy", event.startedBy)
      fields.add("occasion", event.occasion)
    case .tie(let tie):
      fields.add("domain", tie.domain)
      fields.add("member", tie.member.description)
      add(tie.qualities, to: &fields)
    case .memberTie(let tie):
      fields.add("domain", tie.domain)
      fields.add("from", tie.from.description)
      fields.add("to", tie.to.description)
      fields.add("relation", tie.relation)
      add(tie.qualities, to: &fields)
    case .objective(let objective): add(objective, to: &fields)
    case .appointment(let appointment):
      fields.add("domain", appointment.domain)
      fields.add("member", appointment.member?.description)
      fields.add("text", appointment.text)
      fields.add("time", Timestamp.text(appointment.time))
      fields.add("place", appointment.place)
      fields.add("origin", appointment.origin)
    case .obstacle(let obstacle): add(obstacle, to: &fields)
    case .note(let note):
      fields.add("domain", note.domain)
      fields.add("member", note.member?.description)
      fields.add("names", note.names.map(\.description))
      fields.add("text", note.text)
    case .referent(let designation):
      fields.add("member", designation.member.description)
      fields.add("since", designation.since.description)
      fields.add("substitute", designation.substitute?.description)
    case .mask(let mask):
      fields.add("member", mask.member.description)
      fields.add("kind", mask.kind)
      fields.add("role", mask.role)
    }
    return fields.value
  }

  private static func add(_ card: Member, to fields: inout FieldWriter) {
    fields.add("kind", card.kind)
    fields.add("label", card.label)
    fields.add("role", card.role)
    if card.formal { fields.add("formal", .bool(true)) }
    fields.add("authority", card.authority?.description)
    fields.add("parentAuthority", card.parentAuthority?.description)
    if card.mandate != .none { fields.add("mandate", card.mandate) }
    fields.add("circle", card.circle.map { .integer($0.rawValue) })
    fields.add("since", card.since?.description)
    fields.add("until", card.until?.description)
  }

  private static func add(_ qualities: TieQualities, to fields: inout FieldWriter) {
    if qualities.direction != .mutual { fields.add("direction", qualities.direction) }
    fields.add("strength", qualities.strength.map { .integer($0.rawValue) })
    fields.add("support", qualities.support.map { .integer($0.rawValue) })
    fields.add("stress", qualities.stress.map { .integer($0.rawValue) })
    fields.add("help", qualities.help.map(\.rawValue))
    fields.add("helpDirection", qualities.helpDirection)
    fields.add("frequency", qualities.frequency.map { .integer($0.rawValue) })
    fields.add("medium", qualities.medium)
    fields.add("mediatedBy", qualities.mediatedBy?.description)
    fields.add("startedBy", qualities.startedBy)
    fields.add("since", qualities.since?.description)
    fields.add("until", qualities.until?.description)
    if qualities.saidBy != .owner { fields.add("saidBy", qualities.saidBy) }
    if qualities.contested { fields.add("contested", .bool(true)) }
    fields.add("statement", qualities.statement)
  }

  private static func add(_ objective: Objective, to fields: inout FieldWriter) {
    fields.add("domain", objective.domain)
    fields.add("member", objective.member?.description)
    fields.add("text", objective.text)
    switch objective.author {
    case .owner: break
    case .member(let member): fields.add("author", member.description)
    }
    fields.add("horizon", objective.horizon?.description)
    fields.add("state", objective.state)
  }

  private static func add(_ obstacle: Obstacle, to fields: inout FieldWriter) {
    fields.add("domain", obstacle.domain)
    fields.add("member", obstacle.member?.description)
    fields.add("code", obstacle.code)
    fields.add("otherDomains", obstacle.otherDomains.map(\.rawValue))
    fields.add("services", obstacle.services.map(\.description))
    fields.add("from", obstacle.from?.description)
    fields.add("until", obstacle.until?.description)
    fields.add("severity", .integer(obstacle.severity.rawValue))
    if obstacle.saidBy != .owner { fields.add("saidBy", obstacle.saidBy) }
    fields.add("tried", obstacle.tried)
    fields.add("outcome", obstacle.outcome)
    fields.add("note", obstacle.note)
  }
}

/// Puts the fields of one entry together; what is absent or empty is left out.
private struct FieldWriter {
  private var fields: [JSONValue.Field] = []

  var value: JSONValue { JSONValue(.object(fields)) }

  mutating func add(_ name: String, _ value: JSONValue?) {
    if let value { fields.append(JSONValue.Field(name: name, value: value)) }
  }

  mutating func add(_ name: String, _ text: String?) { add(name, text.map { .text($0) }) }

  mutating func add(_ name: String, _ texts: [String]) {
    add(name, texts.isEmpty ? nil : .list(texts.map { .text($0) }))
  }

  mutating func add<Word: RawRepresentable>(_ name: String, _ word: Word?)
  where Word.RawValue == String {
    add(name, word?.rawValue)
  }
}
