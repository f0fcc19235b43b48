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

/// What one client does to a hub, while others go on; `make abuse` does it at full scale.
@Suite("A hub under abuse", .serialized)
struct AbuseTests {
  @Test("connections that never send kept a newcomer out", .timeLimit(.minutes(60)))
  func idleConnections() async throws {
    var scene = try await AbuseScene {
      $0.connections = 16
      $0.connectionsPerAddress = 8
    }
    let requests = try await scene.requests()
    try await scene.live { port in
      var idle: [RawConnection] = []
      for number in 0..<60 {
        idle.append(try await .open(to: port, from: "127.0.1.\(number % 10 + 1)"))
      }
      try await AbuseScene.othersGoOn(requests, port: port)
      while idle.count(where: \.isOpen) > 16 { try await Task.sleep(for: .milliseconds(5)) }
      #expect(idle.count(where: \.isOpen) >= 8, "only as many go as room is needed for")
      for connection in idle { await connection.close() }
    }
    #expect(try await scene.releases() == 2)
  }

  @Test(
    "bodies that are dripped kept a newcomer from the same address out", .timeLimit(.minutes(60)))
  func drippedBodies() async throws {
    var scene = try await AbuseScene { $0.connectionsPerAddress = 6 }
    let requests = try await scene.requests()
    let path = "/v1/records/\(scene.owner.id)/views"
    let known = try await scene.world.viewer("Rose", at: "estran")
    var drips: [Data] = []
    for _ in 0..<6 {
      drips.append(
        try RawRequest.signed(
          "POST", path, by: known, body: Data("{".utf8), at: scene.world.clock.now, length: 4000))
    }
    let headers = "POST \(path) HTTP/1.1\r\nhost: localhost\r\nmaille-card: abc"
    try await scene.live { [drips] port in
      var slow: [RawConnection] = []
      for drip in drips {
        slow.append(try await .open(to: port))
        await slow.last?.send(drip)
      }
      for _ in 0..<20 {
        slow.append(try await .open(to: port))
        await slow.last?.send(headers)
      }
      try await AbuseScene.othersGoOn(requests, port: port)
      while slow.count(where: \.isOpen) > 6 { try await Task.sleep(for: .milliseconds(5)) }
      for connection in slow { await connection.close() }
    }
    #expect(try await scene.releases() == 2)
  }

  @Test(
    "a flood of requests that are not to be answered kept others from being answered",
    .timeLimit(.minutes(60)))
  func floods() async throws {
    var scene = try await AbuseScene { $0.strangersBurst = 10 }
    let requests = try await scene.requests()
    var flood: [Data] = []
    let stranger = try await scene.world.viewer("Someone", at: nil)
    let replayed = try RawRequest.view(
      GrantID(), of: RecordID(), by: try await scene.world.viewer("Rose", at: "estran"),
      at: scene.world.clock.now)
    for _ in 0..<15 {
      flood.append(try scene.view(spoiled: true))
      flood.append(try scene.view(by: stranger))
      flood.append(try scene.view(by: try await scene.world.viewer("Other", at: nil)))
      flood.append(replayed)
    }
    try await scene.live { [flood] port in
      try await withThrowingTaskGroup(of: [Int].self) { group in
        for request in flood {
          group.addTask {
            let connection = try await RawConnection.open(to: port, from: "127.0.0.9")
            await connection.send(request)
            let statuses = try await connection.answers(1)
            await connection.close()
            return statuses
          }
        }
        try await AbuseScene.othersGoOn(requests, port: port)
        var counts: [Int: Int] = [:]
        for try await statuses in group {
          for status in statuses { counts[status, default: 0] += 1 }
        }
        // One of the replayed is the first of its kind; the strangers have ten from their address.
        #expect(counts == [401: 15 + 10 + 14, 429: 20, 404: 1])
      }
    }
    #expect(try await scene.releases() == 2, "nobody else was released anything")
  }

  @Test("one connection was refused as often as it could send", .timeLimit(.minutes(60)))
  func refusalsOfOne() async throws {
    let scene = try await AbuseScene { $0.refusalHoldMilliseconds = 3_600_000 }
    let spoiled = try scene.view(spoiled: true)
    try await scene.live { port in
      // The second comes with the first, or while the first one's answer is held.
      let together = try await RawConnection.open(to: port)
      await together.send(spoiled + spoiled)
      try await together.closed()
      #expect(together.statuses == [])
      let after = try await RawConnection.open(to: port)
      await after.send(spoiled)
      try await Task.sleep(for: .milliseconds(50))
      await after.send(spoiled)
      try await after.closed()
      #expect(after.statuses == [])
    }
  }

  @Test("a refusal that was held never left", .timeLimit(.minutes(60)))
  func refusalLeaves() async throws {
    let scene = try await AbuseScene()
    let (spoiled, right) = (try scene.view(spoiled: true), try scene.view())
    var last = String(decoding: try scene.view(spoiled: true), as: UTF8.self)
    last = last.replacingOccurrences(of: "\r\nhost:", with: "\r\nconnection: close\r\nhost:")
    try await scene.live { [last] port in
      let connection = try await RawConnection.open(to: port)
      await connection.send(spoiled)
      #expect(try await connection.answers(1) == [401])
      await connection.send(right)
      #expect(try await connection.answers(2) == [401, 200], "the connection goes on")
      await connection.close()
      let closing = try await RawConnection.open(to: port)
      await closing.send(last)
      try await closing.closed()
      #expect(closing.statuses == [401], "also where the client asked to close")
    }
    #expect(try await scene.releases() == 1)
  }

  @Test("a pipeline of requests was held in memory without bound", .timeLimit(.minutes(60)))
  func pipeline() async throws {
    let scene = try await AbuseScene()
    try await scene.live { port in
      let few = try await RawConnection.open(to: port)
      await few.send(Data((0..<4).flatMap { _ in RawRequest.health }))
      #expect(try await few.answers(4) == [200, 200, 200, 200])
      await few.close()
      let many = try await RawConnection.open(to: port)
      await many.send(Data((0..<5000).flatMap { _ in RawRequest.health }))
      try await many.closed()
      #expect(many.statuses.count < 5000)
    }
  }
}
