import TestSupport
import Testing

@testable import Cedar

@Suite(.sharedData)
struct LanguageConformanceTests {
  @Test func expressions() throws {
    var score = Score()
    for line in try ConformanceData.lines("cases-expression") {
      let item = try Case(line)
      score.count(item.id) { try outcome(item) == item.text("expect") }
    }
    print("expression: \(score)")
    #expect(score.wrong == [])
    #expect(score.unsupported == [])
    #expect(score.right == 89)
  }

  private func outcome(_ item: Case) throws -> String {
    let text = "permit(principal, action, resource) when { \(item.text("expr") ?? "") };"
    guard let policies = try? PolicySet(text) else { return "parse-error" }
    let entities = try Entities(node: item.fields["entities"] ?? .array([]), schema: nil)
    let request = try Case(item.fields["request"] ?? .null)
    let action = try request.uid("action")
    let response = Authorizer(policies).decide(
      Request(
        principal: try request.uid("principal"), action: action,
        resource: try request.uid("resource"),
        context: try Request.context(
          request.fields["context"] ?? .object([]), of: action, schema: nil)),
      entities: entities)
    return response.errors.isEmpty ? response.decision.rawValue : "error"
  }

  @Test func parsing() throws {
    var score = Score()
    for line in try ConformanceData.lines("cases-parse") {
      let item = try Case(line)
      score.count(item.id) {
        if item.text("schemaFormat") == "json" { throw Unsupported() }
        do {
          try parse(item)
          return item.text("expect") == "ok"
        } catch is CedarError {
          return item.text("expect") == "error"
        }
      }
    }
    print("parse: \(score)")
    #expect(score.wrong == [])
    #expect(score.right > 150)
  }

  private func parse(_ item: Case) throws {
    let text = item.text("text") ?? ""
    switch item.text("kind") {
    case "policy-parse": _ = try PolicySet(text)
    case "schema-parse": _ = try Schema(text)
    case "entities-parse": _ = try Entities(json: text, schema: try item.schema())
    case "context-parse":
      let schema = try item.schema()
      guard let node = item.fields["request"] else {
        _ = try Request.context(
          try JSONNode(text), of: try #require(EntityUID("A", "")), schema: nil)
        return
      }
      let request = try Case(node)
      let read = try Request(
        principal: try request.uid("principal"), action: try request.uid("action"),
        resource: try request.uid("resource"), contextJSON: text, schema: schema)
      try schema?.validate(read)
    default: throw Unsupported()
    }
  }
}
