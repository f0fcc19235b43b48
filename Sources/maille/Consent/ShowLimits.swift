import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille limits`, without more.
struct ShowLimits: AsyncParsableCommand {
  static let configuration = command(
    "show", "Show the limits in force, where everyone stands under them, and κ.",
    fr: "Montrer les limites, où chacun en est, et κ.",
    examples: ["maille limits", "maille limits show --json"])

  @OptionGroup var options: GlobalOptions

  private struct Row: Encodable {
    let limit: String
    let bound: String
    let referent: String?
    let title: String
  }

  private struct Gauge: Encodable {
    let viewer: String
    let authority: String?
    let viewerShare: Int
    let viewerDomains: Int
    let authorityShare: Int
    let authorityDomains: Int
    let runDays: Int
    let referent: Bool
  }

  private struct Shown: Encodable {
    let limits: [Row]
    let coalition: Int?
    let reserve: Int?
    let kappaPersons: Int?
    let kappaAuthorities: Int?
    let gauges: [Gauge]
    let pending: [MoveRow]
  }

  func run() async throws {
    // Without a record there are the bounds alone, which everybody may read.
    let isThere = FileManager.default.fileExists(
      atPath: URL(fileURLWithPath: options.recordPath)
        .appendingPathComponent(OwnerStore.fileName).path)
    let desk = isThere ? try await OwnerDesk.open(options) : nil
    let limits = desk?.state.limits(at: Date()) ?? .standard
    let holders = try desk.map { try LimitHolders($0.state, at: Date()) }
    let pending = desk.map { MoveRow.pending($0.state, at: Date()) } ?? []
    let rows = Self.rows(limits)
    if options.json {
      return try Printer.json(
        Shown(
          limits: rows,
          coalition: holders.map { max($0.whole.coalitionPersons, $0.whole.coalitionAuthorities) },
          reserve: holders?.whole.neverSeen, kappaPersons: holders?.whole.kappaPersons,
          kappaAuthorities: holders?.whole.kappaAuthorities,
          gauges: holders?.all.map(Self.gauge) ?? [], pending: pending))
    }
    Printer.table(
      [say("LIMIT", fr: "LIMITE"), say("BOUND", fr: "BORNE"), say("RÉFÉRENT", fr: "RÉFÉRENT"), ""],
      rows.map { [$0.limit, $0.bound, $0.referent ?? "", $0.title] })
    for move in pending { Printer.line(move.told) }
    if let holders { Self.tell(holders, limits) }
  }

  private static func rows(_ limits: Limits) -> [Row] {
    func percent(_ share: Int) -> String { FiguresPrinter.percent(share) }
    let bounds: [(LimitID, String, String?)] = [
      (.viewerShare, percent(limits.viewerShare), percent(limits.referentShare)),
      (.viewerDomains, "\(limits.viewerDomains)", "\(limits.referentDomains)"),
      (.authorityShare, percent(limits.authorityShare), percent(limits.referentAuthorityShare)),
      (.authorityDomains, "\(limits.authorityDomains)", "\(limits.referentAuthorityDomains)"),
      (.coalition, say("under ", fr: "sous ") + percent(limits.coalition), nil),
      (.reserve, say("at least ", fr: "au moins ") + percent(limits.reserve), nil),
      (.duration, say("\(limits.durationDays) days", fr: "\(limits.durationDays) jours"), nil),
      (.run, say("\(Limits.runDays) days", fr: "\(Limits.runDays) jours"), nil),
      (.rate, say("\(limits.openingDays) days in 7", fr: "\(limits.openingDays) jours sur 7"), nil),
      (.wall, say("closed", fr: "fermé"), nil),
    ]
    return bounds.map { id, bound, referent in
      Row(
        limit: id.rawValue, bound: bound, referent: referent, title: id.title(Speech.language))
    }
  }

  private static func gauge(_ holder: LimitHolder) -> Gauge {
    Gauge(
      viewer: name(holder), authority: holder.authority, viewerShare: holder.figures.viewerShare,
      viewerDomains: holder.figures.viewerDomains,
      authorityShare: holder.figures.authorityShare,
      authorityDomains: holder.figures.authorityDomains, runDays: holder.figures.runDays,
      referent: holder.figures.viewerIsReferent)
  }

  private static func name(_ holder: LimitHolder) -> String {
    holder.viewer ?? say("someone", fr: "quelqu'un")
  }

  /// Each figure against its bound, for every viewer and authority, and what they reach together.
  private static func tell(_ holders: LimitHolders, _ limits: Limits) {
    func share(_ figure: Int, _ bound: Int) -> String {
      "\(FiguresPrinter.percent(figure)) / \(FiguresPrinter.percent(bound))"
    }
    let whole = holders.whole
    Printer.line()
    if holders.all.isEmpty {
      Printer.line(
        say("Nobody saw anything in 24 months.", fr: "Personne n'a rien vu en 24 mois."))
    } else {
      Printer.table(
        [
          say("VIEWER", fr: "QUI"), say("SHARE", fr: "PART"), say("DOMAINS", fr: "DOMAINES"),
          say("AUTHORITY", fr: "ORGANISME"), say("SHARE", fr: "PART"),
          say("DOMAINS", fr: "DOMAINES"), say("RUN", fr: "SUITE"),
        ],
        holders.all.map { holder in
          let (figures, isReferent) = (holder.figures, holder.figures.viewerIsReferent)
          let group = figures.authorityHoldsReferent
          let domains = limits.viewerDomains(
            referent: isReferent, smallRecord: figures.isSmallRecord)
          return [
            name(holder) + (isReferent ? say(" (référent)", fr: " (référent)") : ""),
            share(figures.viewerShare, limits.viewerShare(referent: isReferent)),
            "\(figures.viewerDomains) / \(domains)", holder.authority ?? "–",
            share(figures.authorityShare, limits.authorityShare(referent: group)),
            "\(figures.authorityDomains) / \(limits.authorityDomains(referent: group))",
            "\(figures.runDays) / \(Limits.runDays)",
          ]
        })
    }
    Printer.line()
    let coalition = max(whole.coalitionPersons, whole.coalitionAuthorities)
    Printer.line("coalition  " + share(coalition, limits.coalition))
    Printer.line("reserve    " + share(whole.neverSeen, limits.reserve))
    Printer.line(
      "κ          "
        + say(
          "\(fewest(whole.kappaPersons)) people, \(fewest(whole.kappaAuthorities)) authorities reach 80 %",
          fr:
            "\(fewest(whole.kappaPersons)) personnes, \(fewest(whole.kappaAuthorities)) organismes atteignent 80 %"
        ))
  }

  private static func fewest(_ count: Int?) -> String {
    count.map(String.init) ?? say("no number of", fr: "aucun nombre de")
  }
}
