import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// Who sees what, and taking it back: one access, or everything.
  func who(_ request: PageRequest) async throws -> PageAnswer {
    let path = Array(request.place.segments.dropFirst())
    switch (request.isPost, path.first, path.count) {
    case (false, nil, _):
      let sees = await whoSees(request)
      return .page(
        WhoList(sees: sees, helpers: desk.state.enrolledHelpers, request: request).content)
    case (false, "matrix", 1):
      let sees = await whoSees(request)
      return .page(WhoMatrix(sees: sees, request: request).content)
    case (false, let text?, 1):
      guard let id = GrantID(text), let access = await whoSees(request)[id] else {
        return .nothingHere
      }
      return .page(try page(of: access, request))
    case (true, let act?, let count): return try await perform(act, path, count, request)
    default: return .nothingHere
    }
  }

  private func page(of access: WhoAccess, _ request: PageRequest) throws -> PageContent {
    let network = try desk.state.network()
    let lines = network.items(seenUnder: access.grant.terms)
    let viewer = PictureViewer(name: access.name, items: Set(lines.map(\.id)))
    return WhoGrant(
      access: access, lines: lines,
      picture: NetworkPicture(network, request.language, as: viewer),
      isWaiting: waits(access.grant.id), request: request
    ).content
  }

  /// Whether the hub has not heard yet that an access is taken back.
  private func waits(_ grant: GrantID) -> Bool {
    desk.state.outbox.contains {
      guard case .revocation(let body) = $0 else { return false }
      return body.revocation.payload.grants.contains(grant)
    }
  }

  private func perform(
    _ act: String, _ path: [String], _ count: Int, _ request: PageRequest
  ) async throws -> PageAnswer {
    switch (act, count) {
    case ("stop", 1):
      // What this device knows may be old: the act is signed whatever it says.
      try await desk.stop(at: request.time)
      try await deliver()
      return .see(Place("who"))
    case ("resume", 1):
      try await desk.resume(at: request.time)
      try await deliver()
      return .see(Place("who"))
    case ("send", 1):
      try await deliver()
      return .see(Place("who"))
    case ("helper", 3) where path[2] == "dismiss":
      guard let helper = Fingerprint(path[1]),
        desk.state.enrolledHelpers.contains(where: { $0.fingerprint == helper })
      else { return .nothingHere }
      try await desk.dismiss(helper: helper, at: request.time)
      try await deliver()
      return .see(Place("who"))
    case (_, 2) where path[1] == "revoke":
      guard let id = GrantID(act), try await revoke(id, request) else { return .nothingHere }
      return .see(Place("who", id.description))
    default: return .nothingHere
    }
  }

  /// Takes an access back, unless it has ended; false where there is none.
  private func revoke(_ id: GrantID, _ request: PageRequest) async throws -> Bool {
    guard
      let grant = desk.state.grants.first(where: { $0.publication.grant.payload.id == id })
    else { return false }
    guard !grant.isEnded(at: request.time) else { return true }
    try await desk.revoke([id], at: request.time)
    try await deliver(synchronises: true)
    return true
  }

  /// Sends what was signed; where the hub does not answer, it waits, and the page says so.
  ///
  /// A revocation goes out before anything else is looked at; bringing the record up to date may
  /// then fail without changing that.
  private func deliver(synchronises: Bool = false) async throws {
    do {
      try await desk.withHub { hub in
        if synchronises { try await desk.synchronise(hub) }
      }
    } catch DeskError.kept, DeskError.undecided {
    } catch let error as HubClientError {
      switch error {
      case .unreachable, .hubFailed, .tooMany, .conflict: return
      case .notAvailable, .refused, .unauthenticated, .invalid, .malformedAnswer, .verification,
        .receipt, .watch, .signing:
        throw error
      }
    }
  }
}
