import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite struct MovedLimitTests {
  private static let five: [LifeDomain] = [.housing, .work, .leisure, .care, .mobility]
  private static let hour: TimeInterval = 3600

  /// Signs a grant of five domains on a device whose own checks are off; the hub's status.
  private func status(_ owner: inout OwnerWorld, _ viewer: Person) async throws -> Int {
    // What the device knows is in force is in its measures.
    try await owner.publish()
    let (publication, answer) = try await owner.grant(to: viewer, domains: Self.five)
    if answer.status == 200 {
      _ = try await owner.record.revoke(
        [publication.grant.payload.id], at: owner.world.clock.now)
      try await owner.flush()
    }
    return answer.status
  }

  @Test("a limit was in force before its delay, or not after it")
  func delay() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    _ = try await owner.record.move(.viewerDomains, to: 5, at: world.clock.now)
    _ = try await owner.record.move(.viewerShare, to: 6000, at: world.clock.now)
    try await owner.flush()
    #expect(try await status(&owner, viewer) == 403)
    world.clock.advance(by: 71 * Self.hour)
    #expect(try await status(&owner, viewer) == 403)
    world.clock.advance(by: 2 * Self.hour)
    #expect(owner.record.state.limits(at: world.clock.now).viewerDomains == 5)
    #expect(try await status(&owner, viewer) == 200)
    let told = try await world.entries(of: owner).filter { $0.frame.kind == .limit }
    #expect(told.map(\.frame.figures) == [["viewer-domains": 5], ["viewer-share": 6000]])
    #expect(told.allSatisfy { Notice($0)?.kind == .limit })
  }

  @Test("a cancelled move was in force all the same")
  func cancelled() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    _ = try await owner.record.move(.viewerDomains, to: 5, at: world.clock.now)
    try await owner.flush()
    world.clock.advance(by: 70 * Self.hour)
    try await owner.record.cancelMove(of: .viewerDomains, at: world.clock.now)
    try await owner.flush()
    world.clock.advance(by: 10 * Self.hour)
    #expect(try await status(&owner, viewer) == 403)
  }

  @Test("a move of another record, of another's hand or with a used counter was taken")
  func foreign() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let other = try await OwnerWorld.make(in: world)
    let now = world.clock.now
    func send(_ record: RecordID, counter: Int, by signer: Person) async throws -> Int {
      let move = try await SignedDocument.sign(
        LimitMove(record: record, counter: counter, limit: .rate, value: 1, issuedAt: now),
        with: signer.ring.identity)
      return try await owner.send(.limitMove(PublishLimitMove(move: move))).status
    }
    let next = owner.record.state.counter + 1
    #expect(try await send(other.id, counter: next, by: owner.person) == 400)
    #expect(try await send(owner.id, counter: next, by: other.person) == 400)
    #expect(try await send(owner.id, counter: next - 1, by: owner.person) == 409)
    #expect(try await send(owner.id, counter: next, by: owner.person) == 200)
    // A second one of the same limit waits for nobody.
    #expect(try await send(owner.id, counter: next + 1, by: owner.person) == 403)
  }

  @Test("measures that state other limits than those in force were taken")
  func ownMeasures() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    _ = try await owner.record.move(.rate, to: 1, at: world.clock.now)
    // The hub has not heard of the move that this device believes in force.
    let ahead = world.clock.now + 80 * Self.hour
    world.clock.advance(by: Self.hour)
    var device = owner.record
    let waiting = try #require(device.state.outbox.first)
    try device.acknowledge(waiting, at: world.clock.now)
    let commit = try #require(try await device.commit(at: ahead))
    #expect(try await owner.send(.commit(commit)).status == 409)
  }
}
