import ArgumentParser
import Foundation
import Hub
import Keys
import TransparencyLog

/// `maille hub check`.
struct HubCheckCommand: AsyncParsableCommand {
  static let configuration = command(
    "check", "Check the whole stored log and the hub's documents, from the first byte.",
    fr: "Vérifier tout le journal et les documents du hub, depuis le premier octet.",
    examples: ["maille hub check", "maille hub check --folder /var/lib/maille --json"])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("The hub's folder (default: hub in the home).", fr: "Le dossier du hub."))
  var folder: String?

  private struct Finding: Encodable {
    let kind: String
    let place: String
  }

  private struct Told: Encodable {
    let leaves: UInt64
    let root: String
    let checkpoints: Int
    let sequences: Int
    let findings: [Finding]
  }

  func run() async throws {
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .hub)
    let place = folder ?? options.home.hub
    guard LocalFile.exists(place) else { throw HubError(.notSetUp, at: "folder") }
    let report = try await HubFolderCheck.run(ring, in: URL(fileURLWithPath: place), at: Date())
    let told = Told(
      leaves: report.size, root: report.root.base64, checkpoints: report.checkpoints,
      sequences: report.sequences,
      findings: report.findings.map { Finding(kind: $0.kind.rawValue, place: $0.place) })
    if options.json {
      try Printer.json(told)
    } else {
      Printer.line(
        say(
          "\(told.leaves) leaves, \(told.checkpoints) checkpoints, root \(told.root)",
          fr: "\(told.leaves) feuilles, \(told.checkpoints) points de contrôle, racine \(told.root)"
        ))
      for finding in told.findings { Printer.line("  \(finding.place): \(finding.kind)") }
    }
    guard report.isSound else {
      throw CommandFailure(
        .verificationFailed,
        say("the stored log is not sound", fr: "le journal gardé n'est pas sain"),
        hint: say(
          "restore the database from a copy; repair nothing by hand",
          fr: "restaurez la base d'une copie ; ne réparez rien à la main"))
    }
    if !options.json { Printer.line(say("Sound.", fr: "Sain.")) }
  }
}
