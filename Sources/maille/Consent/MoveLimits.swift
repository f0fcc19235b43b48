import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille limits move`.
struct MoveLimit: AsyncParsableCommand {
  static let configuration = command(
    "move", "Move a limit; it takes 72 hours, and you can cancel it meanwhile.",
    fr: "Déplacer une limite ; cela prend 72 heures, et vous pouvez l'annuler d'ici là.",
    examples: [
      "maille limits move viewer-share 40", "maille limits move viewer-domains 3",
      "maille limits move duration 90", "maille limits move rate 2",
    ])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The limit.", fr: "La limite."))
  var limit: MovableLimit

  @Argument(
    help: spoken(
      "Its new value: a percentage, domains or days.",
      fr: "Sa nouvelle valeur : un pourcentage, des domaines ou des jours."))
  var value: Int

  func run() async throws {
    let range = limit.range
    let scale = limit.unit == .share ? 100 : 1
    let (value, overflow) = value.multipliedReportingOverflow(by: scale)
    guard !overflow, range.contains(value) else {
      throw CommandFailure.usage(
        say("this limit cannot be moved so far", fr: "cette limite ne va pas jusque-là"),
        hint: say(
          "choose from \(range.lowerBound / scale) to \(range.upperBound / scale)",
          fr: "choisissez de \(range.lowerBound / scale) à \(range.upperBound / scale)"))
    }
    let desk = try await OwnerDesk.open(options)
    let waits = desk.state.limitMoves?.pending(at: Date()).contains {
      $0.move.payload.limit == limit
    }
    guard waits != true else {
      throw CommandFailure.invalid(
        say("another move of this limit waits", fr: "un autre changement de cette limite attend"),
        hint: say(
          "cancel it first: 'maille limits cancel \(limit.rawValue)'",
          fr: "annulez-le d'abord : « maille limits cancel \(limit.rawValue) »"))
    }
    let taken = try await desk.move(limit, to: value, at: Date())
    if options.json { return try Printer.json(MoveRow(taken, desk.state.limits(at: Date()))) }
    Printer.line(MoveRow(taken, desk.state.limits(at: Date())).told)
  }
}

/// `maille limits cancel`.
struct CancelLimitMove: AsyncParsableCommand {
  static let configuration = command(
    "cancel", "Cancel the move of a limit that waits.",
    fr: "Annuler le changement d'une limite qui attend.",
    examples: ["maille limits cancel viewer-share"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: spoken("The limit.", fr: "La limite."))
  var limit: MovableLimit

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    do {
      try await desk.cancelMove(of: limit, at: Date())
    } catch let error as RecordError where error.code == .alreadyDone && error.place == "limit" {
      throw CommandFailure.invalid(
        say("no move of this limit waits", fr: "aucun changement de cette limite n'attend"),
        hint: say("see 'maille limits'", fr: "voyez « maille limits »"))
    }
    if options.json { return try Printer.json(["cancelled": limit.rawValue]) }
    Printer.line(
      say("Cancelled. The limit stays as it is.", fr: "Annulé. La limite reste comme elle est."))
  }
}

extension MovableLimit: ExpressibleByArgument {}

/// A move of a limit that waits, as the owner reads it.
struct MoveRow: Encodable {
  let limit: String
  let from: Int
  let to: Int
  let inForceAt: Date

  /// A move, from what is in force now.
  init(_ taken: TakenLimitMove, _ limits: Limits) {
    let move = taken.move.payload
    limit = move.limit.rawValue
    from = limits[move.limit]
    to = move.value
    inForceAt = taken.inForceAt
  }

  /// One line with the way to cancel it.
  var told: String {
    let isShare = MovableLimit(rawValue: limit)?.unit == .share
    func shown(_ value: Int) -> String {
      isShare ? FiguresPrinter.percent(value) : "\(value)"
    }
    return say(
      "\(limit) moves from \(shown(from)) to \(shown(to)) on \(Moment.shown(inForceAt)); 'maille limits cancel \(limit)' stops it.",
      fr:
        "\(limit) passe de \(shown(from)) à \(shown(to)) le \(Moment.shown(inForceAt)) ; « maille limits cancel \(limit) » l'arrête."
    )
  }

  /// The moves that wait, of what a device knows.
  static func pending(_ state: OwnerState, at now: Date) -> [MoveRow] {
    (state.limitMoves?.pending(at: now) ?? []).map { MoveRow($0, state.limits(at: now)) }
  }
}
