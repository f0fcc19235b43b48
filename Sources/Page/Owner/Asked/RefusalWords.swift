import Consent
import Foundation
import PersonalNetwork
import Record

/// What a limit refuses and what would fit, in words for the owner.
struct RefusalWords {
  let language: Language

  /// A limit with its figure and its bound; nil for one that this program does not know.
  func sentence(_ refusal: ProblemRefusal, walled: [LifeDomain] = []) -> String? {
    guard let limit = LimitID(rawValue: refusal.limit) else { return nil }
    return text(of: limit)?(
      language,
      [
        "figure": figure(refusal.figure, refusal.unit),
        "bound": figure(refusal.bound, refusal.unit),
        "domains": walled.isEmpty
          ? AskedText.someDomains(language)
          : walled.map { $0.title(language) }.joined(separator: ", "),
      ])
  }

  private func text(of limit: LimitID) -> AskedText? {
    switch limit {
    case .viewerShare: .limitViewerShare
    case .viewerDomains: .limitViewerDomains
    case .authorityShare: .limitAuthorityShare
    case .authorityDomains: .limitAuthorityDomains
    case .coalition: .limitCoalition
    case .reserve: .limitReserve
    case .duration: .limitDuration
    case .run: .limitRun
    case .rate: .limitRate
    case .wall: .limitWall
    case .batch, .exit: nil
    }
  }

  /// `34,79 %`, `7 domaines`, `181 jours`.
  func figure(_ value: Int, _ unit: Refusal.Unit?) -> String {
    switch unit {
    case .share: AskedText.share(language, ["value": percent(value)])
    case .days:
      value == 1
        ? AskedText.dayOne(language) : AskedText.days(language, ["count": "\(value)"])
    case .domains, nil:
      value == 1
        ? AskedText.domainOne(language) : AskedText.domains(language, ["count": "\(value)"])
    }
  }

  private func percent(_ share: Int) -> String {
    let (whole, part) = share.quotientAndRemainder(dividingBy: 100)
    guard part != 0 else { return "\(whole)" }
    return "\(whole)\(language.pick(",", "."))\(part < 10 ? "0" : "")\(part)"
  }

  /// What changes, one line each.
  func changes(_ fit: Fit) -> [String] {
    let parts = Dictionary(grouping: fit.dropped) { $0.domain }
    var lines = LifeDomain.allCases.compactMap { domain -> String? in
      guard let dropped = parts[domain] else { return nil }
      let facets = dropped.compactMap { $0.facet?.title(language) }.joined(separator: ", ")
      return AskedText.fitWithout(
        language, ["domain": domain.title(language), "facets": facets])
    }
    if !fit.droppedItems.isEmpty {
      lines.append(AskedText.fitItems(language, ["count": "\(fit.droppedItems.count)"]))
    }
    if let until = fit.until {
      lines.append(AskedText.fitUntil(language, ["day": DayWords.day(until, language)]))
    }
    if !fit.ended.isEmpty {
      lines.append(AskedText.fitEnded(language, ["count": "\(fit.ended.count)"]))
    }
    return lines
  }
}
