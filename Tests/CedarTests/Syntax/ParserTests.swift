import Testing

@testable import Cedar

struct ParserTests {
  private func refusal(_ text: String) -> CedarError? {
    do throws(CedarError) {
      _ = try PolicySet(text)
      return nil
    } catch {
      return error
    }
  }

  @Test func annotationsEffectAndPosition() throws {
    let text = "\n  @id(\"a\") @flag forbid (principal, action, resource);"
    let policy = try #require(try PolicySet(text).policies.first)
    #expect(policy.annotations == ["id": "a", "flag": ""])
    #expect(policy.effect == .forbid)
    #expect(policy.position == SourcePosition(offset: 3, line: 2, column: 3))
  }

  @Test func idsFromAnAnnotation() throws {
    let text = #"@id("one") permit(principal, action, resource);"#
    #expect(try PolicySet(text, naming: .annotation("id")).policies.map(\.id) == ["one"])
    #expect(throws: CedarError.self) { try PolicySet(text + text, naming: .annotation("id")) }
    #expect(throws: CedarError.self) { try PolicySet(text, naming: .annotation("name")) }
  }

  @Test func errorsNameThePlace() throws {
    let error = try #require(refusal("permit(principal, action, resource)\nwhen { é == 1 };"))
    #expect(error.code == .syntax)
    #expect(error.position == SourcePosition(offset: 43, line: 2, column: 8))
  }

  @Test(arguments: [
    String(repeating: "(", count: 5_000) + "1",
    String(repeating: "[", count: 5_000),
    String(repeating: "if true then ", count: 5_000),
    "1" + String(repeating: ".a", count: 5_000),
    "{a:" + String(repeating: "{a:", count: 5_000),
    String(repeating: "-(", count: 5_000) + "1",
  ])
  func deepNestingIsAnErrorAndNoCrash(expression: String) throws {
    let error = try #require(refusal("permit(principal,action,resource) when { \(expression) };"))
    #expect(error.code == .limit)
  }

  @Test func longChainsAreNotDeep() throws {
    let sum = Array(repeating: "1", count: 20_000).joined(separator: " + ")
    let all = Array(repeating: "true", count: 20_000).joined(separator: " && ")
    let set = try PolicySet(
      "permit(principal,action,resource) when { \(sum) == 20000 } when { \(all) };")
    let request = Request(
      principal: try #require(EntityUID("U", "a")), action: try #require(EntityUID("Action", "a")),
      resource: try #require(EntityUID("U", "a")))
    #expect(Authorizer(set).decide(request, entities: .empty).decision == .allow)
  }

  @Test func deepJSONIsAnErrorAndNoCrash() {
    let text = String(repeating: "[", count: 5_000)
    #expect(throws: CedarError.self) { try Entities(json: text) }
    #expect(throws: CedarError.self) {
      try Schema("type T = " + String(repeating: "Set<", count: 5_000))
    }
  }

  @Test func namesAreScalarsNotCharacters() throws {
    let composed = "\u{e9}"
    let decomposed = "e\u{301}"
    #expect(ScalarString(composed) != ScalarString(decomposed))
    #expect(ScalarString("\r\n") == "\r\n")
    #expect(Value.string(ScalarString(composed)) != .string(ScalarString(decomposed)))
    let both = Value.set([.string(ScalarString(composed)), .string(ScalarString(decomposed))])
    guard case .set(let members) = both else { return }
    #expect(members.count == 2)
  }

  @Test(arguments: ["U", "A::B", "_x9::Y"]) func typeNames(name: String) {
    #expect(EntityType(name)?.description == name)
  }

  @Test(arguments: ["", "A::", "::A", "A:B", "A :: B", "9a", "in", "A::__cedar", "é", "A::B::"])
  func notTypeNames(name: String) {
    #expect(EntityType(name) == nil)
  }
}
