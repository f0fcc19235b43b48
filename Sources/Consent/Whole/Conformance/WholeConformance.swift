package import Foundation
import Keys
import PersonalNetwork

/// Runs cases for the guards, one line of JSON each, through the code that decides.
///
/// A case is answered from what a hub knows: its items are weighed and only the measured weights,
/// the ledger and the register's facts reach the figures.
package enum WholeConformance {
  /// Why a line is not a case.
  package struct Malformed: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with it.
    package let reason: String

    /// What is wrong with it.
    package var description: String { reason }
  }

  /// The figures and the refusals of one case.
  package struct Answer: Hashable, Sendable {
    /// The case.
    package let id: String
    /// Its figures.
    package let figures: Figures
    /// The ids of the limits that refuse, sorted.
    package let refusedBy: [String]
  }

  /// The line of JSON that answers a line of JSON: the case's id, figures, and what refuses.
  package static func answer(line: Data) throws(Malformed) -> Data {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(Line(try evaluate(line: line)))
    } catch let error as Malformed {
      throw error
    } catch {
      throw Malformed(reason: "the answer cannot be written")
    }
  }

  /// The figures and the refusals of the case in a line of JSON.
  package static func evaluate(line: Data) throws(Malformed) -> Answer {
    let read: WholeCase
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      read = try decoder.decode(WholeCase.self, from: line)
    } catch let error as DecodingError {
      throw Malformed(reason: "not a case: \(place(of: error))")
    } catch {
      throw Malformed(reason: "not a case")
    }
    let weighed = read.weighedItems
    var authorities: [String: AuthorityID] = [:]
    for viewer in read.viewers {
      guard let name = viewer.authority else { continue }
      authorities[viewer.id] = try authority(name)
    }
    var compartments: [String: [Compartment]] = [:]
    for item in read.items {
      compartments[item.id, default: []].append(.of(item.domain, item.facet))
    }
    func scope(_ grant: WholeCase.CaseGrant) throws(Malformed) -> GrantedScope {
      var asked: [Compartment] = []
      for pair in grant.compartments {
        guard let compartment = Compartment(pair.joined(separator: "/")), pair.count == 2 else {
          throw Malformed(reason: "not a case: compartments")
        }
        asked.append(compartment)
      }
      var selection: [SelectedItem] = []
      for name in grant.items {
        let id = WholeCase.item(name)
        let places = weighed.filter { $0.id == id }.map(\.compartment)
        guard !places.isEmpty else { throw Malformed(reason: "not a case: items") }
        selection += places.map { SelectedItem(item: id, compartment: $0) }
      }
      return GrantedScope(
        viewer: WholeCase.viewer(grant.viewer), authority: authorities[grant.viewer],
        referent: grant.referent, compartments: asked, selection: selection, from: grant.from,
        until: grant.until)
    }
    var lines: [LedgerLine] = []
    for (index, grant) in read.grants.enumerated() {
      let id = GrantID(unchecked: WholeCase.item("grant \(index)").bytes)
      lines.append(
        LedgerLine(
          grant: id, scope: try scope(grant), ended: grant.revoked, grantedAt: grant.from))
    }
    let proposal = try scope(read.proposal)
    let selectable = (lines.map(\.scope) + [proposal]).flatMap(\.selection)
    guard let ledger = try? Ledger(lines: lines) else {
      throw Malformed(reason: "not a case: grants")
    }
    let figures = Whole.figures(
      after: proposal, ledger: ledger, weights: Weights(weighed).measured(selectable: selectable),
      authorities: try register(read.authorities), now: read.now)
    return Answer(
      id: read.id, figures: figures,
      refusedBy: Guards.refusals(figures, limits: .standard).map(\.limit.rawValue).sorted())
  }

  private static func authority(_ name: String) throws(Malformed) -> AuthorityID {
    guard let id = AuthorityID(name) else { throw Malformed(reason: "not a case: authority") }
    return id
  }

  /// Contexts that no wall depends on may have any name in a case.
  private static func register(
    _ cases: [WholeCase.CaseAuthority]
  ) throws(Malformed) -> Authorities {
    var parents: [AuthorityID: AuthorityID] = [:]
    var contexts: [AuthorityID: Set<Context>] = [:]
    for entry in cases {
      let id = try authority(entry.id)
      if let parent = entry.parent { parents[id] = try authority(parent) }
      contexts[id] = Set(entry.contexts.compactMap { Context(rawValue: $0) })
    }
    return Authorities(parents: parents, contexts: contexts)
  }

  private static func place(of error: DecodingError) -> String {
    let path: [any CodingKey]
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      path = context.codingPath
    case .keyNotFound(let key, let context): path = context.codingPath + [key]
    @unknown default: path = []
    }
    return path.isEmpty ? "no JSON" : path.map(\.stringValue).joined(separator: ".")
  }
}

/// The answer as it is written; κ is there as null when there is none.
private struct Line: Encodable {
  let answer: WholeConformance.Answer

  init(_ answer: WholeConformance.Answer) { self.answer = answer }

  enum Keys: String, CodingKey { case id, figures, refusedBy }

  enum FigureKeys: String, CodingKey {
    case viewerShare, viewerDomains, authorityShare, authorityDomains, coalitionPersons
    case coalitionAuthorities, kappaPersons, kappaAuthorities, neverSeen, neverSeenDomains
    case durationDays, runDays, domains
  }

  func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Keys.self)
    try line.encode(answer.id, forKey: .id)
    try line.encode(answer.refusedBy, forKey: .refusedBy)
    var figures = line.nestedContainer(keyedBy: FigureKeys.self, forKey: .figures)
    let values = answer.figures
    try figures.encode(values.viewerShare, forKey: .viewerShare)
    try figures.encode(values.viewerDomains, forKey: .viewerDomains)
    try figures.encode(values.authorityShare, forKey: .authorityShare)
    try figures.encode(values.authorityDomains, forKey: .authorityDomains)
    try figures.encode(values.coalitionPersons, forKey: .coalitionPersons)
    try figures.encode(values.coalitionAuthorities, forKey: .coalitionAuthorities)
    try figures.encode(values.kappaPersons, forKey: .kappaPersons)
    try figures.encode(values.kappaAuthorities, forKey: .kappaAuthorities)
    try figures.encode(values.neverSeen, forKey: .neverSeen)
    try figures.encode(values.neverSeenDomains, forKey: .neverSeenDomains)
    try figures.encode(values.durationDays, forKey: .durationDays)
    try figures.encode(values.runDays, forKey: .runDays)
    try figures.encode(values.domains, forKey: .domains)
  }
}
