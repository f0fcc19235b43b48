import Foundation
import PersonalNetwork

/// What stands in the fields of a form: what was written, or what the item says now.
struct NetworkFormValues {
  private var single: [String: String] = [:]
  private var several: [String: Set<String>] = [:]

  /// What a person wrote.
  init(_ fields: FormFields) {
    for name in Set(fields.kept.map(\.name)) {
      single[name] = fields[name]
      several[name] = Set(fields.all(name))
    }
  }

  /// What a link to the form chose already; something begins today unless it is said otherwise.
  init(_ place: Place, at now: Date) {
    for name in ["member", "domain"] { single[name] = place.query[name] }
    single["code"] = place.query["code"].flatMap(ObstacleCode.init)?.rawValue
    single["since"] = LocalTime.fields(now).day
  }

  /// What an item says.
  init(_ content: ItemContent) {
    switch content {
    case .card(let card): take(card)
    case .tie(let tie): take(tie.qualities)
    case .memberTie(let tie): take(tie.qualities)
    case .contact(let detail):
      single = ["kind": detail.kind.rawValue, "value": detail.value]
    case .event(let event):
      single = ["medium": event.medium.rawValue, "startedBy": event.startedBy.rawValue]
      single["place"] = event.place
      single["occasion"] = event.occasion.rawValue
      take(event.time)
    case .appointment(let appointment):
      single = ["text": appointment.text, "origin": appointment.origin.rawValue]
      single["place"] = appointment.place
      take(appointment.time)
    case .note(let note):
      single = ["text": note.text]
      several["names"] = Set(note.names.map(\.description))
    case .objective(let objective): take(objective)
    case .obstacle(let obstacle): take(obstacle)
    case .referent(let designation):
      single["since"] = designation.since.description
      single["substitute"] = designation.substitute?.description
    case .mask: break
    }
  }

  /// The one value of a field; nil where nothing was written.
  subscript(_ name: String) -> String? { single[name] }

  /// Whether the form had the field, written in or not.
  func has(_ name: String) -> Bool { several[name] != nil }

  /// The values that were ticked.
  func all(_ name: String) -> Set<String> { several[name] ?? [] }

  private mutating func take(_ card: Member) {
    single = [
      "name": card.label, "kind": card.kind.rawValue, "paid": card.formal ? "yes" : "no",
      "mandate": card.mandate.rawValue,
    ]
    single["role"] = card.role?.rawValue
    single["authority"] = card.authority?.description
    single["parentAuthority"] = card.parentAuthority?.description
    single["circle"] = card.circle.map { "\($0.rawValue)" } ?? "none"
    single["since"] = card.since?.description
    single["until"] = card.until?.description
  }

  private mutating func take(_ qualities: TieQualities) {
    single["strength"] = qualities.strength.map { "\($0.rawValue)" }
    single["support"] = qualities.support.map { "\($0.rawValue)" }
    single["stress"] = qualities.stress.map { "\($0.rawValue)" }
    single["frequency"] = qualities.frequency.map { "\($0.rawValue)" }
    single["since"] = qualities.since?.description
    single["until"] = qualities.until?.description
    single["statement"] = qualities.statement
    single["direction"] = qualities.direction.rawValue
    single["helpDirection"] = qualities.helpDirection?.rawValue
    single["medium"] = qualities.medium?.rawValue
    single["mediatedBy"] = qualities.mediatedBy?.description
    single["startedBy"] = qualities.startedBy?.rawValue
    single["saidBy"] = qualities.saidBy.rawValue
    several["help"] = Set(qualities.help.map(\.rawValue))
    several["contested"] = qualities.contested ? ["yes"] : []
  }

  private mutating func take(_ objective: Objective) {
    single = ["text": objective.text, "state": objective.state.rawValue]
    single["horizon"] = objective.horizon?.description
    single["author"] =
      switch objective.author {
      case .owner: NetworkFormFields.owner
      case .member(let member): member.description
      }
  }

  private mutating func take(_ obstacle: Obstacle) {
    single = [
      "code": obstacle.code.rawValue, "severity": "\(obstacle.severity.rawValue)",
      "outcome": obstacle.outcome.rawValue,
    ]
    single["text"] = obstacle.note
    single["tried"] = obstacle.tried
    single["since"] = obstacle.from?.description
    single["until"] = obstacle.until?.description
    several["otherDomains"] = Set(obstacle.otherDomains.map(\.rawValue))
    several["services"] = Set(obstacle.services.map(\.description))
  }

  private mutating func take(_ time: Date) {
    let (day, hour) = LocalTime.fields(time)
    single["day"] = day
    single["hour"] = hour
  }
}

/// A day and an hour as forms have them, in the zone of this machine.
enum LocalTime {
  /// The day as `2026-06-01` and the hour as `09:30`.
  static func fields(_ time: Date, zone: TimeZone = .current) -> (day: String, hour: String) {
    let parts = calendar(zone).dateComponents([.year, .month, .day, .hour, .minute], from: time)
    let day = Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
    return (
      day?.description ?? "", "\(two(parts.hour ?? 0)):\(two(parts.minute ?? 0))"
    )
  }

  /// The day of a time.
  static func today(_ time: Date, zone: TimeZone = .current) -> Day {
    Day(fields(time, zone: zone).day) ?? .last
  }

  /// The time of a day and an hour; nil where there is no such hour.
  static func time(_ day: Day, _ hour: String, zone: TimeZone = .current) -> Date? {
    let parts = hour.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), (0..<24).contains(hours),
      (0..<60).contains(minutes)
    else { return nil }
    return calendar(zone).date(
      from: DateComponents(
        year: day.year, month: day.month, day: day.day, hour: hours, minute: minutes))
  }

  private static func calendar(_ zone: TimeZone) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
