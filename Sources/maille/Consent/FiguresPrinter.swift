import Consent
import Foundation
import PersonalNetwork
import Record

/// Shows figures of the whole, side by side.
enum FiguresPrinter {
  static func table(before: Figures, after: Figures) {
    func percent(_ share: Int) -> String {
      let part = share % 100
      return "\(share / 100)\(say(".", fr: ","))\(part < 10 ? "0" : "")\(part) %"
    }
    func kappa(_ value: Int?) -> String { value.map(String.init) ?? say("none", fr: "aucun") }
    let rows: [[String]] = [
      ["viewer-share", percent(before.viewerShare), percent(after.viewerShare)],
      ["viewer-domains", "\(before.viewerDomains)", "\(after.viewerDomains)"],
      ["authority-share", percent(before.authorityShare), percent(after.authorityShare)],
      ["authority-domains", "\(before.authorityDomains)", "\(after.authorityDomains)"],
      [
        "coalition", percent(max(before.coalitionPersons, before.coalitionAuthorities)),
        percent(max(after.coalitionPersons, after.coalitionAuthorities)),
      ],
      ["reserve", percent(before.neverSeen), percent(after.neverSeen)],
      ["duration", "", say("\(after.durationDays) days", fr: "\(after.durationDays) jours")],
      ["κ", kappa(before.kappaPersons), kappa(after.kappaPersons)],
    ]
    Printer.table(
      [say("FIGURE", fr: "CHIFFRE"), say("BEFORE", fr: "AVANT"), say("AFTER", fr: "APRÈS")], rows)
  }
}

/// Tells an owner what refused: every limit with its figure and its bound.
enum RefusalPrinter {
  private struct Told: Encodable {
    let refusals: [ProblemRefusal]
    let policies: [String]
  }

  /// Prints the reasons and returns the failure with which the command ends.
  static func tell(
    _ verdict: GrantVerdict, fit: Fit?, json: Bool
  ) throws -> CommandFailure {
    if json {
      try Printer.json(Told(refusals: verdict.refusals, policies: verdict.policies))
    } else {
      Printer.line(say("This cannot be granted:", fr: "Cet accès ne peut être donné :"))
      list(verdict.refusals, verdict.policies)
      if let fit { Printer.line(words(fit)) }
    }
    let ids = verdict.refusals.map(\.limit) + verdict.policies
    return CommandFailure(
      .refused, say("refused by: ", fr: "refusé par : ") + ids.joined(separator: ", "),
      hint: say(
        "open less, for less long, or end another access first",
        fr: "ouvrez moins, moins longtemps, ou retirez d'abord un autre accès"))
  }

  /// What would fit, with whole domains named once.
  private static func words(_ fit: Fit) -> String {
    let language = Speech.language
    var parts: [String] = []
    for domain in LifeDomain.allCases {
      let facets = fit.dropped.filter { $0.domain == domain }.compactMap(\.facet)
      guard !facets.isEmpty else { continue }
      let list = facets.map { $0.title(language) }.joined(separator: ", ")
      let isWhole = facets.count == Facet.allCases.count
      parts.append(
        say("without ", fr: "sans ") + domain.title(language) + (isWhole ? "" : " (\(list))"))
    }
    let items = fit.droppedItems.count
    if items > 0 {
      parts.append(say("without \(items) item(s) picked", fr: "sans \(items) élément(s) choisi(s)"))
    }
    if let until = fit.until {
      parts.append(say("until \(Moment.shown(until))", fr: "jusqu'au \(Moment.shown(until))"))
    }
    if !fit.ended.isEmpty {
      parts.append(
        say(
          "after ending \(fit.ended.count) access(es)",
          fr: "après avoir retiré \(fit.ended.count) accès"))
    }
    return say("What would fit: ", fr: "Ce qui passerait : ") + parts.joined(separator: "; ")
  }

  /// One line a reason.
  static func list(_ refusals: [ProblemRefusal], _ policies: [String]) {
    for refusal in refusals {
      let title = LimitID(rawValue: refusal.limit)?.title(Speech.language) ?? ""
      Printer.line(
        "  \(refusal.limit): \(shown(refusal.figure, refusal)) "
          + say(
            "(limit \(shown(refusal.bound, refusal)))",
            fr: "(limite \(shown(refusal.bound, refusal)))")
          + " – \(title)")
    }
    for policy in policies { Printer.line("  " + Printer.harmless(policy)) }
  }

  /// A figure in its limit's unit: ten-thousandths as a percentage, days, or domains.
  private static func shown(_ value: Int, _ refusal: ProblemRefusal) -> String {
    switch refusal.unit {
    case .share: percent(value)
    case .days: say("\(value) days", fr: "\(value) jours")
    case .domains, nil: say("\(value) domains", fr: "\(value) domaines")
    }
  }

  private static func percent(_ share: Int) -> String {
    let part = share % 100
    return "\(share / 100)\(say(".", fr: ","))\(part < 10 ? "0" : "")\(part) %"
  }
}
