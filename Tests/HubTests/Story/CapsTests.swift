import Consent
import Foundation
import GRDB
import HTTPTypes
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

@Suite("What a record may hold")
struct CapsTests {
  @Test("the caps are those of the specification")
  func defaults() {
    let limits = EdgeLimits()
    #expect(limits.recordBytes == 64 << 20)
    #expect(limits.grants == 1000)
    #expect(limits.removedItems == 50_000)
    #expect(limits.ownerBodyBytes == 16 << 20)
  }

  @Test("a record grew past what the hub keeps of it")
  func recordBytes() async throws {
    var limits = EdgeLimits()
    limits.recordBytes = 50_000
    let world = try await HubWorld(limits: limits)
    var owner = try await OwnerWorld.make(in: world)
    func size(_ record: OwnerRecord) -> Int {
      record.state.stored.reduce(0) { sum, item in
        item.wraps.reduce(sum + item.ciphertext.count + item.ownerWrap.count) {
          $0 + $1.blind.count + $1.wrapped.count
        }
      }
    }
    var statuses: [Int] = []
    while statuses.last != 507, statuses.count < 20 {
      for number in 0..<5 {
        _ = try owner.record.add([.note(try Note(domain: .work, text: "note \(number)"))])
      }
      let commit = try #require(try await owner.record.commit(at: world.clock.now))
      let answer = try await owner.send(.commit(commit))
      statuses.append(answer.status)
      #expect((size(owner.record) <= 50_000) == (answer.status == 200))
      if answer.status == 200 {
        try await owner.flush()
      } else {
        #expect(answer.code == "full" && answer.problem == "items")
      }
    }
    #expect(statuses.contains(200) && statuses.last == 507)
    let held = try await world.hub.book.snapshot(of: owner.id, with: [.head])
    #expect(held?.head?.manifest.payload.version == statuses.count, "nothing of it was written")
  }

  @Test("a record took grants without end")
  func grants() async throws {
    var limits = EdgeLimits()
    limits.grants = 2
    let world = try await HubWorld(limits: limits)
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    for status in [200, 200, 507] {
      let (publication, answer) = try await owner.grant(to: viewer, domains: [.housing], days: 30)
      #expect(answer.status == status)
      if answer.status == 200 {
        // Ended ones count too.
        _ = try await owner.record.revoke([publication.grant.payload.id], at: world.clock.now)
        try await owner.flush()
      }
    }
  }

  @Test("a ledger that names more than can be read before a deadline takes no grant")
  func ledgerExtent() async throws {
    var limits = EdgeLimits()
    limits.ledgerExtent = 30
    let world = try await HubWorld(limits: limits)
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    var last: Answer?
    for _ in 0..<30 where last?.status != 507 {
      last = try await owner.grant(to: viewer, domains: [.housing], days: 30).1
    }
    #expect(last?.status == 507 && last?.problem == "grant")
  }

  @Test("measures in which something weighs nothing are refused")
  func zeroUnits() async throws {
    let world = try await HubWorld()
    let owner = try await OwnerWorld.make(in: world)
    let weights = try #require(owner.record.state.measures).payload.weights
    let json = String(decoding: try CanonicalJSON.encode(weights), as: UTF8.self)
    for list in ["compartments", "reserve"] {
      let start = try #require(json.range(of: "\"\(list)\":["))
      let units = try #require(
        json.range(
          of: "\"units\":[0-9]+", options: .regularExpression,
          range: start.upperBound..<json.endIndex))
      let zero = json.replacingCharacters(in: units, with: "\"units\":0")
      #expect(throws: (any Error).self) {
        try CanonicalJSON.decode(MeasuredWeights.self, from: Data(zero.utf8))
      }
    }
    #expect(try CanonicalJSON.decode(MeasuredWeights.self, from: Data(json.utf8)) == weights)
  }

  @Test("a stored grant that does not open for the gate reads not available")
  func damagedGrant() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    let id = grant.grant.payload.id
    let row = try #require(
      try await world.hub.book.snapshot(of: owner.id, grants: [id])?.grants.first)
    var file = row.file
    file[file.count - 20] ^= 1
    // Sealed rightly, as a faulty program would write it: only the age file inside is damaged.
    let damaged = GrantRow(
      id: row.id, file: file, shares: row.shares, packets: row.packets, selection: row.selection,
      publishedAt: row.publishedAt, endedAt: nil, end: nil)
    let value = try CanonicalJSON.encode(damaged)
    _ = try await world.hub.store.change(owner.id, at: world.clock.now) { writing in
      try writing.setRow(.grant, id.bytes, value)
    }
    let unknown = try await world.view(GrantID(), of: RecordID(), by: viewer)
    for answer in [
      try await world.view(id, of: owner.id, by: viewer),
      try await world.send(.get, "\(owner.path)/grants", by: viewer),
    ] {
      #expect(answer.status == 404 && answer.isHeld)
      #expect(answer.body.count == unknown.body.count)
    }
  }
}
