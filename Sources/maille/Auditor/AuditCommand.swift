import ArgumentParser
package import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import TransparencyLog

/// `maille audit`.
struct AuditCommand: ParsableCommand {
  static let configuration = command(
    "audit", "As an ethics officer: verify and read the log, never the content.",
    fr: "En tant qu'éthicien : vérifier et lire le journal, jamais le contenu.",
    examples: [
      "maille audit verify --hub 127.0.0.1:8443", "maille audit report --hub 127.0.0.1:8443",
    ],
    subcommands: [
      AuditVerify.self, AuditEntries.self, AuditReport.self, AuditReview.self,
    ])
}

extension AuditDesk {
  /// Opens the desk that the options name.
  static func open(_ options: GlobalOptions) async throws -> AuditDesk {
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .auditor)
    let (endpoint, given) = try HubDesk.place(options)
    return AuditDesk(ring: ring, home: options.home, endpoint: endpoint, given: given)
  }

  /// Reads the log as an auditor, for the three commands.
  static func read(_ options: GlobalOptions) async throws -> ReplayReport {
    try await open(options).read { next in
      Printer.note(
        say(
          "note: bundle \(next.version) comes into force on \(Moment.shown(next.validFrom))",
          fr:
            "note : les règles \(next.version) entrent en vigueur le \(Moment.shown(next.validFrom))"
        ))
    }.report
  }

  /// Names each emergency that nobody reviewed in 7 days.
  static func alarm(_ report: ReplayReport) {
    for entry in report.unreviewed(at: Date()) {
      let opening = entry.frame.document?.description ?? ""
      Printer.line(
        say(
          "ALARM: emergency at leaf \(entry.index) not reviewed in 7 days: \(opening)",
          fr: "ALARME : urgence à la feuille \(entry.index) pas contrôlée en 7 jours : \(opening)"))
    }
  }

  /// Ends a command whose log has findings.
  static func requireSound(_ report: ReplayReport) throws {
    guard let first = report.findings.first else { return }
    throw CommandFailure(
      .verificationFailed,
      say(
        "the log is not sound: \(first.description), \(report.findings.count) finding(s)",
        fr: "le journal n'est pas sain : \(first.description), \(report.findings.count) constat(s)"),
      hint: say(
        "keep this machine's files and the answer: they convict the hub",
        fr: "gardez les fichiers de cette machine et la réponse : ils confondent le hub"))
  }
}

/// `maille audit verify`.
struct AuditVerify: AsyncParsableCommand {
  static let configuration = command(
    "verify", "Verify the whole log: every leaf, chain and release.",
    fr: "Vérifier tout le journal : chaque feuille, chaîne et ouverture.",
    examples: ["maille audit verify --hub 127.0.0.1:8443"])

  @OptionGroup var options: GlobalOptions

  private struct Told: Encodable {
    let leaves: UInt64
    let root: String?
    let witnessed: Bool
    let findings: [ReplayFinding]
    let unreviewedEmergencies: [String]
  }

  func run() async throws {
    let report = try await AuditDesk.read(options)
    let root = report.checkpoint?.root.base64
    let isWitnessed = report.checkpoint?.isWitnessed ?? false
    if options.json {
      try Printer.json(
        Told(
          leaves: report.size, root: root, witnessed: isWitnessed, findings: report.findings,
          unreviewedEmergencies: report.unreviewed(at: Date()).compactMap {
            $0.frame.document?.description
          }))
    } else {
      Printer.line(
        say(
          "\(report.size) leaves, root \(root ?? "")",
          fr: "\(report.size) feuilles, racine \(root ?? "")"))
      for finding in report.findings { Printer.line("  \(finding.description)") }
      AuditDesk.alarm(report)
      if report.isSound {
        Printer.line(
          say(
            "Sound: every leaf is in the tree, it extends what was verified before, every sequence is whole, every release stood under a live grant.",
            fr:
              "Sain : chaque feuille est dans l'arbre, qui prolonge ce qui a été vérifié, chaque suite est entière, chaque ouverture tenait à un accès en cours."
          ))
      }
      if !isWitnessed {
        Printer.note(
          say("note: the log is not witnessed", fr: "note : le journal n'a pas de témoin"))
      }
    }
    try AuditDesk.requireSound(report)
  }
}

/// `maille audit entries`.
struct AuditEntries: AsyncParsableCommand {
  static let configuration = command(
    "entries", "Who asked what and what was decided, by pseudonyms.",
    fr: "Qui a demandé quoi et ce qui a été décidé, par pseudonymes.",
    examples: [
      "maille audit entries --hub 127.0.0.1:8443",
      "maille audit entries --hub 127.0.0.1:8443 --kind refusal",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Only this kind, such as view or refusal.", fr: "Ce genre seulement, comme view ou refusal."))
  var kind: EntryKind?

  private struct Row: Encodable {
    let index: UInt64
    let kind: String
    let time: Date
    let record: String?
    let actor: String?
    let role: String
    let authority: String?
    let decision: String
    let policies: [String]
    let purpose: String?
    let reason: String?
    let compartments: [String]
    let selected: Int
    let figures: [String: Int]
  }

  func run() async throws {
    let report = try await AuditDesk.read(options)
    let rows = report.entries.filter { kind == nil || $0.frame.kind == kind }.map { entry in
      let frame = entry.frame
      return Row(
        index: entry.index, kind: frame.kind.rawValue, time: frame.time,
        record: frame.record?.description, actor: frame.actor?.description,
        role: frame.role.rawValue, authority: frame.authority?.description,
        decision: frame.decision.rawValue, policies: frame.policies,
        purpose: frame.purpose?.rawValue, reason: frame.reason?.rawValue,
        compartments: frame.compartments.map(\.description), selected: frame.selected,
        figures: frame.figures)
    }
    if options.json {
      try Printer.json(rows)
    } else {
      Printer.table(
        [
          "#", say("WHEN", fr: "QUAND"), say("KIND", fr: "GENRE"), say("RECORD", fr: "DOSSIER"),
          say("WHO", fr: "QUI"), say("AUTHORITY", fr: "AUTORITÉ"), say("FOR", fr: "POUR"),
          say("ASKED", fr: "DEMANDÉ"), say("DECISION", fr: "DÉCISION"),
        ],
        rows.map { row in
          [
            "\(row.index)", Moment.shown(row.time), row.kind,
            String((row.record ?? "").prefix(6)),
            "\(row.role) \((row.actor ?? "").prefix(6))", row.authority ?? "",
            row.purpose ?? "", Self.scope(row.compartments, row.selected),
            row.decision
              + (row.decision == EntryDecision.refused.rawValue
                ? " " + row.policies.joined(separator: ",") : ""),
          ]
        })
    }
    try AuditDesk.requireSound(report)
  }

  /// A scope in few characters: the domains, and how many compartments and items.
  private static func scope(_ compartments: [String], _ selected: Int) -> String {
    let domains = Set(compartments.compactMap { $0.split(separator: "/").first.map(String.init) })
    let parts = [
      domains.isEmpty
        ? nil
        : say(
          "\(compartments.count) in \(domains.count) domain(s)",
          fr: "\(compartments.count) dans \(domains.count) domaine(s)"),
      selected == 0 ? nil : say("\(selected) item(s)", fr: "\(selected) élément(s)"),
    ]
    return parts.compactMap(\.self).joined(separator: " + ")
  }
}

extension EntryKind: ExpressibleByArgument {}

/// `maille audit report`.
struct AuditReport: AsyncParsableCommand {
  static let configuration = command(
    "report", "Count what happened: by kind, authority, decision and limit.",
    fr: "Compter ce qui est arrivé : par genre, autorité, décision et limite.",
    examples: ["maille audit report --hub 127.0.0.1:8443 --json"])

  @OptionGroup var options: GlobalOptions

  private struct Told: Encodable {
    let leaves: UInt64
    let records: Int
    let kinds: [String: Int]
    let viewsByAuthority: [String: Int]
    let refusalsByAuthority: [String: Int]
    let refusalsByPolicy: [String: Int]
    let findings: [ReplayFinding]
  }

  func run() async throws {
    let report = try await AuditDesk.read(options)
    let frames = report.entries.map(\.frame)
    func count(_ keys: [String]) -> [String: Int] {
      keys.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    let refused = frames.filter { $0.decision == .refused }
    let none = say("no authority", fr: "sans autorité")
    let told = Told(
      leaves: report.size, records: Set(frames.compactMap(\.record)).count,
      kinds: count(frames.map(\.kind.rawValue)),
      viewsByAuthority: count(
        frames.filter { $0.kind == .view && $0.decision == .allowed }
          .map { $0.authority?.description ?? none }),
      refusalsByAuthority: count(refused.map { $0.authority?.description ?? none }),
      refusalsByPolicy: count(refused.flatMap(\.policies)), findings: report.findings)
    if options.json {
      try Printer.json(told)
    } else {
      Printer.line(
        say(
          "\(told.leaves) leaves, \(told.records) record(s) by pseudonym",
          fr: "\(told.leaves) feuilles, \(told.records) dossier(s) par pseudonyme"))
      let parts: [(String, [String: Int])] = [
        (say("what happened", fr: "ce qui est arrivé"), told.kinds),
        (say("views by authority", fr: "ouvertures par autorité"), told.viewsByAuthority),
        (say("refusals by authority", fr: "refus par autorité"), told.refusalsByAuthority),
        (say("refusals by rule", fr: "refus par règle"), told.refusalsByPolicy),
      ]
      for (title, counts) in parts where !counts.isEmpty {
        Printer.line(title)
        for (key, value) in counts.sorted(by: { $0.key < $1.key }) {
          Printer.line("  \(key): \(value)")
        }
      }
    }
    try AuditDesk.requireSound(report)
  }
}
