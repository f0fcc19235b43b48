import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille status`.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = command(
    "status", "Who asked, who looked since last time, what ends soon.",
    fr: "Qui a demandé, qui a regardé depuis la dernière fois, ce qui se termine bientôt.",
    examples: [
      "maille status", "maille status --json", "maille status --on-notice \"notify-send Maille\"",
    ])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken(
      "Run this command if something new happened, and mark nothing as read; it is told nothing.",
      fr:
        "Lancer cette commande s'il y a du nouveau, sans rien marquer comme lu ; elle n'apprend rien."
    ))
  var onNotice: String?

  private struct Look: Encodable {
    let who: String
    let at: Date
    let allowed: Bool
  }

  private struct Ending: Encodable {
    let who: String
    let grant: String
    let until: Date
  }

  private struct Status: Encodable {
    let address: String
    let version: Int
    let stopped: Bool
    let unsent: Bool
    let openRequests: Int
    let openProposals: Int
    let looksSinceLastTime: [Look]
    let notices: [NoticePrinter.Row]
    /// The notices as they are told to a person.
    let happened: [Notice]
    let endingSoon: [Ending]
    let closed: [Closed]
    let emergencies: [EmergencyRow]
    let helpers: [String]
    let referents: [String]
    let witnessed: Bool
    let newRules: NewRules?
    /// When a new key that others announced is in force, unless it is cancelled.
    let newKeyAt: Date?
    let limitMoves: [MoveRow]

    enum CodingKeys: String, CodingKey {
      case address, version, stopped, unsent, openRequests, openProposals, looksSinceLastTime,
        notices, endingSoon
      case closed, emergencies, helpers, referents, witnessed, newRules, newKeyAt, limitMoves
    }
  }

  private struct Closed: Encodable {
    let who: String
    let grant: String
    let why: String
  }

  private struct NewRules: Encodable {
    let version: Int
    let from: Date
    let changesAuditors: Bool
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let (requests, proposals, entries, witnessed, newKey) = try await desk.withHub { hub in
      try await desk.hear(hub)
      return (
        try await desk.requests(hub), try await desk.proposals(hub).count,
        try await desk.readLog(hub),
        hub.hub.description.log.quorum > 0,
        try await announcedKey(desk, hub)
      )
    }
    if let onNotice { return try notify(desk, entries, running: onNotice) }
    let unread = entries.dropFirst(desk.state.readUpTo)
    let status = try status(
      desk, requests, proposals, unread, witnessed, newKey)
    desk.markRead(entries)
    try desk.save()
    if options.json { return try Printer.json(status) }
    tell(status)
  }

  /// When a new key would be in force; hears of moves of limits on the way.
  private func announcedKey(_ desk: OwnerDesk, _ hub: HubClient) async throws -> Date? {
    let head = try await hub.head(of: desk.state.record)
    try await desk.record.apply(head.limitMoves, at: Date())
    return head.succession?.inForceAt
  }

  /// Runs the owner's own command once for what is new; nothing is shown, nothing marked as read.
  private func notify(
    _ desk: OwnerDesk, _ entries: [VerifiedOwnerLog.Item], running command: String
  ) throws {
    let told = max(desk.state.readUpTo, desk.state.notifiedUpTo ?? 0)
    let notices = entries.dropFirst(told).compactMap(\.entry).compactMap(Notice.init)
    let ending = Self.endingSoon(desk.state, at: Date()).compactMap(\.grant)
    let isNew = !notices.isEmpty || !Set(ending).isSubset(of: desk.state.notifiedEnds ?? [])
    desk.record.notified(upTo: entries.count, ends: ending)
    try desk.save()
    if isNew { NoticePrinter.run(command) }
    if options.json { try Printer.json(["notified": isNew]) }
  }

  /// The grants that end within 14 days, as notices.
  private static func endingSoon(_ state: OwnerState, at now: Date) -> [Notice] {
    let soon = now.addingTimeInterval(14 * 86_400)
    return state.standingGrants(at: now).map(\.publication).compactMap { publication in
      let grant = publication.grant.payload
      guard grant.notAfter <= soon else { return nil }
      return Notice(
        kind: .endingSoon, time: grant.notAfter, who: publication.viewerCard.payload.name,
        grant: grant.id, request: nil)
    }
  }

  private func status(
    _ desk: OwnerDesk, _ requests: [ReceivedRequest], _ proposals: Int,
    _ unread: some Sequence<VerifiedOwnerLog.Item>, _ witnessed: Bool, _ newKey: Date?
  ) throws -> Status {
    let now = Date()
    let network = try desk.state.network()
    let ending = Self.endingSoon(desk.state, at: now)
    let notices = unread.compactMap(\.entry).compactMap(Notice.init)
    return Status(
      address: desk.state.address?.description ?? "",
      version: desk.state.manifest?.payload.version ?? 0, stopped: desk.state.stopped,
      unsent: try desk.record.needsCommit(at: now),
      openRequests: requests.filter { !$0.declined }.count, openProposals: proposals,
      looksSinceLastTime: unread.compactMap { item in
        guard let entry = item.entry, [.view, .refusal, .emergency].contains(entry.frame.kind)
        else {
          return nil
        }
        return Look(
          who: entry.name ?? "", at: entry.frame.time, allowed: entry.frame.decision == .allowed)
      },
      notices: (notices + ending).map(NoticePrinter.Row.init), happened: notices,
      endingSoon: ending.map {
        Ending(who: $0.who ?? "", grant: $0.grant?.description ?? "", until: $0.time)
      },
      closed: desk.state.standingGrants(at: now).compactMap { published in
        let grant = published.publication.grant.payload.id
        return desk.state.loss(of: grant).map {
          Closed(
            who: published.publication.viewerCard.payload.name, grant: grant.description,
            why: $0.rawValue)
        }
      },
      emergencies: desk.state.emergencies.filter { $0.review == nil || now < $0.until }
        .map { EmergencyRow($0, at: now) },
      helpers: desk.state.enrolledHelpers.map(\.card.payload.name),
      referents: network.referents.compactMap { network.card($0.designation.member)?.label },
      witnessed: witnessed, newRules: newRules(desk), newKeyAt: newKey,
      limitMoves: MoveRow.pending(desk.state, at: now))
  }

  /// What the hub announced: other rules, auditors or naming key, and from when.
  private func newRules(_ desk: OwnerDesk) -> NewRules? {
    guard let hub = desk.state.hub?.description, let next = hub.announced?.payload else {
      return nil
    }
    let present = hub.bundle.payload
    return NewRules(
      version: next.version, from: next.validFrom,
      changesAuditors: next.auditors != present.auditors || next.naming != present.naming)
  }

  private func tell(_ status: Status) {
    Printer.line(status.address)
    if let newKeyAt = status.newKeyAt {
      Printer.line(
        say(
          "A NEW KEY WAS ANNOUNCED for your record, in force from \(Moment.shown(newKeyAt)).",
          fr: "UNE NOUVELLE CLÉ EST ANNONCÉE pour votre dossier, dès le \(Moment.shown(newKeyAt)).")
      )
      Printer.line(
        say(
          "If it is not yours: 'maille restore cancel'.",
          fr: "Si ce n'est pas vous : « maille restore cancel »."))
    }
    if status.stopped { Printer.line(say("Everything is stopped.", fr: "Tout est arrêté.")) }
    Printer.line(
      say(
        "\(status.openRequests) request(s) wait for you.",
        fr: "\(status.openRequests) demande(s) vous attendent."))
    if status.openProposals > 0 {
      Printer.line(
        say(
          "\(status.openProposals) proposed addition(s) wait for you.",
          fr: "\(status.openProposals) ajout(s) proposé(s) vous attendent."))
    }
    if !status.happened.contains(where: { $0.kind == .looked }) {
      Printer.line(
        say("Nobody looked since last time.", fr: "Personne n'a regardé depuis la dernière fois."))
    }
    if !status.happened.isEmpty {
      Printer.line(say("Since last time:", fr: "Depuis la dernière fois :"))
      for notice in status.happened { Printer.line("  " + NoticePrinter.line(notice)) }
    }
    for ending in status.endingSoon {
      Printer.line(
        say("Ends soon: ", fr: "Se termine bientôt : ")
          + "\(Printer.harmless(ending.who)), \(Moment.shown(ending.until))")
    }
    for move in status.limitMoves { Printer.line(move.told) }
    for closed in status.closed {
      Printer.line(
        "\(Printer.harmless(closed.who)): " + (AffiliationLoss(rawValue: closed.why)?.told ?? ""))
    }
    for emergency in status.emergencies { Printer.line(emergency.told) }
    if !status.helpers.isEmpty {
      Printer.line(
        say("Helper: ", fr: "Aide : ") + Printer.harmless(status.helpers.joined(separator: ", ")))
    }
    if !status.referents.isEmpty {
      Printer.line("Référent : " + Printer.harmless(status.referents.joined(separator: ", ")))
    }
    if status.unsent {
      Printer.line(
        say(
          "Some changes are on this device alone: 'maille sync'.",
          fr: "Des changements sont sur cet appareil seul : « maille sync »."))
    }
    if let rules = status.newRules {
      Printer.line(
        say("New rules from ", fr: "De nouvelles règles à partir du ") + Moment.shown(rules.from)
          + (rules.changesAuditors
            ? say(", with other ethics officers", fr: ", avec d'autres éthiciens") : "") + ".")
    }
    if !status.witnessed {
      Printer.line(
        say("The log is not witnessed by anyone else.", fr: "Le journal n'a pas d'autre témoin."))
    }
  }
}
