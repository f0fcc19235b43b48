import Consent
import Foundation
import Interchange
import Keys
import PersonalNetwork
import TestSupport
import Testing

@Suite struct NadegeTests {
  private struct Case: Decodable {
    struct Member: Decodable {
      let id: String
      let authority: String?
      let reserved: Bool
    }

    struct Item: Decodable, Hashable {
      let id: String
      let carrier: String
      let domain: LifeDomain
      let facet: Facet
      let reserved: Bool?
    }

    struct Grant: Decodable {
      let viewer: String
      let referent: Bool
      let from: Date
      let until: Date
      let compartments: [[String]]
      let items: [String]
    }

    struct Authority: Decodable {
      let id: String
      let parent: String?
      let contexts: [String]
    }

    struct Viewer: Decodable {
      let id: String
      let authority: String?
    }

    struct Expectation: Decodable {
      let figures: [String: Int?]
      let refusedBy: [String]
    }

    let id: String
    let now: Date
    let members: [Member]
    let items: [Item]
    let authorities: [Authority]
    let viewers: [Viewer]
    let grants: [Grant]
    let proposal: Grant
    let expect: Expectation
  }

  private func record() throws -> (network: PersonalNetwork, names: [String: NetworkItemID]) {
    let plan = try RecordJSON.plan(try Repository.bytes("keys-example/nadege.json"))
    return (try PersonalNetwork(items: plan.items), plan.names)
  }

  private func item(
    _ name: String, _ network: PersonalNetwork, _ names: [String: NetworkItemID]
  ) throws -> NetworkItem {
    let id = try #require(names[name])
    return try #require(network[id])
  }

  private func cases() throws -> [Case] {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try SharedData.lines("whole/nadege.jsonl").map {
      try decoder.decode(Case.self, from: $0)
    }
  }

  @Test func herRecordIsTheOneOfTheDomainPage() throws {
    let (network, names) = try record()
    #expect(network.members.count == 17)
    #expect(network.nonEmptyDomains == LifeDomain.allCases)
    #expect(network.memberTies.count == 4)
    let paul = try #require(names["paul"])
    #expect(network.referents.map(\.designation.member.card) == [paul])
    let reserved = try ["okoro", "theo", "choir"].map { try #require(names[$0]) }
    #expect(reserved.allSatisfy { network.isReserved(MemberID(card: $0)) })
    let rent = try item("rent", network, names)
    #expect(!network.isReserved(rent))
    // Seen from the compartments: nothing of the reserve can be granted.
    for compartment in Compartment.all {
      let carriers = network.items(in: compartment).compactMap { $0.carrier?.card }
      #expect(Set(carriers).isDisjoint(with: reserved))
    }
  }

  @Test(.sharedData)
  func herItemsAreThoseOfTheCases() throws {
    let (network, names) = try record()
    let expected = try #require(try cases().first)
    #expect(Set(expected.members.map(\.id)).isSubset(of: names.keys))
    for member in expected.members {
      let id = MemberID(card: try #require(names[member.id]))
      #expect(network.isReserved(id) == member.reserved)
      #expect(network.card(id)?.authority?.description == member.authority)
    }
    for item in expected.items {
      let found = try self.item(item.id, network, names)
      #expect(found.content.home == .of(item.domain, item.facet))
      #expect(
        found.carrier == (item.carrier == "owner" ? nil : names[item.carrier].map(MemberID.init)))
      #expect(found.reserved == (item.reserved ?? false))
    }
    // Besides: the 17 cards, the ties between members and the référent, which weigh nothing.
    #expect(network.count == expected.items.count + 17 + 4 + 1)
  }

  @Test(.sharedData)
  func herFiguresAreThoseOfTheCases() throws {
    let (network, names) = try record()
    for expected in try cases() {
      let figures = try figures(expected, network, names)
      let refusals = Guards.refusals(figures, limits: .standard)
      #expect(refusals.map(\.limit.rawValue).sorted() == expected.expect.refusedBy)
      let values: [String: Int?] = [
        "viewerShare": figures.viewerShare, "viewerDomains": figures.viewerDomains,
        "authorityShare": figures.authorityShare, "authorityDomains": figures.authorityDomains,
        "coalitionPersons": figures.coalitionPersons,
        "coalitionAuthorities": figures.coalitionAuthorities,
        "kappaPersons": figures.kappaPersons, "kappaAuthorities": figures.kappaAuthorities,
        "neverSeen": figures.neverSeen, "neverSeenDomains": figures.neverSeenDomains,
        "durationDays": figures.durationDays, "runDays": figures.runDays,
        "domains": figures.domains,
      ]
      #expect(values == expected.expect.figures, "\(expected.id)")
    }
  }

  private func figures(
    _ given: Case, _ network: PersonalNetwork, _ names: [String: NetworkItemID]
  ) throws -> Figures {
    func authority(_ name: String) throws -> AuthorityID { try #require(AuthorityID(name)) }
    func viewer(_ name: String) -> Fingerprint {
      Fingerprint(unchecked: Data(name.utf8) + Data(count: 32 - name.utf8.count))
    }
    func scope(_ grant: Case.Grant) throws -> GrantedScope {
      let own = given.viewers.first { $0.id == grant.viewer }?.authority
      return GrantedScope(
        viewer: viewer(grant.viewer), authority: try own.map(authority),
        referent: grant.referent,
        compartments: grant.compartments.compactMap { Compartment($0.joined(separator: "/")) },
        selection: try grant.items.map {
          let item = try self.item($0, network, names)
          return SelectedItem(
            item: ItemID(item.id), compartment: try #require(item.content.home))
        }, from: grant.from, until: grant.until)
    }
    let lines = try given.grants.enumerated().map { index, grant in
      LedgerLine(
        grant: GrantID(unchecked: Data(count: 15) + Data([UInt8(index)])),
        scope: try scope(grant), grantedAt: grant.from)
    }
    let proposal = try scope(given.proposal)
    var parents: [AuthorityID: AuthorityID] = [:]
    var contexts: [AuthorityID: Set<Context>] = [:]
    for entry in given.authorities {
      parents[try authority(entry.id)] = try entry.parent.map(authority)
      contexts[try authority(entry.id)] = Set(entry.contexts.compactMap(Context.init))
    }
    let selectable = (lines.map(\.scope) + [proposal]).flatMap(\.selection)
    return Whole.figures(
      after: proposal, ledger: try Ledger(lines: lines),
      weights: Weights(network).measured(selectable: selectable),
      authorities: Authorities(parents: parents, contexts: contexts), now: given.now)
  }
}
