@testable import Consent
import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing

/// Cases kept in the repository, made by a second implementation of docs/spec/measures.md.
@Suite struct WholeVectorsTests {
  private struct Expected: Decodable {
    struct Expectation: Decodable {
      let figures: [String: Int?]
      let refusedBy: [String]
    }

    let expect: Expectation
  }

  private struct Answered: Decodable {
    let figures: [String: Int?]
    let refusedBy: [String]
  }

  @Test func everyCaseIsEqual() throws {
    let lines = try Repository.vector("whole.jsonl").split(separator: 0x0A)
    #expect(lines.count == 12)
    for line in lines {
      let expected = try JSONDecoder().decode(Expected.self, from: line).expect
      let answer = try JSONDecoder().decode(
        Answered.self, from: try WholeConformance.answer(line: line))
      #expect(answer.figures == expected.figures)
      #expect(answer.refusedBy == expected.refusedBy)
    }
  }

  private struct WeightsCase: Decodable {
    struct Item: Decodable {
      let id: ItemID
      let domain: LifeDomain
      let facet: Facet
      let carrier: String
      let reserved: Bool
    }

    let items: [Item]
    let selection: [SelectedItem]
    let weights: String
  }

  @Test func measuredWeightsAreTheSameBytes() throws {
    let cases = try JSONDecoder().decode(
      [WeightsCase].self, from: try Repository.vector("weights.json"))
    #expect(cases.count == 4)
    for given in cases {
      let items = given.items.map { item in
        WeighedItem(
          id: item.id, domain: item.domain, facet: item.facet,
          carrier: ItemID(item.carrier).map { .member($0) } ?? .owner, reserved: item.reserved)
      }
      let weights = Weights(items).measured(selectable: given.selection)
      #expect(
        String(decoding: try CanonicalJSON.encode(weights), as: UTF8.self) == given.weights)
    }
  }
}
