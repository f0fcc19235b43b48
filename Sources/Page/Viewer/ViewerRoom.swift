import Foundation
package import HubClient
import Keys
package import PersonalNetwork
import Record

/// The page of a professional: what they asked, and what people let them see.
///
/// One act at a time; what a view showed is written once and kept nowhere.
package actor ViewerRoom: Room {
  /// The viewer's keys, file and hubs.
  let desk: ViewerDesk

  /// Opens the room of a desk.
  package init(desk: sending ViewerDesk) { self.desk = desk }

  nonisolated package func menu(_ language: Language) -> [MenuEntry] {
    [
      MenuEntry("home", title: ViewerText.home(language), place: .home, pictogram: .home),
      MenuEntry("ask", title: ViewerText.ask(language), place: Place("ask"), pictogram: .hand),
      MenuEntry(
        "asked", title: ViewerText.asked(language), place: Place("asked"), pictogram: .clock),
      MenuEntry("views", title: ViewerText.views(language), place: Place("views"), pictogram: .eye),
    ]
  }

  package func answer(_ request: PageRequest) async throws -> PageAnswer {
    switch request.place.segments.first {
    case nil: try await home(request)
    case "ask" where request.place.segments.count == 1: try await ask(request)
    case "asked" where request.place.segments.count == 1: try await asked(request)
    case "views": try await views(request)
    default: .nothingHere
    }
  }

  package func close() async {}

  nonisolated package func failure(
    _ error: any Error, _ language: Language
  ) -> (cause: String, hint: String) {
    func told(_ cause: ViewerText, _ hint: ViewerText) -> (String, String) {
      (cause(language), hint(language))
    }
    switch error {
    case let error as HubClientError:
      switch error {
      case .unreachable, .hubFailed, .tooMany: return told(.hubSilent, .hubSilentHint)
      case .notAvailable, .refused, .conflict:
        return told(.notAvailable, .notAvailableHint)
      case .invalid, .signing: return told(.wrong, .wrongHint)
      case .unauthenticated: return told(.notKnown, .notKnownHint)
      case .malformedAnswer, .verification, .receipt, .watch:
        return told(.notVerified, .notVerifiedHint)
      }
    case DeskError.noSuchGrant, DeskError.outsideGrant:
      return told(.notAvailable, .notAvailableHint)
    case DeskError.cardNeeded: return told(.cardNeeded, .cardNeededHint)
    case let error as RecordError
    where [.locked, .noLocalFile, .localFileUnreadable, .localFileUnwritable].contains(error.code):
      return told(.files, .filesHint)
    case is RecordError: return told(.notVerified, .notVerifiedHint)
    case is HomeError: return told(.files, .filesHint)
    default: return told(.wrong, .wrongHint)
    }
  }
}
