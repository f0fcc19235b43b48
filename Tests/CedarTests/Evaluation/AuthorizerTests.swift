import Testing

@testable import Cedar

struct AuthorizerTests {
  private let alice = EntityUID(type: EntityType(known: "User"), id: "alice")
  private let view = EntityUID(type: EntityType(known: "Action"), id: "view")
  private let photo = EntityUID(type: EntityType(known: "Photo"), id: "p")

  private func decide(_ policies: String, _ entities: [Entity] = []) throws -> Response {
    Authorizer(try PolicySet(policies)).decide(
      Request(principal: alice, action: view, resource: photo),
      entities: try Entities(entities))
  }

  @Test func nothingPermitsByItself() throws {
    let response = try decide("")
    #expect(response.decision == .deny)
    #expect(response.determining == [])
  }

  @Test func aForbidOverridesEveryPermit() throws {
    let response = try decide(
      """
      permit(principal, action, resource);
      forbid(principal == User::"alice", action, resource);
      """)
    #expect(response.decision == .deny)
    #expect(response.determining == ["policy1"])
  }

  @Test func anErringPolicyIsSkippedAndNamed() throws {
    let response = try decide(
      """
      permit(principal, action, resource);
      forbid(principal, action, resource) when { resource.secret };
      """)
    #expect(response.decision == .allow)
    #expect(response.errors.map(\.policy) == ["policy1"])
    #expect(response.errors.first?.error.code == .missingEntity)
    #expect(response.errors.first?.error.position?.line == 2)
  }

  @Test func membershipIsTransitive() throws {
    let team = try #require(EntityUID("Team", "t"))
    let all = try #require(EntityUID("Team", "all"))
    let response = try decide(
      #"permit(principal in Team::"all", action, resource);"#,
      [Entity(alice, parents: [team]), Entity(team, parents: [all])])
    #expect(response.decision == .allow)
  }

  @Test func aCycleIsRefused() throws {
    let team = try #require(EntityUID("Team", "t"))
    #expect(throws: CedarError.self) {
      try Entities([Entity(alice, parents: [team]), Entity(team, parents: [alice])])
    }
    #expect(throws: CedarError.self) { try Entities([Entity(alice, parents: [alice])]) }
  }

  @Test func aLongHierarchyIsClosedWithoutRecursion() throws {
    let type = EntityType(known: "User")
    func uid(_ number: Int) -> EntityUID { EntityUID(type: type, id: ScalarString("\(number)")) }
    let chain = (0..<1000).map { Entity(uid($0), parents: [uid($0 + 1)]) }
    #expect(try Entities(chain).isIn(uid(0), uid(1000)))
  }

  @Test func overflowIsAnError() throws {
    let response = try decide(
      "permit(principal, action, resource) when { 9223372036854775807 + 1 > 0 };")
    #expect(response.decision == .deny)
    #expect(response.errors.first?.error.code == .overflow)
  }

  @Test func aTemplateDecidesNothing() throws {
    let response = try decide("permit(principal == ?principal, action, resource);")
    #expect(response.decision == .deny)
    #expect(response.errors.isEmpty)
  }
}
