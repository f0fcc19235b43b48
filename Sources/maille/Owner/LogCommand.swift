import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille log`.
struct LogCommand: AsyncParsableCommand {
  static let configuration = command(
    "log", "Everything that happened to your record: who asked, who looked, what was refused.",
    fr: "Tout ce qui est arrivé à votre dossier : qui a demandé, regardé, ce qui a été refusé.",
    examples: ["maille log", "maille log --json"])

  @OptionGroup var options: GlobalOptions

  private struct Row: Encodable {
    /// The place in the record's sequence; nil for what is told of the whole log.
    let sequence: Int?
    let index: UInt64
    let time: Date?
    let kind: String
    let who: String?
    let role: String?
    let authority: String?
    let decision: String?
    let purpose: String?
    let compartments: [String]
    let policies: [String]
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let (entries, readings) = try await desk.withHub { hub in
      let entries = try await desk.readLog(hub)
      return (entries, try await Self.readings(of: hub, since: entries.first?.index))
    }
    desk.markRead(entries)
    try desk.save()
    let own = entries.enumerated().map { number, item in
      let frame = item.entry?.frame
      return Row(
        sequence: number + 1, index: item.index, time: frame?.time,
        kind: frame?.kind.rawValue ?? EntryKind.shred.rawValue, who: item.entry?.name,
        role: frame?.role.rawValue, authority: frame?.authority?.description,
        decision: frame?.decision.rawValue, purpose: frame?.purpose?.rawValue,
        compartments: frame?.compartments.map(\.description) ?? [],
        policies: frame?.policies ?? [])
    }
    let rows = (own + readings).sorted { $0.index < $1.index }
    if options.json { return try Printer.json(rows) }
    Printer.table(
      [
        "#", say("WHEN", fr: "QUAND"), say("WHAT", fr: "QUOI"), say("WHO", fr: "QUI"),
        say("FOR", fr: "POUR"), say("DECISION", fr: "DÉCISION"),
      ],
      rows.map { row in
        [
          row.sequence.map { "\($0)" } ?? "", row.time.map { Moment.shown($0) } ?? "",
          row.kind == EntryKind.logRead.rawValue
            ? say("read the log, no names", fr: "a lu le journal, sans les noms") : row.kind,
          row.who ?? row.role ?? "", row.purpose ?? "",
          row.decision == EntryDecision.refused.rawValue
            ? say("refused", fr: "refusé")
              + (row.policies.isEmpty ? "" : ": " + row.policies.joined(separator: ", "))
            : say("done", fr: "fait"),
        ]
      })
  }

  /// Who read the log since the record is in it; they see no name and no content.
  private static func readings(of hub: HubClient, since index: UInt64?) async throws -> [Row] {
    guard let index else { return [] }
    let auditors = hub.hub.bundle.payload.auditors
    return try await hub.readings(from: index).map { reading in
      let card = reading.reader.payload
      return Row(
        sequence: nil, index: reading.index, time: reading.time,
        kind: EntryKind.logRead.rawValue, who: card.name,
        role: auditors.contains(card.identity) ? ActorRole.auditor.rawValue : nil, authority: nil,
        decision: EntryDecision.allowed.rawValue, purpose: nil, compartments: [], policies: [])
    }
  }
}
