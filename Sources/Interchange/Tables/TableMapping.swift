package import Foundation
import PersonalNetwork

/// How the columns of a table of members and a table of ties become a record.
///
/// Source: docs/spec/record-json.md, "Tables".
package struct TableMapping {
  /// What the field `format` says.
  package static let format = "maille-table-mapping"

  /// The rules of the members' table.
  struct Members {
    let id: String
    let label: String
    let labelPrefix: String
    let kind: ColumnRule<Member.Kind>?
    let role: ColumnRule<MemberRole>?
    let formal: ColumnRule<Bool>?
    let authority: ColumnRule<AuthorityReference>?
    let parentAuthority: ColumnRule<AuthorityReference>?
    let since: ColumnRule<Day>?
    let until: ColumnRule<Day>?
    let mandate: ColumnRule<Member.Mandate>?
    let circle: ColumnRule<Member.Circle>?
    let reserved: ColumnRule<Bool>?
    let ties: [OwnerTie]
  }

  /// The rules by which a row of the members' table tells a tie of the owner's.
  struct OwnerTie {
    let domain: ColumnRule<LifeDomain>
    let qualities: Qualities
  }

  /// The rules of what a tie is like.
  struct Qualities {
    let strength: ColumnRule<TieStrength>?
    let support: ColumnRule<TieDegree>?
    let stress: ColumnRule<TieDegree>?
    let frequency: ColumnRule<ContactFrequency>?
    let medium: ColumnRule<ContactMedium>?
    let help: [ColumnRule<HelpKind>]
    let helpDirection: ColumnRule<TieDirection>?
    let direction: ColumnRule<TieDirection>?
    let mediatedBy: ColumnRule<AuthorityReference>?
    let startedBy: ColumnRule<Initiator>?
    let since: ColumnRule<Day>?
    let until: ColumnRule<Day>?
    let saidBy: ColumnRule<Teller>?
    let contested: ColumnRule<Bool>?
    let statement: ColumnRule<String>?
  }

  /// The rules of the ties' table.
  struct Ties {
    let from: String
    let to: String
    let directed: Bool
    let present: ColumnRule<Bool>?
    let relation: ColumnRule<MemberTie.Relation>?
    let domain: ColumnRule<LifeDomain>?
    let strength: ColumnRule<TieStrength>?
  }

  /// The byte between two cells.
  let separator: UInt8
  /// The words that stand for nothing.
  let missing: Set<[UInt8]>
  let members: Members
  /// Nil when the mapping knows no table of ties.
  let ties: Ties?

  /// Reads a mapping file; throws with the line and field of the mapping.
  package init(_ file: Data) throws(ImportError) {
    var root = try FieldReader(try JSONParser.parse(file), path: "")
    guard try root.text("format") == Self.format, try root.integer("version") == 1 else {
      throw ImportError(.wrongFormat, at: "the mapping")
    }
    let place = root.place("separator")
    let separators: [String: UInt8] = [",": 0x2C, ";": 0x3B, "\t": 0x09]
    guard let separator = separators[try root.text("separator") ?? ","] else {
      throw ImportError(.unknownWord, at: place)
    }
    self.separator = separator
    missing = Set(try root.texts("missing").map { Array($0.utf8) })
    let membersPlace = root.place("members")
    guard let value = root.value("members") else {
      throw ImportError(.missingField, at: membersPlace)
    }
    members = try Self.members(value)
    ties = try root.value("ties").map { (value) throws(ImportError) in try Self.ties(value) }
    try root.finish()
  }

  private static func members(_ value: JSONValue) throws(ImportError) -> Members {
    var reader = try FieldReader(value, path: "members")
    let id = try reader.neededText("id")
    var ties: [OwnerTie] = []
    for var tie in try reader.objects("ties") {
      let place = tie.place("domain")
      guard let domain = try ColumnRule(&tie, "domain", parse: LifeDomain.init(rawValue:)) else {
        throw ImportError(.missingField, at: place)
      }
      ties.append(OwnerTie(domain: domain, qualities: try qualities(&tie)))
      try tie.finish()
    }
    let members = Members(
      id: id, label: try reader.text("label") ?? id,
      labelPrefix: try reader.text("labelPrefix") ?? "",
      kind: try ColumnRule(&reader, "kind", parse: Member.Kind.init(rawValue:)),
      role: try ColumnRule(&reader, "role", parse: MemberRole.init(rawValue:)),
      formal: try ColumnRule(&reader, "formal", parse: Bool.init),
      authority: try ColumnRule(&reader, "authority", parse: AuthorityReference.init),
      parentAuthority: try ColumnRule(
        &reader, "parentAuthority", parse: AuthorityReference.init),
      since: try ColumnRule(&reader, "since", parse: Day.init),
      until: try ColumnRule(&reader, "until", parse: Day.init),
      mandate: try ColumnRule(&reader, "mandate", parse: Member.Mandate.init(rawValue:)),
      circle: try ColumnRule(&reader, "circle", parse: step),
      reserved: try ColumnRule(&reader, "reserved", parse: Bool.init), ties: ties)
    try reader.finish()
    return members
  }

  private static func qualities(_ reader: inout FieldReader) throws(ImportError) -> Qualities {
    var help: [ColumnRule<HelpKind>] = []
    let place = reader.place("help")
    if let value = reader.value("help") {
      guard case .list(let list) = value.content else { throw ImportError(.wrongType, at: place) }
      for entry in list {
        let field = JSONValue(.object([JSONValue.Field(name: "help", value: entry)]))
        var wrapped = try FieldReader(field, path: "")
        guard let rule = try ColumnRule(&wrapped, "help", parse: HelpKind.init(rawValue:)) else {
          throw ImportError(.wrongType, at: place)
        }
        help.append(rule)
      }
    }
    return Qualities(
      strength: try ColumnRule(&reader, "strength", parse: step),
      support: try ColumnRule(&reader, "support", parse: step),
      stress: try ColumnRule(&reader, "stress", parse: step),
      frequency: try ColumnRule(&reader, "frequency", parse: step),
      medium: try ColumnRule(&reader, "medium", parse: ContactMedium.init(rawValue:)), help: help,
      helpDirection: try ColumnRule(
        &reader, "helpDirection", parse: TieDirection.init(rawValue:)),
      direction: try ColumnRule(&reader, "direction", parse: TieDirection.init(rawValue:)),
      mediatedBy: try ColumnRule(&reader, "mediatedBy", parse: AuthorityReference.init),
      startedBy: try ColumnRule(&reader, "startedBy", parse: Initiator.init(rawValue:)),
      since: try ColumnRule(&reader, "since", parse: Day.init),
      until: try ColumnRule(&reader, "until", parse: Day.init),
      saidBy: try ColumnRule(&reader, "saidBy", parse: Teller.init(rawValue:)),
      contested: try ColumnRule(&reader, "contested", parse: Bool.init),
      statement: try ColumnRule(&reader, "statement") { $0 })
  }

  private static func ties(_ value: JSONValue) throws(ImportError) -> Ties {
    var reader = try FieldReader(value, path: "ties")
    let ties = Ties(
      from: try reader.neededText("from"), to: try reader.neededText("to"),
      directed: try reader.flag("directed"),
      present: try ColumnRule(&reader, "present", parse: Bool.init),
      relation: try ColumnRule(&reader, "relation", parse: MemberTie.Relation.init(rawValue:)),
      domain: try ColumnRule(&reader, "domain", parse: LifeDomain.init(rawValue:)),
      strength: try ColumnRule(&reader, "strength", parse: step))
    try reader.finish()
    return ties
  }

  private static func step<Step: RawRepresentable>(_ text: String) -> Step?
  where Step.RawValue == Int {
    Int(text).flatMap(Step.init(rawValue:))
  }
}
