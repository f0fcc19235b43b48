import Foundation
import Testing

@testable import Hub

/// Bytes that are no HTTP, or more of it than a hub reads.
@Suite("Malformed HTTP", .serialized)
struct MalformedHTTPTests {
  /// What is sent, by what is wrong with it.
  static let cases: [(name: String, bytes: String)] = {
    let start = "POST /v1/records HTTP/1.1\r\nhost: localhost\r\n"
    func filled(_ count: Int, _ line: (Int) -> String) -> String {
      start + (0..<count).map(line).joined() + "\r\n"
    }
    return [
      ("no HTTP", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n"),
      ("TLS on a plain port", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}\u{fc}\u{3}\u{3}\r\n\r\n"),
      ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      ("no version", "GET /healthz\r\n\r\n"),
      ("an unknown version", "GET /healthz HTTP/9.9\r\nhost: localhost\r\n\r\n"),
      ("a line without a colon", start + "nonsense\r\n\r\n"),
      ("a field without a name", start + ": value\r\n\r\n"),
      ("a blank in a field's name", start + "a b: value\r\n\r\n"),
      ("a NUL in a value", start + "a: b\u{0}c\r\n\r\n"),
      ("a length that is no number", start + "content-length: many\r\n\r\n"),
      ("a negative length", start + "content-length: -1\r\n\r\n"),
      ("a length past every integer", start + "content-length: 99999999999999999999\r\n\r\n"),
      ("two lengths", start + "content-length: 1\r\ncontent-length: 2\r\n\r\nab"),
      (
        "a length and chunks",
        start + "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
      ),
      ("a chunk of no length", start + "transfer-encoding: chunked\r\n\r\nzz\r\n\r\n"),
      (
        "a chunk past every integer",
        start + "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n\r\n"
      ),
      ("one huge field", start + "a: " + String(repeating: "b", count: 70_000) + "\r\n\r\n"),
      ("a huge name", start + String(repeating: "a", count: 70_000) + ": b\r\n\r\n"),
      ("a huge target", "GET /" + String(repeating: "a", count: 70_000) + " HTTP/1.1\r\n\r\n"),
      ("a thousand fields", filled(1000) { "a\($0): b\r\n" }),
      (
        "fields of 20 KiB together",
        filled(60) { "a\($0): \(String(repeating: "b", count: 350))\r\n" }
      ),
    ]
  }()

  @Test("what is no HTTP kept its connection, or stopped the hub", .timeLimit(.minutes(60)))
  func refused() async throws {
    let scene = try await AbuseScene()
    let before = try await scene.world.hub.logReader.latestCheckpoint().note
    let view = try scene.view()
    try await scene.live { port in
      for (name, bytes) in Self.cases {
        let connection = try await RawConnection.open(to: port)
        await connection.send(bytes)
        let statuses = try await connection.answers(1)
        #expect(
          statuses.allSatisfy { (400...499).contains($0) || $0 == 505 }, "\(name): \(statuses)")
        if statuses.isEmpty { #expect(!connection.isOpen, "\(name): neither answered nor closed") }
        await connection.close()
      }
      #expect(try await scene.world.hub.logReader.latestCheckpoint().note == before)
      let good = try await RawConnection.open(to: port)
      await good.send(view)
      #expect(try await good.answers(1) == [200])
      await good.close()
    }
  }

  @Test("a header or body that stops in the middle stayed for ever", .timeLimit(.minutes(60)))
  func cutOff() async throws {
    let scene = try await AbuseScene { $0.requestSeconds = 1 }
    let before = try await scene.world.hub.logReader.latestCheckpoint().note
    let view = try scene.view()
    try await scene.live { port in
      var connections: [RawConnection] = []
      for part in [0, 1, 20, 400, view.count - 1] {
        connections.append(try await .open(to: port))
        await connections.last?.send(view.prefix(part))
      }
      for connection in connections { try await connection.closed() }
    }
    #expect(try await scene.world.hub.logReader.latestCheckpoint().note == before)
  }
}
