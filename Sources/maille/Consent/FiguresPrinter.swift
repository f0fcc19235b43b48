import Consent
import Foundation
import PersonalNetwork
import Record

/// Shows figures of the whole, side by side.
enum FiguresPrinter {
  static func table(before: Figures, after: Figures, limits: Limits) {
    func kappa(_ value: Int?) -> String { value.map(String.init) ?? say("none", fr: "aucun") }
    func days(_ count: Int) -> String { say("\(count) days", fr: "\(count) jours") }
    let (viewer, group) = (after.viewerIsReferent, after.authorityHoldsReferent)
    let rows: [[String]] = [
      [
        "viewer-share", percent(before.viewerShare), percent(after.viewerShare),
        percent(limits.viewerShare(referent: viewer)),
      ],
      [
        "viewer-domains", "\(before.viewerDomains)", "\(after.viewerDomains)",
        "\(limits.viewerDomains(referent: viewer, smallRecord: after.isSmallRecord))",
      ],
      [
        "authority-share", percent(before.authorityShare), percent(after.authorityShare),
        percent(limits.authorityShare(referent: group)),
      ],
      [
        "authority-domains", "\(before.authorityDomains)", "\(after.authorityDomains)",
        "\(limits.authorityDomains(referent: group))",
      ],
      [
        "coalition", percent(max(before.coalitionPersons, before.coalitionAuthorities)),
        percent(max(after.coalitionPersons, after.coalitionAuthorities)),
        say("under ", fr: "sous ") + percent(limits.coalition),
      ],
      [
        "reserve", percent(before.neverSeen), percent(after.neverSeen),
        say("at least ", fr: "au moins ") + percent(limits.reserve),
      ],
      ["duration", "", days(after.durationDays), days(limits.durationDays)],
      ["run", days(before.runDays), days(after.runDays), days(Limits.runDays)],
      [
        "rate", days(before.openingDays), days(after.openingDays),
        say("\(limits.openingDays) days in 7", fr: "\(limits.openingDays) jours sur 7"),
      ],
      [
        say("κ, people", fr: "κ, personnes"), kappa(before.kappaPersons),
        kappa(after.kappaPersons), "",
      ],
      [
        say("κ, authorities", fr: "κ, organismes"), kappa(before.kappaAuthorities),
        kappa(after.kappaAuthorities), "",
      ],
    ]
    Printer.table(
      [
        say("FIGURE", fr: "CHIFFRE"), say("BEFORE", fr: "AVANT"), say("AFTER", fr: "APRÈS"),
        say("LIMIT", fr: "LIMITE"),
      ], rows)
  }

  /// A share as a percentage: `34.79 %`.
  static func percent(_ share: Int) -> String {
    let part = share % 100
    return "\(share / 100)\(say(".", fr: ","))\(part < 10 ? "0" : "")\(part) %"
  }
}

/// Tells an owner what refused: every limit with its figure and its bound.
enum RefusalPrinter {
  private struct Told: Encodable {
    let refusals: [ProblemRefusal]
    let policies: [String]
    /// What would fit, as commands.
    let commands: [String]
  }

  /// Prints the reasons and returns the failure with which the command ends.
  static func tell(
    _ verdict: GrantVerdict, fit: FitCommands?, json: Bool
  ) throws -> CommandFailure {
    if json {
      try Printer.json(
        Told(
          refusals: verdict.refusals, policies: verdict.policies, commands: fit?.lines ?? []))
    } else {
      Printer.line(say("This cannot be granted:", fr: "Cet accès ne peut être donné :"))
      list(verdict.refusals, verdict.policies)
      if let fit {
        Printer.line(words(fit.fit))
        for line in fit.lines { Printer.line("  " + line) }
      }
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
    case .share: FiguresPrinter.percent(value)
    case .days: say("\(value) days", fr: "\(value) jours")
    case .domains, nil: say("\(value) domains", fr: "\(value) domaines")
    }
  }
}
