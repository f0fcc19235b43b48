import Foundation
import Testing

@testable import Consent

struct PolicyFilesTests {
  @Test func everyCaseIsDecidedAsItSays() throws {
    let engine = try PolicyFolder.engine()
    for (file, test) in try PolicyFolder.cases() {
      let decision = test.decision(by: engine)
      #expect(decision.failure == nil, "\(file)")
      #expect(decision.allowed == test.allowed, "\(file)")
      #expect(decision.policies == test.policies, "\(file)")
      #expect(test.passes(engine), "\(file)")
    }
  }

  @Test func everyPolicyDecidesInOneCaseAndNotInAnother() throws {
    let engine = try PolicyFolder.engine()
    let cases = try PolicyFolder.cases().map(\.test)
    #expect(engine.policyIDs.count > 25)
    for id in engine.policyIDs {
      #expect(cases.contains { $0.policies.contains(id) }, "\(id) never decides")
      #expect(cases.contains { !$0.policies.contains(id) }, "\(id) always decides")
    }
    let known = Set(engine.policyIDs)
    for test in cases { #expect(known.isSuperset(of: test.policies), "\(test.name)") }
  }

  @Test func aCaseThatExpectsSomethingElseFails() throws {
    let engine = try PolicyFolder.engine()
    let text = try PolicyFolder.text("tests/view-a-live-grant-opens-what-it-holds.json")
    let opposite = text.replacing("\"allow\"", with: "\"deny\"")
    #expect(try !PolicyCase(json: opposite).passes(engine))
    let other = text.replacing("[\"view\"]", with: "[\"grant\"]")
    #expect(try !PolicyCase(json: other).passes(engine))
  }

  @Test(arguments: ["", "[]", "{}", "{\"name\":\"n\",\"decision\":\"maybe\"}"])
  func whatIsNoCaseIsRefused(json: String) {
    #expect(throws: PolicyEngineError.self) { try PolicyCase(json: json) }
  }

  @Test func theIdsOfGuardsAreTheIdsOfLimits() throws {
    let known = Set(try PolicyFolder.engine().policyIDs)
    for limit in LimitID.allCases where limit != .batch && limit != .exit {
      #expect(known.contains(limit.rawValue))
    }
  }
}
