import Testing

@testable import Cedar

/// Paths are followed before any policy is evaluated, which no policy may notice.
struct PathsTests {
  private let alice = EntityUID(type: EntityType(known: "User"), id: "alice")
  private let bob = EntityUID(type: EntityType(known: "User"), id: "bob")
  private let view = EntityUID(type: EntityType(known: "Action"), id: "view")
  private let photo = EntityUID(type: EntityType(known: "Photo"), id: "p")

  private func decide(_ condition: String, action: String = "action") throws -> Response {
    let policies = try PolicySet(
      """
      permit(principal, \(action), resource);
      forbid(principal, \(action), resource) when { \(condition) };
      forbid(principal, \(action), resource) when { context.late };
      """)
    return Authorizer(policies).decide(
      Request(
        principal: alice, action: view, resource: photo,
        context: ["late": true.value, "note": .record(["text": .string("x")])]),
      entities: try Entities([
        Entity(alice, attributes: ["age": .long(3), "friend": .entity(bob)]),
        Entity(photo, attributes: ["owner": .entity(alice)]),
      ]))
  }

  @Test(arguments: [
    ("resource.owner.age == 3", true), ("resource.owner.friend == User::\"bob\"", true),
    ("context.note.text == \"y\"", false), ("context.note == {text: \"x\"}", true),
    ("resource.owner.age > 3", false), ("resource has owner", true),
    ("resource has owner.age", true), ("resource has owner.name", false),
    ("resource.owner.friend has age", false), ("action has name", false),
    ("resource has name && resource.name == 1", false),
    ("resource.owner == principal || resource.missing", true),
    ("(if true then resource else principal).owner.age == 3", true),
  ])
  func aPathLeadsToWhatItNames(condition: String, isTrue: Bool) throws {
    let response = try decide(condition)
    #expect(response.errors.isEmpty)
    #expect(response.determining == (isTrue ? ["policy1", "policy2"] : ["policy2"]))
  }

  @Test(arguments: [
    ("resource.missing", CedarError.Code.missingAttribute),
    ("resource.missing.more", .missingAttribute), ("action.name == 1", .missingEntity),
    ("resource.owner.friend.age == 1", .missingEntity), ("principal.age.more", .type),
    ("principal.age", .type), ("principal.age has more", .type),
    ("principal.age < context.late", .type), ("resource.missing has more", .missingAttribute),
    ("resource.owner.friend.friend has age", .missingEntity), ("!principal.age", .type),
    ("principal.age.isEmpty()", .type), ("principal.age + 9223372036854775807 > 0", .overflow),
  ])
  func onlyThePolicyThatReadsItFails(condition: String, code: CedarError.Code) throws {
    let response = try decide(condition)
    #expect(response.errors.map(\.policy) == ["policy1"])
    #expect(response.errors.map(\.error.code) == [code])
    #expect(response.errors.first?.error.position?.line == 2)
    #expect(response.determining == ["policy2"])
  }

  @Test(arguments: ["false && resource.missing", "if false then action.name else false"])
  func whatIsNotReachedDoesNotFail(condition: String) throws {
    #expect(try decide(condition).errors.isEmpty)
  }

  @Test(arguments: [
    (#"action == Action::"view""#, true), (#"action == Action::"edit""#, false),
    (#"action in Action::"view""#, true),
    (#"action in [Action::"edit", Action::"view"]"#, true),
    (#"action in [Action::"edit"]"#, false), (#"action in Action::"reading""#, true),
    (#"action in Action::"using""#, true), ("action in []", false),
  ])
  func policiesBearOnTheActionsThatTheyName(scope: String, bears: Bool) throws {
    let reading = try #require(EntityUID("Action", "reading"))
    let using = try #require(EntityUID("Action", "using"))
    let entities = try Entities([
      Entity(view, parents: [reading]), Entity(reading, parents: [using]),
    ])
    let others = #"forbid(principal, action == Action::"edit", resource);"#
    let response = Authorizer(
      try PolicySet("\(others) permit(principal, \(scope), resource);")
    ).decide(Request(principal: alice, action: view, resource: photo), entities: entities)
    #expect(response.determining == (bears ? ["policy1"] : []))
  }
}

extension Bool {
  fileprivate var value: Value { .bool(self) }
}
