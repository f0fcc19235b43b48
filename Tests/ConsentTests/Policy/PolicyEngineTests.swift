import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing

@testable import Consent

struct PolicyEngineTests {
  private static let live =
    "tests/view-a-live-grant-opens-what-it-holds.json"

  private func decision(
    changing part: String, to other: String
  ) throws -> PolicyDecision {
    let text = try PolicyFolder.text(Self.live)
    #expect(text.contains(part))
    return try PolicyCase(json: text.replacing(part, with: other))
      .decision(by: PolicyFolder.engine())
  }

  @Test(arguments: [
    ("\"openings\": 1, ", ""), ("\"thirdPerson\": false", "\"thirdPerson\": 0"),
    ("\"run\": 180, \"openings\": 1", "\"openings\": 1"),
    (", \"openings\": 5", ""), ("\"purpose\": \"coordination\",\n      \"whole\"", "\"whole\""),
    ("\"duration\": 180, \"run\": 180", "\"duration\": \"180\", \"run\": 180"),
  ])
  func aMissingFigureIsARefusal(part: String, other: String) throws {
    let decision = try decision(changing: part, to: other)
    #expect(!decision.allowed)
    #expect(decision.failure == .request)
  }

  @Test func anEntityThatDoesNotExistIsARefusal() throws {
    // Without the record, every policy that reads it fails; a skipped forbid would allow.
    let decision = try decision(
      changing: "{\"uid\": {\"type\": \"Record\"", to: "{\"uid\": {\"type\": \"Log\"")
    #expect(!decision.allowed)
    let text = try PolicyFolder.text(Self.live)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("\"uid\": {\"type\": \"Record\"") }
    let missing = try PolicyCase(json: lines.joined(separator: "\n"))
      .decision(by: PolicyFolder.engine())
    #expect(!missing.allowed)
    #expect(missing.failure == .evaluation)
    #expect(missing.policies.contains("stop"))
  }

  @Test func aBundleThatDoesNotValidateMakesNoEngine() throws {
    let schema = try PolicyFolder.schema()
    let policies = try PolicyFolder.policies()
    func code(_ schema: String, _ policies: [PolicyText]) -> PolicyEngineError.Code? {
      do throws(PolicyEngineError) {
        _ = try PolicyEngine(schema: schema, policies: policies)
        return nil
      } catch {
        return error.code
      }
    }
    func changed(_ part: String, _ other: String) -> [PolicyText] {
      policies.map { PolicyText(name: $0.name, text: $0.text.replacing(part, with: other)) }
    }
    #expect(code(schema, policies) == nil)
    #expect(code(schema + "entity", policies) == .schema)
    #expect(code(schema.replacing("erase", with: "wipe"), changed("erase", "wipe")) == .schema)
    #expect(code(schema, changed("context.whole.run", "context.whole.walk")) == .validation)
    #expect(code(schema, changed("forbid (", "forbid [")) == .policy)
    #expect(code(schema, changed("@id(\"run\")", "")) == .policy)
    #expect(code(schema, changed("@id(\"run\")", "@id(\"rate\")")) == .policy)
    #expect(code(schema, changed("@id(\"run\")", "@id(\"walk\")")) == .missingGuard)
    #expect(code(schema, policies.filter { $0.name != "limits" }) == .missingGuard)
    #expect(code(schema, changed("@reason_fr", "@raison")) == .reason)
    #expect(
      code(schema, changed("forbid (principal, action", "permit (principal, action"))
        == .missingGuard)
    let template = PolicyText(
      name: "template",
      text: "@id(\"t\") permit(principal == ?principal, action, resource);")
    #expect(code(schema, policies + [template]) == .template)
    let long = PolicyText(
      name: "long", text: "//" + String(repeating: "x", count: PolicyEngine.sizeBound))
    #expect(code(schema, policies + [long]) == .tooLarge)
  }

  @Test(
    .sharedData, arguments: ["nadege", "random"])
  func policiesRefuseExactlyWhatTheGuardsRefuse(file: String) throws {
    let engine = try PolicyFolder.engine()
    let record = PolicyRecord(
      id: DocumentsFixture.id(1),
      owner: try DocumentsFixture.identity(1).publicIdentity.fingerprint,
      stopped: false)
    let authorities = Authorities(parents: [:], contexts: [:])
    for line in try SharedData.lines("whole/\(file).jsonl") {
      let answer = try WholeConformance.evaluate(line: line)
      let decision = engine.decide(
        .grant(
          to: DocumentsFixture.viewer.fingerprint, for: nil,
          scope: PolicyScope(compartments: [.of(.housing, .people)], items: []),
          purpose: .coordination, by: PolicyActor(fingerprint: record.owner), in: record,
          figures: answer.figures, limits: .standard,
          attestation: AttestationFacts(
            required: false, attesters: [], viewer: DocumentsFixture.viewer.fingerprint,
            viewerAuthority: nil, helpers: [], authorities: authorities,
            now: DocumentsFixture.now),
          authorities: authorities, now: DocumentsFixture.now))
      #expect(decision.failure == nil)
      #expect(decision.allowed == answer.refusedBy.isEmpty, "\(answer.id)")
      #expect(decision.allowed || decision.policies == answer.refusedBy, "\(answer.id)")
    }
  }
}
