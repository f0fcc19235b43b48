@testable import Consent
import Foundation
import TestSupport
import Testing

@Suite struct WholeCasesTests {
  /// What a case expects, read apart from the code under test.
  private struct Expected: Decodable {
    struct Expectation: Decodable {
      let figures: [String: Int?]
      let refusedBy: [String]
    }

    let id: String
    let expect: Expectation
  }

  private struct Answered: Decodable {
    let id: String
    let figures: [String: Int?]
    let refusedBy: [String]
  }

  @Test(
    .sharedData,
    arguments: [("nadege", 12), ("random", 400)])
  func everyCaseIsEqualInFiguresAndRefusals(_ file: String, _ count: Int) throws {
    let lines = try SharedData.lines("whole/\(file).jsonl")
    #expect(lines.count == count)
    for line in lines {
      let expected = try JSONDecoder().decode(Expected.self, from: line)
      let text = try WholeConformance.answer(line: line)
      let answer = try JSONDecoder().decode(Answered.self, from: text)
      #expect(answer.id == expected.id)
      #expect(answer.figures == expected.expect.figures, "\(expected.id)")
      #expect(answer.refusedBy == expected.expect.refusedBy, "\(expected.id)")
    }
  }

  /// A record of two domains, worked out by hand.
  static let small = """
    {"id":"small","now":"2026-06-01T09:00:00Z",
    "members":[{"id":"a","authority":null,"reserved":false},{"id":"b","reserved":true}],
    "items":[{"id":"t","carrier":"a","domain":"care","facet":"ties"},
    {"id":"n","carrier":"owner","domain":"care","facet":"notes"},
    {"id":"s","carrier":"b","domain":"work","facet":"ties"}],
    "authorities":[{"id":"job","parent":null,"contexts":["employer"]}],
    "viewers":[{"id":"v","authority":"job"}],"grants":[],
    "proposal":{"viewer":"v","referent":false,"from":"2026-06-01T09:00:00Z",
    "until":"2026-06-01T09:00:01Z","compartments":[["care","people"]],"items":["n"]}}
    """

  @Test func aSmallCaseWorkedOutByHand() throws {
    // Two domains of 500 million; care has two carriers of 250 million: a (people 125, ties 125)
    // and the owner (notes 250). The proposal opens 125 + 250 of 1000; the reserve is 500.
    let answer = try WholeConformance.answer(line: Data(Self.small.utf8))
    #expect(
      String(decoding: answer, as: UTF8.self) == """
        {"figures":{"authorityDomains":1,"authorityShare":3750,"coalitionAuthorities":3750,\
        "coalitionPersons":3750,"domains":2,"durationDays":1,"kappaAuthorities":null,\
        "kappaPersons":null,"neverSeen":6250,"neverSeenDomains":2,"runDays":1,"viewerDomains":1,\
        "viewerShare":3750},"id":"small","refusedBy":["wall"]}
        """)
  }

  @Test(arguments: [
    ("\"now\"", "\"then\"", "not a case: now"),
    ("\"items\":[\"n\"]", "\"items\":[\"unknown\"]", "not a case: items"),
    ("[\"care\",\"people\"]", "[\"care\",\"all\"]", "not a case: compartments"),
    ("\"authority\":\"job\"", "\"authority\":\"The Job\"", "not a case: authority"),
    ("{\"id\":\"small\"", "", "not a case: no JSON"),
  ])
  func aLineThatIsNoCaseIsRefused(_ part: String, _ other: String, _ reason: String) {
    let line = Self.small.replacing(part, with: other)
    #expect(throws: WholeConformance.Malformed(reason: reason)) {
      try WholeConformance.evaluate(line: Data(line.utf8))
    }
  }
}
