import PersonalNetwork

/// How a card and the qualities of a tie are told as attributes: the fields of our JSON form.
///
/// A list is one text with spaces between its words. What an attribute says in other words than ours
/// is not read, for the names are common ones that other tools use in their own way.
struct ToldWords {
  private let reading: RecordJSONReading
  private static let numbers: Set<String> = [
    "circle", "strength", "support", "stress", "frequency",
  ]
  private static let flags: Set<String> = ["formal", "contested"]

  /// The attributes of a card, in the order in which they are read.
  static let card = [
    "kind", "role", "formal", "authority", "parentAuthority", "mandate", "circle", "since",
    "until",
  ]
  /// The attributes of a tie's qualities, in the order in which they are read.
  static let qualities = [
    "direction", "strength", "support", "stress", "help", "helpDirection", "frequency", "medium",
    "mediatedBy", "startedBy", "since", "until", "saidBy", "contested", "statement",
  ]

  init() { reading = RecordJSONReading(network: PersonalNetwork()) }

  /// The attributes of an item, with its identifiers as they are in our JSON form.
  static func attributes(_ item: NetworkItem) -> [(name: String, text: String)] {
    guard case .object(let fields) = RecordJSON.entry(item).content else { return [] }
    return fields.map { ($0.name, text($0.value)) }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value.content {
    case .text(let text): text
    case .integer(let number): String(number)
    case .bool(let flag): String(flag)
    case .list(let list): list.map(text).joined(separator: " ")
    case .null, .object: ""
    }
  }

  private static func field(_ name: String, _ text: String) -> JSONValue.Field? {
    let value: JSONValue? =
      if numbers.contains(name) {
        Int(text).map { .integer($0) }
      } else if flags.contains(name) {
        Bool(text).map { .bool($0) }
      } else if name == "help" {
        .list(text.split(separator: " ").map { .text(String($0)) })
      } else {
        .text(text)
      }
    return value.map { JSONValue.Field(name: name, value: $0) }
  }

  /// The card that attributes tell, and whether one of them said something else than our words.
  ///
  /// - Throws: ``NetworkError`` for a label that no card may have.
  func card(
    _ label: String, _ attributes: [String: String]
  ) throws(NetworkError) -> (card: Member, left: Bool) {
    let plain = try Member(kind: .person, label: label)
    let start = [JSONValue.Field(name: "label", value: .text(label))]
    return read(Self.card, attributes, start, standard: plain) { reading, fields in
      try reading.card(&fields)
    }
  }

  /// The qualities that attributes tell, and whether one said something else than our words.
  func qualities(
    _ attributes: [String: String], directed: Bool
  ) throws(NetworkError) -> (qualities: TieQualities, left: Bool) {
    let plain = try TieQualities(direction: directed ? .outward : .mutual)
    let start: [JSONValue.Field] =
      directed && attributes["direction"] == nil
      ? [JSONValue.Field(name: "direction", value: .text("outward"))] : []
    return read(Self.qualities, attributes, start, standard: plain) { reading, fields in
      try reading.qualities(&fields)
    }
  }

  /// Reads all attributes at once, else one after the other, leaving out those that do not fit.
  private func read<Result>(
    _ names: [String], _ attributes: [String: String], _ start: [JSONValue.Field],
    standard: Result, _ body: (RecordJSONReading, inout FieldReader) throws -> Result
  ) -> (Result, left: Bool) {
    func result(_ fields: [JSONValue.Field]) -> Result? {
      guard var reader = try? FieldReader(JSONValue(.object(fields)), path: "") else { return nil }
      return try? body(reading, &reader)
    }
    let told = names.filter { attributes[$0] != nil }
    guard !told.isEmpty || !start.isEmpty else { return (standard, false) }
    let fields = told.compactMap { name in attributes[name].flatMap { Self.field(name, $0) } }
    if fields.count == told.count, let whole = result(start + fields) { return (whole, false) }
    var kept = start
    var found = standard
    for field in fields {
      guard let next = result(kept + [field]) else { continue }
      kept.append(field)
      found = next
    }
    return (found, true)
  }
}
