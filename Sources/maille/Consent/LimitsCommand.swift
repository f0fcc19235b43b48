import ArgumentParser
import Consent
import Foundation
import HubClient
import PersonalNetwork

/// `maille limits`.
struct LimitsCommand: ParsableCommand {
  static let configuration = command(
    "limits", "The limits that keep anyone from seeing the whole.",
    fr: "Les limites qui empêchent quiconque de voir le tout.",
    examples: ["maille limits", "maille limits conformance cases.jsonl"],
    subcommands: [
      ShowLimits.self, MoveLimit.self, CancelLimitMove.self, LimitsConformance.self,
    ], default: ShowLimits.self)
}

/// `maille limits conformance`.
struct LimitsConformance: AsyncParsableCommand {
  static let configuration = command(
    "conformance", "Compute the figures of cases, one JSON line each.",
    fr: "Calculer les chiffres de cas d'essai, une ligne JSON par cas.",
    examples: ["maille limits conformance ../shared/data/whole/nadege.jsonl"])

  @OptionGroup var speech: SpeechOptions

  @Argument(
    help: spoken(
      "The cases, JSON lines, or - for standard input.", fr: "Les cas, des lignes JSON, ou -."))
  var file: String

  func run() async throws {
    let data = try LocalFile.read(file)
    var isEmpty = true
    for (number, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { continue }
      isEmpty = false
      do {
        FileHandle.standardOutput.write(try WholeConformance.answer(line: Data(line)) + [0x0A])
      } catch {
        throw CommandFailure.invalid(
          "line \(number + 1): \(error.reason)",
          hint: say(
            "each line is one case as data/whole/README.md says",
            fr: "chaque ligne est un cas comme le dit data/whole/README.md"))
      }
    }
    guard !isEmpty else {
      throw CommandFailure.invalid(
        say("there is no case in the file", fr: "il n'y a aucun cas dans le fichier"),
        hint: say(
          "each line is one case as data/whole/README.md says",
          fr: "chaque ligne est un cas comme le dit data/whole/README.md"))
    }
  }
}
