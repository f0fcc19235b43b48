package import Foundation
import PersonalNetwork

/// Reads a pair of tables, members and the ties between them, into items.
package struct TableImport {
  private let mapping: TableMapping
  private var plan = ImportPlan(items: [], names: [:], lines: [])
  private var tied: [MemberID: [LifeDomain]] = [:]
  private var pairs: [Pair: (item: Int, backwards: Bool)] = [:]

  /// Two members and what links them, in a fixed order.
  private struct Pair: Hashable {
    let one: MemberID
    let other: MemberID
    let relation: MemberTie.Relation
  }

  /// Why a row is left out; never leaves this type.
  private struct Left: Error {
    let reason: ImportPlan.Reason
  }

  /// Plans the import of two tables; nothing is half read.
  ///
  /// A row that cannot be used is dropped with its reason; a pair told twice becomes one tie, mutual
  /// when it was told both ways. Members of the plan are new: a table names nobody of a record.
  ///
  /// - Throws: ``ImportError`` for a table that cannot be read or lacks a column of the mapping.
  package static func plan(
    members: Data, ties: Data?, mapping: TableMapping
  ) throws(ImportError) -> ImportPlan {
    var generator = SystemRandomNumberGenerator()
    return try plan(members: members, ties: ties, mapping: mapping, using: &generator)
  }

  /// The same, with a given source of identifiers.
  package static func plan(
    members: Data, ties: Data?, mapping: TableMapping,
    using generator: inout some RandomNumberGenerator
  ) throws(ImportError) -> ImportPlan {
    var reading = TableImport(mapping: mapping)
    try reading.read(members: members, using: &generator)
    guard !reading.plan.items.isEmpty else {
      throw ImportError(.nothingToImport, at: "members")
    }
    if let ties { try reading.read(ties: ties, using: &generator) }
    do {
      _ = try PersonalNetwork(items: reading.plan.items)
    } catch {
      throw ImportError(.refused(error.code), at: "the record as a whole")
    }
    return reading.plan
  }

  private init(mapping: TableMapping) { self.mapping = mapping }

  private mutating func note(
    _ source: String, _ row: CSVTable.Row, _ outcome: ImportPlan.Line.Outcome,
    _ reason: ImportPlan.Reason? = nil
  ) {
    plan.lines.append(
      ImportPlan.Line(source: source, line: row.line, outcome: outcome, reason: reason))
  }

  /// Reads every row of a table; what a row lacks drops it, what the table lacks stops the import.
  private mutating func read(
    _ source: String, _ data: Data,
    each: (inout TableImport, TableRow) throws -> ImportPlan.Reason?
  ) throws(ImportError) {
    let table = try CSVTable(data, separator: mapping.separator, source: source)
    for row in table.rows {
      guard row.cells.count == table.header.count else {
        note(source, row, .dropped, .cellCount)
        continue
      }
      do {
        let cells = TableRow(table: table, row: row, source: source, missing: mapping.missing)
        let merged = try each(&self, cells)
        note(source, row, merged == nil ? .taken : .merged, merged)
      } catch let left as Left {
        note(source, row, .dropped, left.reason)
      } catch let error as ImportError {
        throw error
      } catch {
        note(source, row, .dropped, .notAllowed)
      }
    }
  }

  private func value<Value>(_ rule: ColumnRule<Value>?, _ row: TableRow) throws -> Value? {
    switch try rule?.answer(row) {
    case .value(let value): value
    case .absent, nil: nil
    case .unknown: throw Left(reason: .unknownWord)
    }
  }

  private mutating func read(
    members: Data, using generator: inout some RandomNumberGenerator
  ) throws(ImportError) {
    let rules = mapping.members
    try read("members", members) { reading, row in
      guard let name = try row.cell(rules.id) else { throw Left(reason: .emptyCell) }
      var ties: [(domain: LifeDomain, qualities: TieQualities)] = []
      for rule in rules.ties {
        guard let domain = try reading.value(rule.domain, row) else { continue }
        ties.append((domain, try reading.qualities(rule.qualities, row)))
      }
      let known = reading.plan.names[name]
      var added: [NetworkItem] = []
      let id = known ?? NetworkItemID(using: &generator)
      if known == nil {
        guard let label = try row.cell(rules.label) else { throw Left(reason: .emptyCell) }
        added.append(
          try NetworkItem(
            id: id, content: .card(try reading.card(rules.labelPrefix + label, row)),
            reserved: try reading.value(rules.reserved, row) ?? false))
      }
      let member = MemberID(card: id)
      var domains = reading.tied[member] ?? []
      for tie in ties where !domains.contains(tie.domain) {
        domains.append(tie.domain)
        added.append(
          try NetworkItem(
            id: NetworkItemID(using: &generator),
            content: .tie(
              Tie(domain: tie.domain, member: member, qualities: tie.qualities))))
      }
      reading.tied[member] = domains
      reading.plan.names[name] = id
      reading.plan.items += added
      return known == nil ? nil : .repeated
    }
  }

  private func card(_ label: String, _ row: TableRow) throws -> Member {
    let rules = mapping.members
    return try Member(
      kind: value(rules.kind, row) ?? .person, label: label, role: value(rules.role, row),
      formal: value(rules.formal, row) ?? false, authority: value(rules.authority, row),
      parentAuthority: value(rules.parentAuthority, row),
      mandate: value(rules.mandate, row) ?? Member.Mandate.none, circle: value(rules.circle, row),
      since: value(rules.since, row), until: value(rules.until, row))
  }

  private func qualities(
    _ rules: TableMapping.Qualities, _ row: TableRow
  ) throws -> TieQualities {
    var help: Set<HelpKind> = []
    for rule in rules.help {
      if let kind = try value(rule, row) { help.insert(kind) }
    }
    return try TieQualities(
      direction: value(rules.direction, row) ?? .mutual, strength: value(rules.strength, row),
      support: value(rules.support, row), stress: value(rules.stress, row), help: help,
      helpDirection: value(rules.helpDirection, row), frequency: value(rules.frequency, row),
      medium: value(rules.medium, row), mediatedBy: value(rules.mediatedBy, row),
      startedBy: value(rules.startedBy, row), since: value(rules.since, row),
      until: value(rules.until, row), saidBy: value(rules.saidBy, row) ?? .owner,
      contested: value(rules.contested, row) ?? false, statement: value(rules.statement, row))
  }

  private mutating func read(
    ties: Data, using generator: inout some RandomNumberGenerator
  ) throws(ImportError) {
    guard let rules = mapping.ties else { throw ImportError(.missingField, at: "the mapping") }
    try read("ties", ties) { reading, row in
      guard let from = try row.cell(rules.from), let to = try row.cell(rules.to) else {
        throw Left(reason: .emptyCell)
      }
      guard try reading.value(rules.present, row) ?? true else { throw Left(reason: .noTie) }
      guard let one = reading.plan.names[from], let other = reading.plan.names[to] else {
        throw Left(reason: .unknownMember)
      }
      guard one != other else { throw Left(reason: .selfTie) }
      let relation = try reading.value(rules.relation, row) ?? .knows
      let strength = try reading.value(rules.strength, row)
      return try reading.add(
        from: MemberID(card: one), to: MemberID(card: other), relation: relation,
        domain: try reading.value(rules.domain, row), strength: strength,
        directed: rules.directed, using: &generator)
    }
  }

  /// Adds a tie between two members, or merges it into the one that is there.
  private mutating func add(
    from: MemberID, to: MemberID, relation: MemberTie.Relation, domain: LifeDomain?,
    strength: TieStrength?, directed: Bool, using generator: inout some RandomNumberGenerator
  ) throws -> ImportPlan.Reason? {
    let backwards = to < from
    let pair = Pair(one: min(from, to), other: max(from, to), relation: relation)
    guard let present = pairs[pair] else {
      let tie = try MemberTie(
        domain: try self.domain(for: from, to, told: domain), from: from, to: to,
        relation: relation,
        qualities: TieQualities(direction: directed ? .outward : .mutual, strength: strength))
      pairs[pair] = (plan.items.count, backwards)
      plan.items.append(
        try NetworkItem(id: NetworkItemID(using: &generator), content: .memberTie(tie)))
      return nil
    }
    let item = plan.items[present.item]
    guard case .memberTie(let tie) = item.content else { return .repeated }
    let reversed = present.backwards != backwards
    let strongest = [tie.qualities.strength, strength].compactMap(\.self)
      .max { $0.rawValue < $1.rawValue }
    let merged = try MemberTie(
      domain: tie.domain, from: tie.from, to: tie.to, relation: relation,
      qualities: TieQualities(
        direction: reversed ? .mutual : tie.qualities.direction, strength: strongest))
    plan.items[present.item] = try NetworkItem(id: item.id, content: .memberTie(merged))
    return reversed ? .reversed : .repeated
  }

  /// The domain told, if one of the two is tied there, else the first they share, else the first of
  /// either.
  private func domain(
    for from: MemberID, _ to: MemberID, told: LifeDomain?
  ) throws -> LifeDomain {
    let first = tied[from] ?? []
    let second = tied[to] ?? []
    if let told, first.contains(told) || second.contains(told) { return told }
    let shared = first.first { second.contains($0) }
    guard let domain = shared ?? first.first ?? second.first else {
      throw Left(reason: .noDomain)
    }
    return domain
  }
}
