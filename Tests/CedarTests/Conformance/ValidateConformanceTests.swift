import TestSupport
import Testing

@testable import Cedar

@Suite(.sharedData)
struct ValidateConformanceTests {
  @Test func strictVerdicts() throws {
    var passing = Score()
    var failing = Score()
    for (index, line) in try ConformanceData.lines("cases-validate").enumerated() {
      let hasFailure = line.contains(#""strict": "fail""#) || line.contains(#""strict":"fail""#)
      let stride = hasFailure ? 2 : 12
      guard ConformanceData.isFull || index % stride == 0 || !line.contains("corpus-tests") else {
        continue
      }
      try check(try Case(line), &passing, &failing)
    }
    print("validate, strict, expected pass: \(passing)")
    print("validate, strict, expected fail: \(failing)")
    #expect(passing.wrong == [])
    #expect(failing.wrong == [])
    #expect(failing.right > 300)
    #expect(passing.unsupported.count + failing.unsupported.count <= 40)
  }

  private func check(_ item: Case, _ passing: inout Score, _ failing: inout Score) throws {
    var verdicts: [String: Bool] = [:]
    var problem: (any Error)?
    do {
      guard let schema = try item.schema() else { throw Unsupported() }
      let policies = try item.policies()
      for policy in policies.everything { verdicts[policy.id.description] = true }
      for error in schema.validate(policies) { verdicts[error.policy.description] = false }
    } catch {
      problem = error
    }
    for (id, verdict) in try Case(item.fields["expect"] ?? .null).fields {
      let shouldPass = try Case(verdict).text("strict") == "pass"
      let outcome = {
        if let problem { throw problem }
        return verdicts[id.string] == shouldPass
      }
      if shouldPass {
        passing.count("\(item.id) \(id)", outcome)
      } else {
        failing.count("\(item.id) \(id)", outcome)
      }
    }
  }
}
