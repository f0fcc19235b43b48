import Consent
import Foundation
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Affiliations over time")
struct AffiliationTests {
  /// A grant to someone of a service.
  private struct Cast {
    let world: HubWorld
    var owner: OwnerWorld
    var viewer: Person
    let grant: GrantID

    static func make(days: Int = 180) async throws -> Cast {
      let world = try await HubWorld()
      var owner = try await OwnerWorld.make(in: world)
      let viewer = try await world.viewer("Paul", at: "estran")
      let (grant, answer) = try await owner.grant(to: viewer, domains: [.housing], days: days)
      #expect(answer.status == 200)
      return Cast(world: world, owner: owner, viewer: viewer, grant: grant.grant.payload.id)
    }

    func look(_ person: Person? = nil) async throws -> Int {
      try await world.view(grant, of: owner.id, by: person ?? viewer).status
    }

    /// What the owner's device hears of the grant's affiliation.
    mutating func loss() async throws -> AffiliationLoss? {
      let answer = try await world.send(.get, "\(owner.path)/grants", by: owner.person)
      try await owner.record.apply(
        try CanonicalJSON.decode(OwnerGrants.self, from: answer.body))
      return owner.record.state.loss(of: grant)
    }

    /// Puts the next register in force, with what `change` makes of each authority.
    func register(_ change: (RegisteredAuthority) throws -> RegisteredAuthority) async throws {
      let present = world.hub.registry.current.register
      let next = try await HubSetup.cosign(
        HubSetup.proposeRegister(
          world.ring, authorities: try present.payload.authorities.map(change),
          after: present, at: world.clock.now), with: world.auditor.ring.identity)
      let answer = try await world.post(
        RegisterExchange(register: next), to: "/v1/register", by: world.auditor)
      #expect(answer.status == 200)
    }
  }

  @Test("a professional who leaves sees nothing more, and the owner is told")
  func leaves() async throws {
    var cast = try await Cast.make()
    #expect(try await cast.look() == 200)
    #expect(try await cast.loss() == nil)
    cast.world.clock.advance(by: 3600)
    let end = try await SignedDocument.sign(
      AffiliationEnd(
        authority: try #require(AuthorityID("estran")), viewer: cast.viewer.fingerprint,
        at: cast.world.clock.now),
      with: try #require(cast.world.authorities["estran"]).ring.identity)
    let ended = try await cast.world.post(
      PublishAffiliationEnd(end: end), to: "/v1/affiliation-ends",
      by: try #require(cast.world.authorities["estran"]))
    #expect(ended.status == 200)
    #expect(try await cast.look() == 401)
    #expect(try await cast.loss() == .left)
    // Taken on again by the same service, within the same grant.
    cast.world.clock.advance(by: 3600)
    cast.viewer.affiliation = try await cast.world.affirm(cast.viewer, by: "estran")
    #expect(try await cast.look() == 200)
    #expect(try await cast.loss() == nil)
  }

  @Test("a word that ran out closes the grant until the service gives it again")
  func expires() async throws {
    var cast = try await Cast.make()
    cast.world.clock.advance(by: 90 * 86_400)
    #expect(try await cast.look() == 401)
    #expect(try await cast.loss() == .expired)
    cast.viewer.affiliation = try await cast.world.affirm(cast.viewer, by: "estran")
    #expect(try await cast.look() == 200)
    #expect(try await cast.loss() == nil)
  }

  @Test("a professional who changes service takes no grant along")
  func changesService() async throws {
    let cast = try await Cast.make()
    var moved = cast.viewer
    moved.affiliation = try await cast.world.affirm(cast.viewer, by: "maison")
    #expect(try await cast.look(moved) == 404)
    var alone = cast.viewer
    alone.affiliation = nil
    #expect(try await cast.look(alone) != 200)
    #expect(try await cast.look() == 200)
  }

  @Test(
    "under a service's new key its old word counts for nothing, and the grant goes on with a new")
  func keyRotated() async throws {
    var cast = try await Cast.make()
    let new = try await Person.make("estran", .authority, at: cast.world.clock.now)
    let estran = try #require(AuthorityID("estran"))
    try await cast.register { authority in
      guard authority.id == estran else { return authority }
      return try RegisteredAuthority(
        id: authority.id, name: authority.name, key: new.identity, parent: authority.parent,
        contexts: authority.contexts)
    }
    #expect(try await cast.look() == 401)
    #expect(try await cast.loss() == .keyChanged)
    // The old key, found by someone, affirms nobody and ends nobody's work.
    var impostor = cast.viewer
    impostor.affiliation = try await cast.world.affirm(cast.viewer, by: "estran")
    #expect(try await cast.look(impostor) == 401)
    cast.world.clock.advance(by: 60)
    cast.viewer.affiliation = try await SignedDocument.sign(
      Affiliation(
        authority: estran, viewer: cast.viewer.fingerprint, role: "worker",
        notBefore: cast.world.clock.now, notAfter: cast.world.clock.now + 90 * 86_400),
      with: new.ring.identity)
    #expect(try await cast.look() == 200)
    #expect(try await cast.loss() == nil)
  }

  @Test("an emergency set sealed to a key that was lost opens no more, and the owner is told")
  func emergencyKeyRotated() async throws {
    var it = try await EmergencyWorld.make()
    let new = try await Person.make("estran", .authority, at: it.world.clock.now)
    let present = it.world.hub.registry.current.register
    let next = try await HubSetup.cosign(
      HubSetup.proposeRegister(
        it.world.ring,
        authorities: try present.payload.authorities.map { authority in
          guard authority.id == AuthorityID("estran") else { return authority }
          return try RegisteredAuthority(
            id: authority.id, name: authority.name, key: new.identity, parent: authority.parent,
            contexts: authority.contexts)
        }, after: present, at: it.world.clock.now), with: it.world.auditor.ring.identity)
    #expect(
      try await it.world.post(
        RegisterExchange(register: next), to: "/v1/register", by: it.world.auditor
      ).status == 200)
    it.world.clock.advance(by: 60)
    var opener = it.opener
    opener.affiliation = try await SignedDocument.sign(
      Affiliation(
        authority: try #require(AuthorityID("estran")), viewer: it.opener.fingerprint,
        role: "worker", notBefore: it.world.clock.now,
        notAfter: it.world.clock.now + 90 * 86_400), with: new.ring.identity)
    for key in [it.service.ring.identity, new.ring.identity] {
      #expect(try await it.open(try await it.word(by: key), by: opener).status == 404)
    }
    let answer = try await it.world.send(.get, "\(it.owner.path)/grants", by: it.owner.person)
    try await it.owner.record.apply(
      try CanonicalJSON.decode(OwnerGrants.self, from: answer.body))
    #expect(it.owner.record.state.loss(of: it.grant.id) == .keyChanged)
  }
}
