import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("Races")
struct RaceTests {
  @Test("an act decided on a state that has changed since is not committed, and not logged")
  func staleDecision() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let before = try #require(try await world.hub.book.snapshot(of: owner.id))
    _ = try await owner.record.revoke([grant.grant.payload.id], at: world.clock.now)
    try await owner.flush()
    let count = try await world.entries(of: owner).count
    var draft = EventDraft(.view, .accepted, role: .viewer)
    draft.actor = viewer.fingerprint
    let late = draft
    await #expect(throws: StateChanged.self) {
      _ = try await world.hub.commit([late], change: RecordChange(before.file), on: before)
    }
    #expect(try await world.entries(of: owner).count == count)
    #expect(try await world.view(grant.grant.payload.id, of: owner.id, by: viewer).status == 404)
  }

  @Test("views at the same time all open, each with its own entry and one opening for the day")
  func manyViews() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let (id, record) = (grant.grant.payload.id, owner.id)
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<12 {
        group.addTask { try await world.view(id, of: record, by: viewer).status }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 12))
    let entries = try await world.entries(of: owner)
    #expect(entries.filter { $0.frame.kind == .view }.count == 12)
    #expect(entries.map(\.frame.sequence) == Array(1...entries.count))
    let snapshot = try #require(try await world.hub.book.snapshot(of: record, with: [.ledger]))
    #expect(try snapshot.ledger.openings.count == 1)
  }

  @Test("once a revocation is answered nothing opens, whatever was under way")
  func revocationDuringViews() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let (id, record) = (grant.grant.payload.id, owner.id)
    let revocation = try await owner.record.revoke([id], at: world.clock.now)
    let sending = owner
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let status = try await world.view(id, of: record, by: viewer).status
          #expect(status == 200 || status == 404)
        }
      }
      group.addTask {
        let answer = try await sending.send(.revocation(PublishRevocation(revocation: revocation)))
        #expect(answer.status == 200)
        #expect(try await world.view(id, of: record, by: viewer).status == 404)
      }
      try await group.waitForAll()
    }
    let kinds = try await world.entries(of: owner).map(\.frame.kind)
    let end = try #require(kinds.lastIndex(of: .revocation))
    #expect(!kinds[end...].contains(.view), "no view stands after the revocation")
  }
}
