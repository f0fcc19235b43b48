import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// Cancels the move of a limit that waits.
  func cancelMove(_ request: PageRequest) async throws -> PageAnswer {
    guard request.place.segments.count == 3, request.place.segments[2] == "cancel",
      let limit = MovableLimit(rawValue: request.place.segments[1])
    else { return .nothingHere }
    do {
      try await desk.cancelMove(of: limit, at: request.time)
    } catch let error as RecordError where error.code == .alreadyDone {
      // Sent twice, or cancelled on another device: the page says what still waits.
    }
    return .see(Place("limits"))
  }
}

/// The moves of limits that wait, each with its button.
struct WaitingMoves {
  let moves: [TakenLimitMove]
  let limits: Limits
  let request: PageRequest

  private var language: Language { request.language }

  /// The section; empty where nothing waits.
  var section: [HTML] {
    guard !moves.isEmpty else { return [] }
    return [
      tag("section", .of(class: "notice"), .named("id", "moves")) {
        tag("h2", text: LimitsText.moves(language))
        tag("p", text: LimitsText.movesWhat(language))
        moves.map(row)
      }
    ]
  }

  private func row(_ taken: TakenLimitMove) -> HTML {
    let (move, figure) = (taken.move.payload, FigureWords(language: language))
    return tag("div", .of(class: "card")) {
      tag("h3", text: LimitsText(move.limit.limit)(language))
      tag(
        "p",
        text: LimitsText.move(
          language,
          [
            "from": figure(limits[move.limit], move.limit.unit),
            "to": figure(move.value, move.limit.unit),
            "when": DayWords.moment(taken.inForceAt, language),
          ]))
      request.form(to: Place("limits", move.limit.rawValue, "cancel"), .of(class: "inline")) {
        tag(
          "button", .named("type", "submit"), .of(class: "button"),
          text: LimitsText.moveCancel(language))
      }
    }
  }
}
