package import Foundation
package import PersonalNetwork

/// The JSON form of a record, to be written by hand, read by a program, and kept for life.
///
/// Source: docs/spec/record-json.md.
package enum RecordJSON {
  /// What the field `format` says.
  package static let format = "maille-record"
  /// The version written, and the only one read.
  package static let version = 1

  /// The lists of a record, in the order in which they are written.
  enum List: String, CaseIterable {
    case members, ties, memberTies, contacts, events, objectives, appointments, obstacles, notes
    case referents, masks

    init(_ kind: ItemContent.Kind) {
      self =
        switch kind {
        case .card: .members
        case .tie: .ties
        case .memberTie: .memberTies
        case .contact: .contacts
        case .event: .events
        case .objective: .objectives
        case .appointment: .appointments
        case .obstacle: .obstacles
        case .note: .notes
        case .referent: .referents
        case .mask: .masks
        }
    }
  }

  /// Plans the import of a file into a record, which may be empty.
  ///
  /// An entry whose `id` is the identifier of an item of the record is a new version of it; one that
  /// says the same is left out. Any other `id` is a name that the file's own entries may use, and
  /// gets a random identifier, unless it is an identifier itself.
  ///
  /// - Throws: ``ImportError`` with the line and the field; nothing is half read.
  package static func plan(
    _ file: Data, into network: PersonalNetwork = PersonalNetwork()
  ) throws(ImportError) -> ImportPlan {
    var generator = SystemRandomNumberGenerator()
    return try plan(file, into: network, using: &generator)
  }

  /// The same, with a given source of identifiers.
  package static func plan(
    _ file: Data, into network: PersonalNetwork, using generator: inout some RandomNumberGenerator
  ) throws(ImportError) -> ImportPlan {
    var root = try FieldReader(try JSONParser.parse(file), path: "")
    guard try root.text("format") == format, try root.integer("version") == version else {
      throw ImportError(.wrongFormat, at: "line \(root.line)")
    }
    var entries: [(list: List, reader: FieldReader)] = []
    for list in List.allCases {
      entries += try root.objects(list.rawValue).map { (list, $0) }
    }
    try root.finish()
    var reading = RecordJSONReading(network: network)
    var ids: [NetworkItemID] = []
    for index in entries.indices {
      ids.append(
        try reading.identify(
          &entries[index].reader, isMember: entries[index].list == .members, using: &generator))
    }
    var plan = ImportPlan(items: [], names: reading.names, lines: [])
    for (index, entry) in entries.enumerated() {
      var reader = entry.reader
      let item = try reading.item(ids[index], entry.list, &reader)
      try reader.finish()
      plan.lines.append(
        ImportPlan.Line(
          source: entry.list.rawValue, line: reader.line,
          outcome: item == nil ? .merged : .taken, reason: item == nil ? .present : nil))
      if let item { plan.items.append(item) }
    }
    try check(plan.items, into: network, entries: entries.map(\.reader.line), ids: ids)
    return plan
  }

  /// Puts the items into a copy of the record, so that what does not fit is refused here.
  private static func check(
    _ items: [NetworkItem], into network: PersonalNetwork, entries: [Int], ids: [NetworkItemID]
  ) throws(ImportError) {
    var copy = network
    do {
      try copy.put(items)
    } catch {
      let index = ids.firstIndex { error.place.hasSuffix($0.description) }
      throw ImportError(
        .refused(error.code), at: index.map { "line \(entries[$0])" } ?? "the record as a whole")
    }
  }
}
