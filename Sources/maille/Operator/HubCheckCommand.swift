import ArgumentParser
import Foundation
import Hub
import HubClient
import Keys
import TransparencyLog

/// `maille hub check`.
struct HubCheckCommand: AsyncParsableCommand {
  static let configuration = command(
    "check",
    "Check all that a hub holds: databases, log, checkpoints, every value. It repairs nothing.",
    fr:
      "Vérifier tout ce que tient un hub : bases, journal, points de contrôle, chaque valeur. Rien n'est réparé.",
    examples: [
      "maille hub check", "maille hub check --folder /var/lib/maille --json",
      "maille hub check --folder /restored --since /backup/newest/checkpoint",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("The hub's folder (default: hub in the home).", fr: "Le dossier du hub."))
  var folder: String?

  @Option(
    help: spoken(
      "A checkpoint kept elsewhere, which the log must extend.",
      fr: "Un point de contrôle gardé ailleurs, que le journal doit prolonger."))
  var since: String?

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
    let kept = try since.map { try LocalFile.read($0, largest: 1 << 20) }
    let report = try await HubFolderCheck.run(
      ring, in: URL(fileURLWithPath: place), at: Date(), since: kept)
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
        say(
          "what the hub holds is not sound: \(told.findings.count) findings",
          fr: "ce que tient le hub n'est pas sain : \(told.findings.count) constats"),
        hint: say(
          "restore the database from a copy; repair nothing by hand",
          fr: "restaurez la base d'une copie ; ne réparez rien à la main"))
    }
    if !options.json { Printer.line(say("Sound.", fr: "Sain.")) }
  }
}
