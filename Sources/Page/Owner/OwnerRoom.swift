import Consent
import Foundation
package import HubClient
import Keys
package import PersonalNetwork
import Record
import Synchronization

/// The page of the person whose record it is, with a helper beside them.
///
/// One act at a time: two windows of the same page never meet each other half-way.
package actor OwnerRoom: Room {
  /// The owner's keys, file and hub.
  let desk: OwnerDesk
  /// How many requests and proposals waited when the hub was last asked, for the menu.
  private let waiting = Mutex(0)
  /// Who may use the desk: an actor alone lets another request in at each `await`.
  private let turns = Turns()
  /// Whether a passphrase is the one that opened the keys.
  let opens: @Sendable (String) async -> Bool
  /// The papers that were made and are not taken away yet.
  var made = MadePapers()

  /// Opens the room of a desk.
  ///
  /// - Parameter opens: Whether a passphrase is the one that opened the keys.
  package init(
    desk: sending OwnerDesk, opens: @escaping @Sendable (String) async -> Bool
  ) {
    self.desk = desk
    self.opens = opens
  }

  nonisolated package func menu(_ language: Language) -> [MenuEntry] {
    [
      MenuEntry(
        "home", title: OwnerText.home(language), place: .home, pictogram: .home),
      MenuEntry(
        "network", title: OwnerText.network(language), place: Place("network"),
        pictogram: .network),
      MenuEntry(
        "asked", title: OwnerText.asked(language), place: Place("asked"), pictogram: .bell,
        count: waiting.withLock(\.self)),
      MenuEntry("who", title: OwnerText.who(language), place: Place("who"), pictogram: .eye),
      MenuEntry("log", title: OwnerText.log(language), place: Place("log"), pictogram: .log),
      MenuEntry(
        "limits", title: OwnerText.limits(language), place: Place("limits"), pictogram: .gauge),
      MenuEntry(
        "papers", title: OwnerText.papers(language), place: Place("papers"), pictogram: .paper),
    ]
  }

  package func answer(_ request: PageRequest) async throws -> PageAnswer {
    await turns.take()
    defer { turns.pass() }
    return switch request.place.segments.first {
    case nil: try await home(request)
    case "network": try await network(request)
    case "asked": try await askedOrSilence(request)
    case "who": try await who(request)
    case "log": try await log(request)
    case "limits": try await limits(request)
    case "papers": try await papers(request)
    default: .nothingHere
    }
  }

  package func close() async { made = MadePapers() }

  /// Takes note of how many requests and proposals wait, for the menu.
  func note(waiting requests: [ReceivedRequest], proposals: Int) {
    let count = proposals + requests.count { !$0.declined && !isAnswered($0) }
    waiting.withLock { $0 = count }
  }

  /// Whether a standing grant answers a request already.
  func isAnswered(_ request: ReceivedRequest) -> Bool {
    let asked = request.request.payload
    return desk.state.grants.map(\.publication.grant.payload).contains {
      $0.viewer == asked.viewer && $0.purpose == asked.purpose && $0.issuedAt >= asked.issuedAt
    }
  }

  nonisolated package func failure(
    _ error: any Error, _ language: Language
  ) -> (cause: String, hint: String) {
    func told(_ cause: OwnerText, _ hint: OwnerText) -> (String, String) {
      (cause(language), hint(language))
    }
    switch error {
    case DeskError.kept: return told(.kept, .keptHint)
    case DeskError.left: return told(.left, .leftHint)
    case DeskError.undecided: return told(.undecided, .undecidedHint)
    case let error as HubClientError:
      switch error {
      case .unreachable, .hubFailed, .tooMany: return told(.hubSilent, .hubSilentHint)
      case .refused: return told(.refused, .refusedHint)
      case .conflict, .invalid, .notAvailable, .signing: return told(.wrong, .wrongHint)
      case .unauthenticated, .malformedAnswer, .verification, .receipt, .watch:
        return told(.notVerified, .notVerifiedHint)
      }
    case let error as RecordError
    where [.locked, .noLocalFile, .localFileUnreadable, .localFileUnwritable].contains(error.code):
      return told(.files, .filesHint)
    case is HomeError: return told(.files, .filesHint)
    default: return told(.wrong, .wrongHint)
    }
  }
}
