import Foundation
import PersonalNetwork

/// Shows the measures of one network: of the whole, of ego, of groups, of each member.
struct MeasuresPrinter: Encodable {
  private let graph: NetworkGraph
  private let measures: NetworkMeasures

  /// Measures a graph, with the groups of attributes.
  init(_ graph: NetworkGraph, by attributes: [String], weighted: Bool) {
    self.graph = graph
    measures = NetworkMeasures(graph, by: attributes, weighted: weighted)
  }

  /// Writes a table of the whole, one of groups and one of members.
  func tables() {
    if !graph.name.isEmpty { Printer.line(Printer.harmless(graph.name)) }
    Printer.table([say("MEASURE", fr: "MESURE"), say("VALUE", fr: "VALEUR")], whole)
    let told = measures.groups.filter { !$0.groups.isEmpty }
    if !told.isEmpty {
      Printer.line()
      Printer.table(
        [
          say("BY", fr: "PAR"), say("GROUPS", fr: "GROUPES"), "EI", "BLAU",
        ], told.map(row))
    }
    guard measures.size > 0 else { return }
    Printer.line()
    Printer.table(
      [
        say("MEMBER", fr: "MEMBRE"), say("DEGREE", fr: "DEGRÉ"),
        say("EFFECTIVE SIZE", fr: "TAILLE EFFECTIVE"), say("EFFICIENCY", fr: "EFFICACITÉ"),
        say("CONSTRAINT", fr: "CONTRAINTE"), say("HIERARCHY", fr: "HIÉRARCHIE"),
        say("BETWEENNESS", fr: "INTERMÉDIARITÉ"), say("CUT", fr: "COUPURE"),
      ], zip(graph.nodes, measures.members).map(row))
  }

  private var whole: [[String]] {
    var rows = [
      [say("size", fr: "taille"), "\(measures.size)"],
      [say("ties", fr: "liens"), "\(measures.ties)"],
      [say("density", fr: "densité"), shown(measures.density)],
      [say("components", fr: "composantes"), "\(measures.components.count)"],
      [say("isolates", fr: "isolés"), "\(measures.isolates)"],
      [say("fragmentation", fr: "fragmentation"), shown(measures.fragmentation)],
      [say("bridges", fr: "ponts"), "\(measures.bridges.count)"],
      [
        say("articulation points", fr: "points d'articulation"),
        "\(measures.articulationPoints.count)",
      ],
    ]
    if let ego = measures.ego {
      rows += [
        [say("ego: effective size", fr: "ego : taille effective"), shown(ego.holes.effectiveSize)],
        [say("ego: efficiency", fr: "ego : efficacité"), shown(ego.holes.efficiency)],
        [say("ego: constraint", fr: "ego : contrainte"), shown(ego.holes.constraint)],
        [say("ego: hierarchy", fr: "ego : hiérarchie"), shown(ego.holes.hierarchy)],
        [
          say("ego: betweenness, normalised", fr: "ego : intermédiarité, normalisée"),
          shown(ego.normalisedBetweenness),
        ],
      ]
    }
    return rows
  }

  private func row(_ group: GroupMeasures) -> [String] {
    [group.attribute, "\(group.groups.count)", shown(group.ei), shown(group.blau)]
  }

  private func row(_ node: NetworkGraph.Node, _ standing: NetworkMeasures.Standing) -> [String] {
    let holes = standing.holes
    return [
      node.label, "\(holes.degree)", shown(holes.effectiveSize), shown(holes.efficiency),
      shown(holes.constraint), shown(holes.hierarchy), shown(standing.betweenness),
      standing.isArticulationPoint ? say("yes", fr: "oui") : "",
    ]
  }

  private enum CodingKeys: String, CodingKey {
    case name, measures, members, articulationPoints
  }

  private struct Member: Encodable {
    let id: String
    let label: String
  }

  /// Encodes the measures; members are told once, and by their places from then on.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(graph.name, forKey: .name)
    try fields.encode(graph.nodes.map { Member(id: $0.id, label: $0.label) }, forKey: .members)
    try fields.encode(measures, forKey: .measures)
    try fields.encode(measures.articulationPoints, forKey: .articulationPoints)
  }
}

/// A figure to three decimals in the language of this run, or a dash for what is not defined.
func shown(_ value: Double?) -> String {
  guard let value else { return "–" }
  let text = value.formatted(
    .number.precision(.fractionLength(3)).grouping(.never).locale(Locale(identifier: "en_US_POSIX"))
  )
  return Speech.language == .fr ? text.replacing(".", with: ",") : text
}
