import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

extension AuditorRoom {
  /// The openings in an emergency: those that nobody reviewed first.
  func emergencies(
    _ reading: AuditReading, _ request: PageRequest, isWrong: Bool = false
  ) -> PageAnswer {
    let (report, language) = (reading.report, request.language)
    let reviewed = Set(
      report.entries.filter { $0.frame.kind == .review }.compactMap(\.frame.document))
    let late = Set(report.unreviewed(at: request.time).compactMap(\.frame.document))
    let openings = Self.openings(report)
    let waiting = openings.filter { !reviewed.contains($0.hash) }
    let done = openings.filter { reviewed.contains($0.hash) }
    var content = PageContent(AuditorText.emergencies(language), part: "emergencies") {
      if isWrong {
        tag("p", .of(class: "failure"), .named("role", "alert"), text: AuditorText.choose(language))
      }
      if openings.isEmpty { tag("p", text: AuditorText.noEmergency(language)) }
      for (hash, entry) in waiting {
        tag("section", .of(class: "card")) {
          tag("h2", text: Self.told(entry, language))
          tag(
            "p", .of(class: "failure"),
            text: late.contains(hash)
              ? AuditorText.late(language) : AuditorText.notReviewed(language))
          tag("p", text: hash.description)
          request.form(to: Place("emergencies")) {
            hidden("opening", hash.description)
            tag("fieldset") {
              tag("legend", text: AuditorText.review(language))
              choice(.radio, name: "finding", value: ReviewFinding.justified.rawValue) {
                AuditorText.justified(language)
              }
              choice(.radio, name: "finding", value: ReviewFinding.unjustified.rawValue) {
                AuditorText.unjustified(language)
              }
            }
            tag("button", .named("type", "submit"), text: AuditorText.sign(language))
          }
        }
      }
      if !done.isEmpty {
        tag("h2", text: AuditorText.reviewed(language))
        tag("ul", .named("id", "reviewed")) {
          for (_, entry) in done { tag("li", text: Self.told(entry, language)) }
        }
      }
    }
    content.isFailure = isWrong
    return .page(content)
  }

  /// Each opening once, oldest first.
  private static func openings(
    _ report: ReplayReport
  ) -> [(hash: DocumentHash, entry: ReplayedEntry)] {
    var seen: Set<DocumentHash> = []
    return report.entries.compactMap { entry in
      guard entry.frame.kind == .emergency, entry.frame.decision == .allowed,
        let hash = entry.frame.document, seen.insert(hash).inserted
      else { return nil }
      return (hash, entry)
    }
  }

  private static func told(_ entry: ReplayedEntry, _ language: Language) -> String {
    AuditorText.opened(
      language,
      [
        "leaf": "\(entry.index)", "when": DayWords.moment(entry.frame.time, language),
        "authority": entry.frame.authority?.description ?? AuditorText.none(language),
      ])
  }
}
