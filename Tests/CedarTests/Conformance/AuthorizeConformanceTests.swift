import TestSupport
import Testing

@testable import Cedar

@Suite(.sharedData)
struct AuthorizeConformanceTests {
  @Test func decisionsReasonsAndErrors() throws {
    var discriminating = Score()
    var others = Score()
    for (index, line) in try ConformanceData.lines("cases-authorize").enumerated() {
      let isDiscriminating =
        line.contains("\"discriminating\": true")
        || line.contains("\"discriminating\":true")
      let stride = isDiscriminating ? 4 : 40
      guard ConformanceData.isFull || index % stride == 0 || !line.contains("corpus-tests") else {
        continue
      }
      let item = try Case(line)
      if isDiscriminating {
        discriminating.count(item.id) { try isRight(item) }
      } else {
        others.count(item.id) { try isRight(item) }
      }
    }
    print("authorize, discriminating: \(discriminating)")
    print("authorize, others: \(others)")
    #expect(discriminating.wrong == [])
    #expect(others.wrong == [])
    #expect(discriminating.right > 400)
    #expect(discriminating.unsupported.count + others.unsupported.count <= 8)
  }

  private func isRight(_ item: Case) throws -> Bool {
    guard item.fields["templates"] == nil, item.fields["links"] == nil else { throw Unsupported() }
    let schema: Schema?
    let authorizer: Authorizer
    let entities: Entities
    do {
      schema = try item.schema()
      authorizer = Authorizer(try item.policies())
      entities = try Entities(node: item.fields["entities"] ?? .null, schema: schema)
    } catch let error as CedarError {
      if item.text("expectSetup") == "error" { return true }
      throw error
    }
    guard item.text("expectSetup") == nil else { return false }
    for request in try item.items("requests") {
      guard try isRight(request, authorizer, entities, schema) else { return false }
    }
    return true
  }

  private func isRight(
    _ request: Case, _ authorizer: Authorizer, _ entities: Entities, _ schema: Schema?
  ) throws -> Bool {
    let expected = request.text("decision")
    do {
      let action = try request.uid("action")
      let read = Request(
        principal: try request.uid("principal"), action: action,
        resource: try request.uid("resource"),
        context: try Request.context(
          request.fields["context"] ?? .object([]), of: action, schema: schema))
      if let schema, request.flag("validateRequest") != false { try schema.validate(read) }
      let response = authorizer.decide(read, entities: entities)
      return try response.decision.rawValue == expected
        && Set(response.determining.map(\.description)) == request.texts("reason")
        && Set(response.errors.map(\.policy.description)) == request.texts("errors")
    } catch is CedarError {
      return expected == "invalid"
    }
  }
}
