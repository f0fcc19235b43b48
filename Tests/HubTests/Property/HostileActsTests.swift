import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import TestSupport
import Testing

@testable import Hub

@Suite("No sequence of acts passes a hard limit")
struct HostileActsTests {
  /// A world in which everything that a hostile device, helper, professional or authority may try
  /// is tried at random, and each answer of the hub is held against the model's.
  private struct Trial {
    let world: HubWorld
    var owner: OwnerWorld
    var model = WholeModel()
    var generator: SeededGenerator
    var viewers: [Person] = []
    var helpers: [Person] = []
    /// Since when a helper is one, and when they were dismissed after how long.
    var enrolled: [Fingerprint: Date] = [:]
    var dismissed: [Fingerprint: (since: Date, at: Date)] = [:]
    var publications: [GrantPublication] = []
    var openings: [Fingerprint: Set<Int>] = [:]
    var isStopped = false
    var acceptedGrants = 0
    var refusedGrants = 0
    var opened = 0

    var now: Date { world.clock.now }

    init(seed: UInt64) async throws {
      world = try await HubWorld()
      owner = try await OwnerWorld.make(in: world)
      generator = SeededGenerator(seed: seed)
      for (index, authority) in ["estran", "cpas", "maison", "maison-annexe", "atelier", nil]
        .enumerated()
      {
        viewers.append(try await world.viewer("viewer \(index)", at: authority))
      }
      helpers = [
        try await world.viewer("a sister", at: nil, kind: .helper),
        try await world.viewer("a social worker", at: "maison-annexe", kind: .helper),
      ]
      for (id, parent, contexts) in HubWorld.authorityList {
        let authority = try #require(AuthorityID(id))
        model.parents[authority] = parent.flatMap { AuthorityID($0) }
        model.walls[authority] =
          contexts.contains(.employer) || contexts.contains(.benefitControl)
          ? [.wellbeing, .care] : []
      }
      for domain in LifeDomain.allCases {
        try note(owner.notes[domain], in: domain, reserved: false)
        try note(owner.reserved[domain], in: domain, reserved: true)
      }
    }

    private mutating func note(
      _ id: NetworkItemID?, in domain: LifeDomain, reserved: Bool
    ) throws {
      model.notes.insert(
        WholeModel.Note(id: ItemID(try #require(id)), domain: domain, reserved: reserved))
    }

    private mutating func chance(_ percent: Int) -> Bool {
      Int.random(in: 0..<100, using: &generator) < percent
    }

    private func top(_ authority: AuthorityID?) -> AuthorityID? {
      var top = authority
      while let next = top.flatMap({ model.parents[$0] }) { top = next }
      return top
    }

    /// One access is given and used, so that chance alone does not decide whether any is.
    mutating func begin() async throws {
      let viewer = viewers[0]
      let (publication, answer) = try await owner.grant(to: viewer, domains: [.leisure])
      try #require(answer.status == 200)
      let terms = publication.grant.payload
      let grant = WholeModel.Grant(
        id: terms.id, viewer: viewer.fingerprint, authority: terms.authority, referent: false,
        thirdPerson: false, domains: [.leisure], selection: [], from: terms.notBefore,
        until: terms.notAfter)
      publications.append(publication)
      model.accept(grant, at: now)
      try await view(grant, by: viewer)
      try #require(opened == 1)
    }

    mutating func act() async throws {
      switch Int.random(in: 0..<100, using: &generator) {
      case 0..<48: try await grant()
      case 48..<58: try await view()
      case 58..<66: try await revoke()
      case 66..<78: try await wait()
      case 78..<83: try await pad()
      case 83..<87: try await help()
      case 87..<91: try await replay()
      case 91..<95: try await freeze()
      case 95..<97: try await newColleague()
      case 97..<98: try await merge()
      default: try await ask()
      }
    }

    /// Proposes whatever a pressed owner, or a captured device, would sign.
    private mutating func grant() async throws {
      let everyone = viewers + helpers
      var viewer = everyone[Int.random(in: 0..<everyone.count, using: &generator)]
      if let held = viewer.affiliation?.payload, held.notAfter <= now + 86_400 {
        viewer.affiliation = try await world.affirm(viewer, by: held.authority.description)
        renew(viewer)
      }
      let domains = LifeDomain.allCases.shuffled(using: &generator)
        .prefix(chance(60) ? 1 : Int.random(in: 2...6, using: &generator))
      let picked = model.notes.filter { !$0.reserved && !domains.contains($0.domain) }
        .sorted { $0.id < $1.id }.shuffled(using: &generator).prefix(chance(25) ? 2 : 0)
      let start =
        now + (chance(15) ? TimeInterval(Int.random(in: 1...30, using: &generator)) * 86_400 : 0)
      let days = chance(10) ? 1 : Int.random(in: 2...180, using: &generator)
      let authority = viewer.affiliation?.payload.authority
      let compartments = domains.sorted().map { Compartment.of($0, .notes) }
      let terms = try GrantTerms(
        viewer: viewer.identity, authority: authority, compartments: compartments,
        selection: owner.record.selection(
          of: picked.compactMap { NetworkItemID($0.id) }, beside: compartments),
        purpose: .coordination, referent: chance(12), notBefore: start,
        notAfter: start + TimeInterval(days) * 86_400)
      let name = authority.flatMap {
        world.hub.registry.current.register.payload.authority($0)?.name
      }
      let held = try owner.record.draft(
        terms: terms, viewerCard: try await viewer.ring.card.verifiedCard(),
        affiliation: viewer.affiliation, authorityName: name, compared: true, at: now)
      try await owner.publish()
      let attesters = try await attest(held, viewer: viewer)
      let (publication, answer) = try await owner.sign(held)
      let proposal = WholeModel.Grant(
        id: publication.grant.payload.id, viewer: viewer.fingerprint, authority: authority,
        referent: terms.referent, thirdPerson: independent(attesters, of: viewer) > 0,
        domains: Set(domains), selection: Set(terms.selection.map(\.item)), from: terms.notBefore,
        until: terms.notAfter)
      var expected = model.refusals(of: proposal, at: now)
      if needsSecond(viewer), !hasSecond(attesters, for: viewer) {
        expected.append("second-attestation")
      }
      if isStopped { expected.append("stop-grant") }
      if expected.isEmpty {
        #expect(
          answer.status == 200, "\(answer.problem ?? "") \(answer.policies ?? [])")
      } else {
        #expect(answer.status != 200, "passed \(expected)")
        #expect(answer.policies?.sorted() == expected.sorted())
      }
      guard answer.status == 200 else {
        refusedGrants += 1
        return
      }
      acceptedGrants += 1
      publications.append(publication)
      model.accept(proposal, at: now)
    }

    private mutating func attest(_ held: HeldDraft, viewer: Person) async throws -> [Person] {
      var attesters: [Person] = []
      let known =
        helpers.filter {
          enrolled[$0.fingerprint] != nil && ($0.affiliation == nil || isAffiliated($0))
        } + viewers.filter(isAffiliated)
      for person in known where attesters.count < 4 && chance(30) {
        try await owner.record.attest(try await owner.attestation(of: held, by: person))
        attesters.append(person)
      }
      return attesters
    }

    private func isAffiliated(_ person: Person) -> Bool {
      (person.affiliation?.payload.notAfter ?? .distantPast) > now + 86_400
    }

    /// The helpers that still count: the enrolled, and those dismissed within 72 hours.
    private var counting: [Person] {
      helpers.filter {
        enrolled[$0.fingerprint] != nil
          || (dismissed[$0.fingerprint].map { now < $0.at + 72 * 3600 } ?? false)
      }
    }

    private func needsSecond(_ viewer: Person) -> Bool {
      counting.contains { helper in
        helper.fingerprint == viewer.fingerprint
          || (top(helper.affiliation?.payload.authority).map {
            $0 == top(viewer.affiliation?.payload.authority)
          } ?? false)
      }
    }

    private func independent(_ attesters: [Person], of viewer: Person) -> Int {
      let tops = counting.compactMap { top($0.affiliation?.payload.authority) }
      return attesters.filter { attester in
        guard attester.fingerprint != viewer.fingerprint else { return false }
        if let own = top(attester.affiliation?.payload.authority) {
          return own != top(viewer.affiliation?.payload.authority) && !tops.contains(own)
        }
        return enrolled[attester.fingerprint].map { $0 <= now - 72 * 3600 } ?? false
      }.count
    }

    private func hasSecond(_ attesters: [Person], for viewer: Person) -> Bool {
      attesters.count >= 2 && attesters.contains { enrolled[$0.fingerprint] != nil }
        && independent(attesters, of: viewer) > 0
    }

    private mutating func renew(_ person: Person) {
      for index in viewers.indices where viewers[index].fingerprint == person.fingerprint {
        viewers[index] = person
      }
      for index in helpers.indices where helpers[index].fingerprint == person.fingerprint {
        helpers[index] = person
      }
    }

    private mutating func view() async throws {
      guard let grant = model.grants.randomElement(using: &generator) else { return }
      let people = viewers + helpers
      // Sometimes by the wrong person.
      let right = people.first { $0.fingerprint == grant.viewer }
      guard let viewer = chance(85) ? right : people.randomElement(using: &generator) else {
        return
      }
      try await view(grant, by: viewer)
    }

    private mutating func view(_ grant: WholeModel.Grant, by viewer: Person) async throws {
      let answer = try await world.view(grant.id, of: owner.id, by: viewer)
      guard answer.status == 200 else { return }
      opened += 1
      #expect(viewer.fingerprint == grant.viewer)
      #expect(grant.isLive(at: now))
      #expect(!isStopped)
      let today = Int(now.timeIntervalSince1970 / 86_400)
      openings[viewer.fingerprint, default: []].insert(today)
      let days = openings[viewer.fingerprint, default: []].filter { $0 > today - 7 }
      #expect(days.count <= 5)
    }

    private mutating func revoke() async throws {
      guard let grant = model.grants.filter({ $0.end > now }).randomElement(using: &generator)
      else { return }
      _ = try await owner.record.revoke([grant.id], at: now)
      try await owner.flush()
      model.end([grant.id], at: now)
    }

    private mutating func wait() async throws {
      let hours = chance(60) ? Int.random(in: 1...30, using: &generator) : 24 * 20
      world.clock.advance(by: TimeInterval(hours) * 3600)
      try await owner.publish()
    }

    /// Fills a domain, openly or in the reserve, to make what is seen look small.
    private mutating func pad() async throws {
      let domain = LifeDomain.allCases.randomElement(using: &generator) ?? .work
      let reserved = chance(50)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let added = try owner.record.add(
          [.note(try Note(domain: domain, text: "padding"))], reserved: reserved)
        try note(added.first?.id, in: domain, reserved: reserved)
      }
      try await owner.publish()
    }

    private mutating func help() async throws {
      guard let helper = helpers.randomElement(using: &generator) else { return }
      if enrolled[helper.fingerprint] == nil {
        var renewed = helper
        if let held = helper.affiliation?.payload {
          renewed.affiliation = try await world.affirm(helper, by: held.authority.description)
          renew(renewed)
        }
        try await owner.enrol(renewed, mayStop: chance(50))
        // A pause under 72 hours counts as none.
        let paused = dismissed[helper.fingerprint].flatMap { now < $0.at + 72 * 3600 ? $0 : nil }
        enrolled[helper.fingerprint] = paused?.since ?? now
      } else if let since = enrolled[helper.fingerprint] {
        _ = try await owner.record.dismiss(helper: helper.fingerprint, at: now)
        try await owner.flush()
        enrolled[helper.fingerprint] = nil
        dismissed[helper.fingerprint] = (since, now)
      }
    }

    /// Hands in again what was taken, ended or not.
    private mutating func replay() async throws {
      guard let publication = publications.randomElement(using: &generator) else { return }
      _ = try await owner.send(.grant(publication))
      let id = publication.grant.payload.id
      guard let known = model.grants.first(where: { $0.id == id }), !known.isLive(at: now),
        let viewer = (viewers + helpers).first(where: { $0.fingerprint == known.viewer })
      else { return }
      #expect(try await world.view(id, of: owner.id, by: viewer).status != 200)
    }

    private mutating func freeze() async throws {
      if isStopped {
        _ = try await owner.record.resume(at: now)
      } else {
        _ = try await owner.record.stop(at: now)
      }
      try await owner.flush()
      isStopped.toggle()
    }

    private mutating func newColleague() async throws {
      guard viewers.count < 12 else { return }
      let authority = ["estran", "cpas", "maison", "atelier"].randomElement(using: &generator)
      viewers.append(try await world.viewer("viewer \(viewers.count)", at: authority))
    }

    /// Brings one authority under another, as a register may.
    private mutating func merge() async throws {
      let child = try #require(AuthorityID("atelier"))
      let parent = try #require(AuthorityID("estran"))
      guard model.parents[child] == nil else { return }
      let present = world.hub.registry.current.register
      let authorities = try present.payload.authorities.map { authority in
        try RegisteredAuthority(
          id: authority.id, name: authority.name, key: authority.key,
          parent: authority.id == child ? parent : authority.parent,
          contexts: authority.contexts)
      }
      let register = try await HubSetup.cosign(
        HubSetup.proposeRegister(world.ring, authorities: authorities, after: present, at: now),
        with: world.auditor.ring.identity)
      let answer = try await world.post(
        RegisterExchange(register: register), to: "/v1/register", by: world.auditor)
      #expect(answer.status == 200)
      model.parents[child] = parent
    }

    private mutating func ask() async throws {
      guard let viewer = viewers.randomElement(using: &generator) else { return }
      let ask = try await RequestTests().request(
        viewer, of: owner.id, at: now, compartments: [.of(.housing, .notes)])
      _ = try await world.post(ask, to: "\(owner.path)/requests", by: viewer)
    }
  }

  /// `MAILLE_ACTS` sets how many acts are tried, 250 in each world.
  @Test("a hostile device, helpers, professionals and authorities together, act by act")
  func acts() async throws {
    let total = ProcessInfo.processInfo.environment["MAILLE_ACTS"].flatMap { Int($0) } ?? 150
    let each = 250
    for world in 0..<(total + each - 1) / each {
      var trial = try await Trial(seed: 2026 + UInt64(world))
      try await trial.begin()
      for _ in 0..<min(each, total - world * each) { try await trial.act() }
      #expect(trial.acceptedGrants > 0 && trial.refusedGrants > 0 && trial.opened > 0)
      let entries = try await trial.world.entries(of: trial.owner)
      #expect(entries.filter { $0.frame.kind == .view }.count == trial.opened)
      if total > each {
        print(
          "world \(world): \(trial.acceptedGrants) grants taken, \(trial.refusedGrants) refused,",
          "\(trial.opened) views opened")
      }
    }
  }
}
