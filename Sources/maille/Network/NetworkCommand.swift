import ArgumentParser

/// `maille network`.
struct NetworkCommand: ParsableCommand {
  static let configuration = command(
    "network", "A network as a whole, yours or one in a file.",
    fr: "Un réseau dans son ensemble, le vôtre ou celui d'un fichier.",
    examples: [
      "maille network measure", "maille network measure study.graphml --json",
      "maille network draw --out network.svg", "maille network export --out network.graphml",
    ],
    subcommands: [MeasureNetwork.self, DrawNetwork.self, ExportNetwork.self])
}
