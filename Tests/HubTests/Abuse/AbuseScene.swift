import Consent
import Foundation
import Hummingbird
import HummingbirdTesting
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// A hub that listens, with an owner, a viewer and their grant.
struct AbuseScene {
  let world: HubWorld
  var owner: OwnerWorld
  let viewer: Person
  let grant: GrantID

  init(_ change: (inout EdgeLimits) -> Void = { _ in }) async throws {
    var limits = EdgeLimits()
    limits.refusalHoldMilliseconds = 20
    change(&limits)
    world = try await HubWorld(limits: limits)
    owner = try await OwnerWorld.make(in: world)
    viewer = try await world.viewer("Paul", at: "estran")
    let (publication, answer) = try await owner.grant(to: viewer, domains: [.housing])
    #expect(answer.status == 200)
    grant = publication.grant.payload.id
  }

  func view(by person: Person? = nil, spoiled: Bool = false) throws -> Data {
    try RawRequest.view(
      grant, of: owner.id, by: person ?? viewer, at: world.clock.now, spoiled: spoiled)
  }

  /// Gives the hub's port to `body` while it listens.
  func live(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    try await buildApplication(world.hub).test(.live) { client in
      try await body(try #require(client.port))
    }
  }

  /// The viewer looks, and the owner revokes: each over a connection of its own.
  static func othersGoOn(
    _ requests: [Data], from address: String = "127.0.0.1", port: Int
  ) async throws {
    for request in requests {
      let connection = try await RawConnection.open(to: port, from: address)
      await connection.send(request)
      #expect(try await connection.answers(1) == [200])
      await connection.close()
    }
  }

  /// Two views and then a revocation.
  mutating func requests() async throws -> [Data] {
    var requests = [try view(), try view()]
    _ = try await owner.record.revoke([grant], at: world.clock.now)
    guard case .revocation(let body)? = owner.record.state.outbox.first else {
      throw Unexpected(answer: nil)
    }
    requests.append(
      try RawRequest.signed(
        "POST", "\(owner.path)/revocations", by: owner.person,
        body: try CanonicalJSON.encode(body), at: world.clock.now))
    return requests
  }

  /// How many releases the log holds.
  func releases() async throws -> Int {
    try await world.entries(of: owner).count { $0.frame.kind == .view }
  }
}
