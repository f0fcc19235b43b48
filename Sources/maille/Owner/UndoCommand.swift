import ArgumentParser
import Foundation
import HubClient
import Keys
import Record

/// `maille undo`.
struct UndoCommand: AsyncParsableCommand {
  static let configuration = command(
    "undo", "Take back the last thing you did on this device, where that can be.",
    fr: "Reprendre la dernière chose faite sur cet appareil, quand c'est possible.",
    examples: ["maille undo"])

  @OptionGroup var options: GlobalOptions

  private struct Told: Encodable {
    let undone: String
    let items: Int?
    let grant: String?
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    guard let undone = try await desk.record.undo(at: Date()) else {
      throw CommandFailure.invalid(
        say("there is nothing to take back", fr: "il n'y a rien à reprendre"),
        hint: say(
          "what was done on another device is taken back there",
          fr: "ce qui a été fait sur un autre appareil se reprend là-bas"))
    }
    if case .impossible(let act) = undone { throw Self.impossible(act) }
    try desk.save()
    if case .edit = undone {
      try tell(undone)
      return options.json ? () : OwnerDesk.remindToSync()
    }
    try await desk.withHub { hub in
      // The taking back is itself an act that the hub took; it is not one to take back in turn.
      desk.record.forgetLastAct()
      try desk.save()
      try tell(undone)
      try await desk.synchronise(hub)
    }
  }

  private func tell(_ undone: Undone) throws {
    let (word, sentence, items, grant): (String, String, Int?, String?) =
      switch undone {
      case .edit(let count):
        (
          "edit",
          say(
            "Taken back: \(count) item(s) are as they were.",
            fr: "Repris : \(count) élément(s) sont comme avant."), count, nil
        )
      case .revoked(let id):
        (
          "grant",
          say(
            "The access is taken back. What was seen, they may remember.",
            fr: "L'accès est retiré. Ce qui a été vu peut être retenu."), nil, id.description
        )
      case .resumed:
        (
          "stop", say("What you granted is open again.", fr: "Ce que vous avez donné est rouvert."),
          nil, nil
        )
      case .stopped:
        ("resume", say("Everything is stopped again.", fr: "Tout est de nouveau arrêté."), nil, nil)
      case .dismissed:
        ("helper", say("No longer your helper.", fr: "N'est plus votre aide."), nil, nil)
      case .impossible: ("", "", nil, nil)
      }
    if options.json { return try Printer.json(Told(undone: word, items: items, grant: grant)) }
    Printer.line(sentence)
  }

  /// What cannot be taken back, and what may be done instead.
  private static func impossible(_ act: OwnerAct) -> CommandFailure {
    switch act {
    case .revocation:
      .invalid(
        say("an access that was taken back stays so", fr: "un accès retiré le reste"),
        hint: say("give it anew with 'maille renew'", fr: "redonnez-le avec « maille renew »"))
    case .decline:
      .invalid(
        say("a request that was refused stays so", fr: "une demande refusée le reste"),
        hint: say(
          "grant what you like with 'maille grant'",
          fr: "donnez ce que vous voulez : « maille grant »"
        ))
    case .refusedProposal:
      .invalid(
        say("an addition that was refused stays so", fr: "un ajout refusé le reste"),
        hint: say(
          "add it yourself, or ask for it again",
          fr: "ajoutez-le vous-même, ou redemandez-le"))
    case .dismissal:
      .invalid(
        say("a helper who was dismissed stays so", fr: "une aide retirée le reste"),
        hint: say(
          "name them again with 'maille helper name'",
          fr: "nommez-la de nouveau avec « maille helper name »"))
    case .stopCards:
      .invalid(
        say("stop cards that were withdrawn stay so", fr: "des cartes d'arrêt reprises le restent"),
        hint: say(
          "print another with 'maille stop-card'",
          fr: "imprimez-en une autre : « maille stop-card »"))
    case .grant:
      .invalid(
        say("the last access has already ended", fr: "le dernier accès est déjà terminé"),
        hint: say("see 'maille grants'", fr: "voyez « maille grants »"))
    case .edit(let changes) where changes.isEmpty:
      .invalid(
        say("so large a change is not taken back", fr: "un si grand changement ne se reprend pas"),
        hint: say(
          "remove or edit the items themselves, see 'maille record show'",
          fr: "retirez ou changez les éléments, voyez « maille record show »"))
    case .edit, .stop, .resume, .helper:
      .invalid(
        say("the last act is already undone", fr: "le dernier acte est déjà repris"),
        hint: say("see 'maille status'", fr: "voyez « maille status »"))
    }
  }
}
