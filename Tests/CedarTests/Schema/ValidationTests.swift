import Testing

@testable import Cedar

struct ValidationTests {
  private func mistakes(_ conditions: String) throws -> [PolicyError] {
    let schema = try Schema(
      """
      entity User { name: String, age?: Long } tags String;
      entity Photo in [Album] { owner: User };
      entity Album;
      action view appliesTo { principal: User, resource: Photo, context: { now: datetime } };
      """)
    return schema.validate(
      try PolicySet("permit(principal, action, resource) when { \(conditions) };"))
  }

  @Test(arguments: [
    "resource.owner == principal",
    "principal has age && principal.age > 3",
    "if principal has age then principal.age > 3 else false",
    "principal.hasTag(\"x\") && principal.getTag(\"x\") == \"y\"",
    "resource in Album::\"a\"",
    "context.now < datetime(\"2030-01-01\")",
    "principal in Album::\"a\" && principal.unknown",
  ])
  func accepted(conditions: String) throws {
    #expect(try mistakes(conditions).isEmpty)
  }

  @Test(arguments: [
    "principal.age > 3",
    "principal has age || principal.age > 3",
    "principal.unknown == 1",
    "principal.name == 1",
    "principal.name",
    "[] == []",
    "[1, \"a\"].contains(1)",
    "principal.getTag(\"x\") == \"y\"",
    "context.now < 3",
    "decimal(principal.name) == decimal(\"1.0\")",
    "decimal(\"1\") == decimal(\"1.0\")",
    "resource in Group::\"a\"",
    "action == Action::\"edit\"",
    "1 + 1",
  ])
  func refused(conditions: String) throws {
    let mistake = try #require(try mistakes(conditions).first)
    #expect(mistake.error.code == .validation)
    #expect(mistake.error.position != nil)
  }

  @Test func aRequestMustConform() throws {
    let schema = try Schema(
      """
      entity User enum ["a"];
      action view appliesTo { principal: User, resource: User, context: { n: Long, o?: Bool } };
      """)
    let user = try #require(EntityUID("User", "a"))
    let view = try #require(EntityUID("Action", "view"))
    func check(_ context: Attributes<Value>, principal: EntityUID? = nil) throws(CedarError) {
      try schema.validate(
        Request(
          principal: principal ?? user, action: view, resource: user, context: context))
    }
    try check(["n": .long(1)])
    try check(["n": .long(1), "o": .bool(true)])
    #expect(throws: CedarError.self) { try check([:]) }
    #expect(throws: CedarError.self) { try check(["n": .bool(true)]) }
    #expect(throws: CedarError.self) { try check(["n": .long(1), "p": .long(1)]) }
    #expect(throws: CedarError.self) {
      try check(["n": .long(1)], principal: EntityUID(type: user.type, id: "b"))
    }
  }
}
