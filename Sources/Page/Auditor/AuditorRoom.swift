import Consent
import Foundation
package import HubClient
import Keys
package import PersonalNetwork
import TransparencyLog

/// The page of the ethics officer: whether the log is sound, then what happened, by pseudonyms.
///
/// A reading is itself an entry, so it is kept until the officer reads again or leaves.
package actor AuditorRoom: Room {
  private let desk: AuditDesk
  private var kept: AuditReading?

  /// Opens the room of a desk.
  package init(desk: AuditDesk) { self.desk = desk }

  nonisolated package func menu(_ language: Language) -> [MenuEntry] {
    [
      MenuEntry("home", title: AuditorText.home(language), place: .home, pictogram: .home),
      MenuEntry(
        "period", title: AuditorText.period(language), place: Place("period"), pictogram: .gauge),
      MenuEntry(
        "entries", title: AuditorText.entries(language), place: Place("entries"), pictogram: .log),
      MenuEntry(
        "emergencies", title: AuditorText.emergencies(language), place: Place("emergencies"),
        pictogram: .bell),
    ]
  }

  package func answer(_ request: PageRequest) async throws -> PageAnswer {
    switch (request.place.segments, request.isPost) {
    case ([], false): return home(try await reading(), request)
    case ([], true):
      kept = nil
      return .see(.home)
    case (["period"], false): return period(try await reading(), request)
    case (["entries"], false): return entries(try await reading(), request)
    case (["emergencies"], false): return emergencies(try await reading(), request)
    case (["emergencies"], true): return try await review(request)
    default: return .nothingHere
    }
  }

  package func close() async { kept = nil }

  private func reading() async throws -> AuditReading {
    if let kept { return kept }
    let reading = try await desk.read()
    kept = reading
    return reading
  }

  /// Reviews an opening that the log names, and reads the log again.
  private func review(_ request: PageRequest) async throws -> PageAnswer {
    let report = try await reading().report
    guard let opening = request.fields["opening"].flatMap({ DocumentHash($0) }),
      report.entries.contains(where: {
        $0.frame.kind == .emergency && $0.frame.document == opening
      })
    else { return .nothingHere }
    guard let finding = request.fields["finding"].flatMap(ReviewFinding.init(rawValue:)) else {
      return emergencies(try await reading(), request, isWrong: true)
    }
    try await desk.review(opening, finding: finding)
    kept = nil
    return .see(Place("emergencies"))
  }

  nonisolated package func failure(
    _ error: any Error, _ language: Language
  ) -> (cause: String, hint: String) {
    func told(_ cause: AuditorText, _ hint: AuditorText) -> (String, String) {
      (cause(language), hint(language))
    }
    switch error {
    case let error as HubClientError:
      switch error {
      case .unreachable, .hubFailed, .tooMany: return told(.hubSilent, .hubSilentHint)
      case .notAvailable, .refused, .conflict, .invalid, .signing, .unauthenticated:
        return told(.notAvailable, .notAvailableHint)
      case .malformedAnswer, .verification, .receipt, .watch:
        return told(.notVerified, .notVerifiedHint)
      }
    case DeskError.auditMemoryUnreadable: return told(.memory, .memoryHint)
    default: return told(.wrong, .wrongHint)
    }
  }
}
