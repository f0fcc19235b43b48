import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// What a request that waits would change, if the owner said yes to all of it.
struct NextYes {
  /// Who asks.
  let name: String
  /// The figures without it.
  let before: Figures
  /// The figures with it.
  let after: Figures
  /// The limits that would refuse it.
  let refusals: [Refusal]
}

extension OwnerRoom {
  /// The most requests of which the figures are worked out.
  private static let mostRequests = 8

  /// What each request that waits would change; one that cannot be drafted is left out.
  ///
  /// Nothing is kept of the drafts.
  func nextYeses(_ hub: HubClient, at now: Date) async throws -> [NextYes] {
    let requests = try await desk.requests(hub)
    note(waiting: requests, proposals: try await desk.proposals(hub).count)
    let open = requests.filter { !$0.declined && !isAnswered($0) }.prefix(Self.mostRequests)
    var yeses: [NextYes] = []
    for request in open {
      if let yes = try await nextYes(request, hub, at: now) { yeses.append(yes) }
    }
    return yeses
  }

  private func nextYes(
    _ received: ReceivedRequest, _ hub: HubClient, at now: Date
  ) async throws -> NextYes? {
    let asked = received.request.payload
    let days = min(asked.days, desk.state.limits(at: now).durationDays)
    let wanted = WantedGrant(
      entry: BookEntry(
        card: received.viewerCard, affiliation: received.affiliation, compared: false),
      compartments: asked.compartments, items: [], purpose: asked.purpose,
      referent: asked.referent, notBefore: now,
      notAfter: now.addingTimeInterval(TimeInterval(days) * 86_400), request: asked.id)
    guard let held = try? await desk.draft(wanted, hub) else { return nil }
    defer { try? desk.record.drop(held.sheet.draft.id) }
    let (before, after) = GrantJudge(
      bundle: hub.hub.bundle, register: hub.hub.register, state: desk.state
    ).figures(try desk.record.proposal(of: held, at: now))
    return NextYes(
      name: received.viewerCard.payload.name, before: before, after: after,
      refusals: Guards.refusals(after, limits: desk.state.limits(at: now)))
  }

  /// On how many of the last seven days (UTC) each viewer looked, as the record's log has it.
  static func openings(_ entries: [VerifiedOwnerLog.Item], at now: Date) -> [Fingerprint: Int] {
    func day(_ time: Date) -> Int { Int((time.timeIntervalSince1970 / 86_400).rounded(.down)) }
    let today = day(now)
    var days: [Fingerprint: Set<Int>] = [:]
    for entry in entries.compactMap(\.entry) {
      guard entry.frame.kind == .view, entry.frame.decision == .allowed, let actor = entry.actor,
        (today - 6...today).contains(day(entry.frame.time))
      else { continue }
      days[actor, default: []].insert(day(entry.frame.time))
    }
    return days.mapValues(\.count)
  }
}
