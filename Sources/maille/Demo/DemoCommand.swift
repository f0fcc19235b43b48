import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork
import UnixSignals

/// `maille demo`.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = command(
    "demo", "Tell Nadège's story on this machine, with separate processes and fictional people.",
    fr:
      "Raconter l'histoire de Nadège sur cette machine, avec des processus séparés et des gens fictifs.",
    examples: [
      "maille demo", "maille demo --keep demo-out --lang fr", "maille demo --open",
    ])

  @OptionGroup var speech: SpeechOptions

  @Option(
    help: spoken(
      "Keep every file in this new folder.", fr: "Garder tous les fichiers dans ce nouveau dossier."
    ))
  var keep: String?

  @Flag(
    help: spoken(
      "Then open the pages of Nadège, Paul and the ethics officer, until Ctrl-C.",
      fr: "Ouvrir ensuite les pages de Nadège, de Paul et de l'éthicienne, jusqu'à Ctrl-C."))
  var open = false

  @Option(
    help: spoken(
      "The repository's folder (default: here).", fr: "Le dossier du dépôt (par défaut : ici)."))
  var source = "."

  func run() async throws {
    let begin = Date()
    let folder =
      keep
      ?? (NSTemporaryDirectory() as NSString)
      .appendingPathComponent("maille-demo-\(UInt64.random(in: 0...UInt64.max))")
    guard !LocalFile.exists(folder) else {
      throw CommandFailure.local(
        say("the folder is there already", fr: "le dossier existe déjà"),
        hint: say("name a new one with --keep", fr: "nommez-en un nouveau avec --keep"))
    }
    try LocalFile.makeFolder(folder)
    defer { if keep == nil { try? FileManager.default.removeItem(atPath: folder) } }
    let stage = Stage(
      folder: URL(fileURLWithPath: folder).path, language: Speech.language.rawValue)
    do {
      let story = Story(stage: stage, source: URL(fileURLWithPath: source).path)
      let host = try await story.tell()
      tellTheEnd(stage, since: begin)
      if open {
        try OpenPages(stage: stage, host: host).open()
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
      }
      try stage.endServers()
    } catch {
      stage.abandon()
      let reason = (error as? StoryFailure)?.reason ?? "\(error)"
      throw CommandFailure(
        .verificationFailed,
        say(
          "the story broke after \(stage.steps) commands: \(reason)",
          fr: "l'histoire s'est rompue après \(stage.steps) commandes : \(reason)"),
        hint: say(
          "run again with --keep DIR and look at its files",
          fr: "recommencez avec --keep DOSSIER et regardez ses fichiers"))
    }
    if !open { offerThePages() }
  }

  private func tellTheEnd(_ stage: Stage, since begin: Date) {
    let seconds = Int(Date().timeIntervalSince(begin).rounded(.up))
    Printer.line()
    Printer.line(
      say(
        "Told to its end: \(stage.steps) commands, every answer checked, \(seconds) s.",
        fr:
          "Racontée jusqu'au bout : \(stage.steps) commandes, chaque réponse vérifiée, \(seconds) s."
      ))
  }
  private func offerThePages() {
    Printer.line(
      say(
        "To see their pages in a browser: 'maille demo --open'.",
        fr: "Pour voir leurs pages dans un navigateur : « maille demo --open »."))
  }
}
