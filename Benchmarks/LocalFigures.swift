import Consent
import Foundation
import Interchange
import Keys
import PersonalNetwork
import Record

/// What is measured without a hub.
enum LocalFigures {
  /// The median of a policy decision on parsed policies, in microseconds.
  static func decision(_ world: World, rounds: Int = 5000) throws -> Double {
    let engine = try PolicyEngine(
      schema: try World.policy("maille.cedarschema"), policies: try World.policies())
    guard let owner = world.first?.state, let hub = owner.hub else {
      throw BenchmarkError("no record")
    }
    let grant = world.grants[0].payload
    let terms = grant.terms
    let now = Date()
    let authorities = Authorities(hub.description.register.payload)
    let line = LedgerLine(
      grant: grant.id,
      scope: GrantedScope(
        viewer: terms.viewer.fingerprint, authority: terms.authority, referent: false,
        compartments: terms.compartments, selection: [], from: terms.notBefore,
        until: terms.notAfter), ended: nil, grantedAt: terms.notBefore)
    let figures = Whole.releaseFigures(
      of: line, ledger: Ledger(), weights: .empty, authorities: authorities, now: now)
    let question = PolicyRequest.view(
      by: PolicyActor(fingerprint: world.viewer.card.signer, authority: terms.authority),
      under: PolicyGrant(id: grant.id, terms: terms, ended: false),
      of: PolicyRecord(
        id: owner.record, owner: owner.ownerCard.signer, helpers: [], stoppers: [],
        stopped: false),
      scope: PolicyScope(terms), purpose: terms.purpose,
      figures: figures,
      limits: .standard, authorities: authorities, now: now)
    var times: [Double] = []
    for _ in 0..<rounds {
      let begin = ContinuousClock.now
      let allowed = engine.decide(question).allowed
      times.append((ContinuousClock.now - begin) / .microseconds(1))
      guard allowed else { throw BenchmarkError("the view is not allowed") }
    }
    return times.sorted()[rounds / 2]
  }

  /// The median of opening and writing out an owner's record, in milliseconds.
  static func ownerRecord(_ world: World, items: Int = 2000, rounds: Int = 9) async throws
    -> Double
  {
    guard let hub = world.first?.state.hub else { throw BenchmarkError("no record") }
    let ring = try await World.person(
      "owner", .owner, Date(), secrets: [Root.secretName: Root().stored])
    var record = try OwnerRecord.begin(ring: ring, language: .english, hub: hub)
    let domains = LifeDomain.allCases
    _ = try record.add(
      (0..<items).map {
        .note(try Note(domain: domains[$0 % domains.count], text: "Note \($0) of the record"))
      })
    let folder = world.folder.appendingPathComponent("owner-\(record.state.record)")
    _ = try OwnerStore.create(in: folder, ring: ring, state: record.state)
    var times: [Double] = []
    for _ in 0..<rounds {
      let begin = ContinuousClock.now
      let network = try OwnerStore.open(in: folder, ring: ring).state.network()
      let shown = RecordJSON.write(network)
      times.append((ContinuousClock.now - begin) / .milliseconds(1))
      guard shown.count > items else { throw BenchmarkError("nothing is shown") }
    }
    return times.sorted()[rounds / 2]
  }
}
