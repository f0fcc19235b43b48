import Testing

@testable import Cedar

struct ConformanceTests {
  private let schema: Schema
  private let user = EntityUID(type: EntityType(known: "User"), id: "u")
  private let view = EntityUID(type: EntityType(known: "Action"), id: "view")

  init() throws {
    schema = try Schema(
      """
      entity Colour enum ["red", "green"];
      entity User in [User] {
        age: Long, name?: String, tags: Set<Colour>, place: { city: String, street?: String },
      };
      action view appliesTo { principal: User, resource: Colour, context: { now: datetime } };
      """)
  }

  private func colour(_ id: ScalarString) -> EntityUID {
    EntityUID(type: EntityType(known: "Colour"), id: id)
  }

  private func conforms(_ changes: [ScalarString: Value?]) -> Bool {
    var attributes: [ScalarString: Value] = [
      "age": .long(1), "name": .string("n"), "tags": .set([.entity(colour("red"))]),
      "place": .record(["city": .string("c")]),
    ]
    for (name, value) in changes { attributes[name] = value }
    return (try? Entities([Entity(user, attributes: Attributes(attributes))], schema: schema))
      != nil
  }

  @Test func entitiesAreAsDeclared() throws {
    let both: Value = .record(["city": .string("c"), "street": .string("s")])
    #expect(conforms([:]))
    #expect(conforms(["name": nil]))
    #expect(conforms(["place": both]))
    #expect(conforms(["tags": .set([])]))
    for name: ScalarString in ["age", "tags", "place"] { #expect(!conforms([name: nil])) }
    for name: ScalarString in ["Age", "zip", "a", "zzz"] {
      #expect(!conforms([name: .long(1)]))
      #expect(!conforms([name: .long(1), "name": nil]))
    }
    #expect(!conforms(["age": .string("1")]))
    #expect(!conforms(["age": .datetime(DateTime(milliseconds: 1))]))
    #expect(!conforms(["tags": .set([.entity(colour("blue"))])]))
    #expect(!conforms(["tags": .set([.entity(colour("red")), .long(1)])]))
    #expect(!conforms(["tags": .set([.entity(user)])]))
    #expect(!conforms(["place": .record([:])]))
    #expect(!conforms(["place": .record(["city": .long(1)])]))
    #expect(!conforms(["place": .record(["city": .string("c"), "zip": .string("z")])]))
  }

  @Test(arguments: ["red", "green", "blue"])
  func requestsNameWhatIsEnumerated(id: ScalarString) throws {
    let request = Request(
      principal: user, action: view, resource: colour(id),
      context: ["now": .datetime(DateTime(milliseconds: 0))])
    if id == "blue" {
      #expect(throws: CedarError.self) { try schema.validate(request) }
    } else {
      try schema.validate(request)
    }
  }

  @Test func aStoreThatConformsHasTheActions() throws {
    let store = try Entities([Entity(user)])
    #expect(throws: CedarError.self) { try store.conforming(to: schema) }
    #expect(try Entities.empty.conforming(to: schema)[view] != nil)
    #expect(try Entities([Entity(view)]).conforming(to: schema).all.count == 1)
    let other = try #require(EntityUID("Action", "edit"))
    #expect(throws: CedarError.self) {
      try Entities([Entity(other)]).conforming(to: schema)
    }
  }
}
