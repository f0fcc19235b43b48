import Foundation
import PersonalNetwork
import Testing

@testable import Interchange

@Suite struct TableFieldTests {
  @Test func everyFieldOfACardAndATieIsRead() throws {
    func column(_ name: String) -> String { "\"\(name)\": {\"column\": \"\(name)\"}" }
    let cards = ["authority", "parentAuthority", "mandate", "circle", "since", "until"].map(column)
    let qualities = [
      "direction", "strength", "support", "stress", "helpDirection", "frequency", "medium",
      "mediatedBy", "startedBy", "saidBy", "contested", "statement",
    ].map(column)
    let mapping = """
      {"format": "maille-table-mapping", "version": 1, "members": {"id": "id",
       "formal": true, \(cards.joined(separator: ", ")),
       "ties": [{"domain": "housing", "help": ["money"], "since": {"column": "from"},
         "until": {"column": "to"}, \(qualities.joined(separator: ", "))}]}}
      """
    let rows: [(String, String)] = [
      ("id", "Agence de l'Estran"), ("authority", "estran"), ("parentAuthority", "region"),
      ("mandate", "imposed"), ("circle", "3"), ("since", "2020-01-01"), ("until", "2026-06-30"),
      ("from", "2021-01-01"), ("to", "2025-12-31"), ("direction", "inward"), ("strength", "2"),
      ("support", "1"), ("stress", "4"), ("helpDirection", "inward"), ("frequency", "3"),
      ("medium", "letter"), ("mediatedBy", "region"), ("startedBy", "other"),
      ("saidBy", "professional"), ("contested", "true"), ("statement", "Je ne suis pas d'accord"),
    ]
    let table =
      rows.map(\.0).joined(separator: ",") + "\n" + rows.map(\.1).joined(separator: ",") + "\n"
    let plan = try TableImport.plan(
      members: Data(table.utf8), ties: nil, mapping: try TableMapping(Data(mapping.utf8)))
    let network = try PersonalNetwork(items: plan.items)
    let estran = AuthorityReference("estran")
    let region = AuthorityReference("region")
    #expect(
      try network.members.map(\.card) == [
        Member(
          kind: .person, label: "Agence de l'Estran", formal: true, authority: estran,
          parentAuthority: region, mandate: .imposed, circle: .important,
          since: Day("2020-01-01"), until: Day("2026-06-30"))
      ])
    #expect(
      try network.ties().map(\.tie.qualities) == [
        TieQualities(
          direction: .inward, strength: .medium, support: .little, stress: .veryMuch,
          help: [.money], helpDirection: .inward, frequency: .weekly, medium: .letter,
          mediatedBy: region, startedBy: .other, since: Day("2021-01-01"),
          until: Day("2025-12-31"), saidBy: .professional, contested: true,
          statement: "Je ne suis pas d'accord")
      ])
  }
}
