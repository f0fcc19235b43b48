import PersonalNetwork

/// Reads vCards as members with their contact details; those that name each other are tied.
///
/// Read are `FN`, `N`, `NICKNAME`, `ORG`, `KIND`, `TEL`, `EMAIL`, `ADR`, `IMPP`, `URL`, `NOTE`,
/// `RELATED` and `MEMBER`; the report names every other property. Source: RFC 6350; vCard 3.0 as
/// far as it is the same.
struct VCardReading {
  /// One card while it is read.
  private struct Card {
    let line: Int
    var version: String?
    var uid: String?
    var name: String?
    var structured: String?
    var nickname: String?
    var organization: VCardProperty?
    var node: ToldNetwork.Node
    var related: [(id: String, line: Int, types: [String])] = []
    var left: [Int] = []
  }

  private var lines: VCardLines
  private let file: Int32
  private var builder: ToldBuilder

  /// The network of one of `files`: everyone that its cards tell.
  static func networks(
    _ file: SourceFile, _ index: Int, of files: [String], source: String
  ) throws(ImportError) -> [ToldNetwork] {
    var reading = VCardReading(
      lines: try VCardLines(file.data, source: source), file: Int32(index),
      builder: ToldBuilder(files: files))
    reading.builder.set(ego: [:])
    try reading.read()
    return [reading.builder.finish()]
  }

  private init(lines: VCardLines, file: Int32, builder: ToldBuilder) {
    self.lines = lines
    self.file = file
    self.builder = builder
  }

  private func place(_ line: Int) -> ToldNetwork.Place {
    ToldNetwork.Place(file: file, line: Int32(line))
  }

  private mutating func read() throws(ImportError) {
    var card: Card?
    var last = 1
    while let (text, line) = try lines.next() {
      last = line
      guard let property = VCardProperty(text, line: line) else {
        throw ImportError(.malformedCard, at: lines.place(line))
      }
      switch (property.name, property.value.trimmed.uppercased()) {
      case ("BEGIN", "VCARD"):
        guard card == nil else { throw ImportError(.malformedCard, at: lines.place(line)) }
        card = Card(line: line, node: ToldNetwork.Node(place: place(line), id: ""))
      case ("END", "VCARD"):
        guard let whole = card else { throw ImportError(.malformedCard, at: lines.place(line)) }
        try add(whole)
        card = nil
      default:
        guard card != nil else { throw ImportError(.malformedCard, at: lines.place(line)) }
        take(property, into: &card)
      }
    }
    guard card == nil else { throw ImportError(.malformedCard, at: lines.place(last)) }
  }

  private mutating func take(_ property: VCardProperty, into card: inout Card?) {
    switch property.name {
    case "VERSION": card?.version = property.value.trimmed
    case "UID": card?.uid = Self.reference(property.text)
    case "FN": if card?.name == nil { card?.name = property.text }
    case "N":
      let parts = property.components
      card?.structured = [1, 2, 0].compactMap { parts.indices.contains($0) ? parts[$0] : nil }
        .filter { !$0.isEmpty }.joined(separator: " ")
    case "NICKNAME": card?.nickname = property.text
    case "ORG": card?.organization = property
    case "KIND":
      let kinds = ["group": "group", "org": "service", "location": "place"]
      if let kind = kinds[property.value.trimmed.lowercased()] {
        card?.node.values.append(builder.value("kind", kind))
      }
    case "TEL", "EMAIL", "ADR", "IMPP", "URL", "NOTE": detail(property, into: &card)
    case "RELATED", "MEMBER":
      card?.related.append((Self.reference(property.text), property.line, property.types))
    case "PRODID", "REV": break
    default: card?.left.append(property.line)
    }
  }

  /// How a card names another: without the scheme of a UUID, in lower case.
  private static func reference(_ text: String) -> String {
    let text = text.trimmedLines
    guard text.lowercased().hasPrefix("urn:uuid:") else { return text }
    return text.dropFirst("urn:uuid:".count).lowercased()
  }

  private mutating func detail(_ property: VCardProperty, into card: inout Card?) {
    let kinds: [String: ToldNetwork.Detail.Kind] = [
      "TEL": .contact(.phone), "EMAIL": .contact(.email), "ADR": .contact(.address),
      "IMPP": .contact(.messaging), "URL": .contact(.website), "NOTE": .note,
    ]
    guard let kind = kinds[property.name] else { return }
    var text =
      property.name == "ADR"
      ? property.components.filter { !$0.isEmpty }.joined(separator: ", ")
      : property.text.trimmedLines
    for scheme in ["tel:", "mailto:"] where text.lowercased().hasPrefix(scheme) {
      text = String(text.dropFirst(scheme.count))
    }
    guard !text.isBlank else {
      return builder.note(place(property.line), .dropped, .emptyCell)
    }
    let told = property.types.filter { ["home", "work", "cell", "fax"].contains($0) }
    if !told.isEmpty, kind != .note { text += " (\(told.joined(separator: ", ")))" }
    card?.node.details.append(
      ToldNetwork.Detail(place: place(property.line), kind: kind, text: text))
  }

  private mutating func add(_ card: Card) throws(ImportError) {
    guard ["3.0", "4.0"].contains(card.version ?? "") else {
      return builder.note(place(card.line), .dropped, .notRead)
    }
    let organization = card.organization?.components.filter { !$0.isEmpty }
      .joined(separator: ", ")
    let names = [card.name, card.structured, card.nickname, organization]
    guard let name = names.lazy.compactMap({ $0?.trimmedLines }).first(where: { !$0.isEmpty })
    else { return builder.note(place(card.line), .dropped, .emptyCell) }
    var node = ToldNetwork.Node(place: card.node.place, id: card.uid ?? "#\(card.line)")
    node.label = name
    node.values = card.node.values
    node.details = card.node.details
    if let property = card.organization, let organization, !organization.isEmpty,
      organization != name
    {
      node.details.append(
        ToldNetwork.Detail(place: place(property.line), kind: .contact(.other), text: organization))
    }
    try builder.add(node)
    for other in card.related {
      try builder.addEdge(
        from: node.id, to: other.id, directed: false,
        values: other.types.isEmpty
          ? [] : [builder.value("type", other.types.joined(separator: " "))],
        at: place(other.line))
    }
    for line in card.left { builder.note(place(line), .dropped, .notRead) }
  }
}
