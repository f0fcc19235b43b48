import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// What a professional proposes to add: the question, the place, and what comes of it.
  ///
  /// - Parameter path: What follows `asked/proposal`.
  func proposed(_ path: [String], _ request: PageRequest) async throws -> PageAnswer {
    switch (request.isPost, path.first, path.count) {
    case (false, "added", 1): return .page(ProposedPage.answered(true, request.language))
    case (false, "refused", 1): return .page(ProposedPage.answered(false, request.language))
    default: break
    }
    guard let id = path.first.flatMap({ ProposalID($0) }),
      let page = try await proposedPage(id, request)
    else { return .nothingHere }
    switch (request.isPost, path.dropFirst().first, path.count) {
    case (false, nil, _): return .page(page.question)
    case (false, "talk", 2): return .page(page.talk(helpers: helperNames))
    case (true, nil, _): return try await answer(page, request)
    default: return .nothingHere
    }
  }

  private func proposedPage(
    _ id: ProposalID, _ request: PageRequest
  ) async throws -> ProposedPage? {
    let (proposals, register) = try await desk.withHub { hub in
      (try await desk.proposals(hub), hub.hub.register.payload)
    }
    guard let proposed = proposals.first(where: { $0.id == id }) else { return nil }
    let service = proposed.received.proposal.authority.map {
      register.authority($0)?.name ?? $0.description
    }
    return ProposedPage(
      proposed: proposed, service: service, network: try desk.state.network(), request: request)
  }

  private func answer(
    _ page: ProposedPage, _ request: PageRequest
  ) async throws -> PageAnswer {
    let proposed = page.proposed
    switch request.fields["answer"].flatMap(AskedAnswer.init(rawValue:)) {
    case .later: return .see(Place("asked"))
    case .talk: return .see(Place("asked", "proposal", proposed.id.description, "talk"))
    case .not: return .see(ProposedPage.place(proposed.id))
    case .no:
      try await desk.withHub { hub in
        try await desk.refuse(proposed.id, hub)
        try await noteWaiting(hub)
      }
      return .see(Place("asked", "proposal", "refused"))
    case .yes:
      guard let item = proposed.item else { return .page(page.question) }
      return .page(page.choosing(item))
    case .sign:
      guard let item = proposed.item, page.isAsShown else { return .page(page.question) }
      return try await take(item, page, request)
    case .sheet, .read, nil: return .nothingHere
    }
  }

  /// Adds what was proposed, as the person worded and placed it.
  private func take(
    _ item: ProposedItem, _ page: ProposedPage, _ request: PageRequest
  ) async throws -> PageAnswer {
    let reserved: Bool
    switch request.fields["reserved"] {
    case "yes": reserved = true
    case "no": reserved = false
    default: return .page(page.choosing(item, mistake: ProposedText.chooseReserve))
    }
    guard let domain = request.fields["domain"].flatMap(LifeDomain.init(rawValue:)),
      let chosen = try? item.changed(
        text: item.text.map { _ in request.fields["words"] ?? "" }, domain: domain)
    else { return .page(page.choosing(item, mistake: ProposedText.wrongWords)) }
    do {
      try await desk.withHub { hub in
        _ = try await desk.accept(page.proposed, as: chosen, reserved: reserved, hub)
        try await noteWaiting(hub)
      }
    } catch let error as RecordError where error.code == .malformed {
      return .page(page.choosing(item, mistake: ProposedText.wrongWords))
    }
    return .see(Place("asked", "proposal", "added"))
  }

  /// Asks again what waits, for the menu.
  func noteWaiting(_ hub: HubClient) async throws {
    note(waiting: try await desk.requests(hub), proposals: try await desk.proposals(hub).count)
  }
}
