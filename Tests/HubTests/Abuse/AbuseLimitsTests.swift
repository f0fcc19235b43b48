import Consent
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// What one client can make a hub keep, read or hold.
@Suite("What a hub holds for anyone", .serialized)
struct AbuseLimitsTests {
  @Test("one key filled the table of nonces")
  func nonces() async throws {
    let scene = try await AbuseScene {
      $0.burst = 5
      $0.refillPerSecond = 1
    }
    func nonces() async throws -> Int {
      try await scene.world.hub.store.values.read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM nonce") ?? 0
      }
    }
    let before = try await nonces()
    let busy = try await scene.world.viewer("Rose", at: "estran")
    var statuses: [Int: Int] = [:]
    for _ in 0..<40 {
      let answer = try await scene.world.view(scene.grant, of: scene.owner.id, by: busy)
      statuses[answer.status, default: 0] += 1
    }
    // A held answer takes a quarter of a second of the hub's clock, in which a little is earned back.
    #expect(try await nonces() - before == statuses[404])
    #expect(statuses[404, default: 0] <= 7)
    #expect(
      try await scene.world.view(scene.grant, of: scene.owner.id, by: scene.viewer).status == 200)
    scene.world.clock.advance(by: 1000)
    _ = try await scene.world.view(scene.grant, of: scene.owner.id, by: busy)
    #expect(try await nonces() == 1, "those that the clock refuses are forgotten")
  }

  @Test("anyone read the hub's description as often as they could ask")
  func openReads() async throws {
    let scene = try await AbuseScene {
      $0.openBurst = 3
      $0.openRefillPerSecond = 1
    }
    func read(_ path: String, from source: SourceAddress) async throws -> Int {
      let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
      return try await HubResponder(hub: scene.world.hub).finish(
        Request(head: head, body: .init(buffer: .init())), from: source
      ).status
    }
    for path in ["/v1/hub", "/v1/register", "/log/checkpoint"] {
      #expect(try await read(path, from: .ipv4(1)) == 200)
    }
    #expect(try await read("/v1/hub", from: .ipv4(1)) == 429)
    #expect(try await read("/healthz", from: .ipv4(1)) == 200)
    #expect(try await read("/v1/hub", from: .ipv4(2)) == 200)
  }

  @Test("whoever is not the owner sent a body as large as a grant's")
  func publicationBody() async throws {
    let scene = try await AbuseScene()
    let body = Data(repeating: 32, count: 70_000)
    for (person, status) in [(scene.viewer, 413), (scene.owner.person, 400)] {
      let answer = try await scene.world.send(
        .post, "\(scene.owner.path)/grants", by: person, body: body)
      #expect(answer.status == status)
    }
  }

  @Test("large records that nobody reads on took all the memory", .timeLimit(.minutes(60)))
  func unreadAnswers() async throws {
    var scene = try await AbuseScene { $0.roomBytes = 1 << 20 }
    for _ in 0..<200 {
      _ = try scene.owner.record.add([.note(try Note(domain: .work, text: "a note"))])
    }
    try await scene.owner.publish()
    let size = try await scene.world.hub.store.itemBytes(of: scene.owner.id)
    #expect(size > 300_000)
    let path = "\(scene.owner.path)/items"
    var requests: [Data] = []
    for _ in 0..<12 {
      requests.append(
        try RawRequest.signed("GET", path, by: scene.owner.person, at: scene.world.clock.now))
    }
    let room = scene.world.hub.rooms.records
    try await scene.live { [scene, requests] port in
      try await withThrowingTaskGroup(of: [Int].self) { group in
        for request in requests {
          group.addTask {
            let connection = try await RawConnection.open(to: port)
            await connection.send(request)
            let statuses = try await connection.answers(1)
            await connection.close()
            return statuses
          }
        }
        for try await statuses in group {
          #expect(statuses == [200] || statuses == [503])
        }
      }
      // What is given back can be taken again.
      while room.taken > 0 { try await Task.sleep(for: .milliseconds(5)) }
      let again = try await RawConnection.open(to: port)
      await again.send(
        try RawRequest.signed("GET", path, by: scene.owner.person, at: scene.world.clock.now))
      #expect(try await again.answers(1) == [200])
      await again.close()
    }
  }
}
