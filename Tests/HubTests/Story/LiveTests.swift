import Consent
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Keys
import NIOCore
import NIOPosix
import PersonalNetwork
import Testing

@testable import Hub

@Suite("Over real sockets")
struct LiveTests {
  @Test("headers are the same for every non-release, and public paths need no signature")
  func headers() async throws {
    let world = try await HubWorld()
    var owner = try await OwnerWorld.make(in: world)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (grant, _) = try await owner.grant(to: viewer, domains: [.housing])
    var requests: [Request] = []
    var bodies: [Data] = []
    for (id, record) in [
      (GrantID(), owner.id), (grant.grant.payload.id, RecordID()), (GrantID(), RecordID()),
    ] {
      let body = try CanonicalJSON.encode(ViewRequest(grant: id, purpose: .care))
      bodies.append(body)
      requests.append(
        try world.request(.post, "/v1/records/\(record)/views", by: viewer, body: body).0)
    }
    let sent = Array(zip(requests.map(\.head), bodies))
    try await buildApplication(world.hub).test(.live) { client in
      var seen: Set<[String]> = []
      for (head, body) in sent {
        let response = try await client.executeRequest(
          uri: head.path ?? "", method: .post, headers: head.headerFields,
          body: ByteBuffer(bytes: body))
        #expect(response.status.code == 404)
        #expect(response.body.readableBytes == NotAvailable.byteCount)
        seen.insert(
          response.headers.filter { $0.name != .date }.map { "\($0.name): \($0.value)" })
      }
      #expect(seen.count == 1)
      for path in ["/v1/hub", "/v1/register", "/healthz", "/log/checkpoint"] {
        let response = try await client.executeRequest(
          uri: path, method: .get, headers: [:], body: nil)
        #expect(response.status.code == 200, "\(path)")
      }
      let hub = try await client.executeRequest(
        uri: "/v1/hub", method: .get, headers: [:], body: nil)
      let description = try CanonicalJSON.decode(
        HubDescription.self, from: Data(hub.body.readableBytesView))
      #expect(description.gates.count == 1)
      #expect(!description.demo)
    }
  }

  @Test("a header over the limit is refused before anything is read")
  func largeHeader() async throws {
    let world = try await HubWorld()
    try await buildApplication(world.hub).test(.live) { client in
      let name = try #require(HTTPField.Name("maille-card"))
      let response = try await client.executeRequest(
        uri: "/v1/records", method: .post,
        headers: [name: String(repeating: "a", count: 20_000)], body: nil)
      #expect(response.status.code == 400 || response.status.code == 431)
    }
  }

  @Test("a body that is dripped past its deadline is cut off", .timeLimit(.minutes(60)))
  func drip() async throws {
    var limits = EdgeLimits()
    limits.requestSeconds = 1
    let world = try await HubWorld(limits: limits)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (request, _) = try world.request(
      .post, "/v1/records/\(RecordID())/views", by: viewer, body: Data(count: 100))
    var head = "POST \(request.head.path ?? "") HTTP/1.1\r\nhost: localhost\r\n"
    for field in request.head.headerFields { head += "\(field.name): \(field.value)\r\n" }
    head += "content-length: 100\r\n\r\n0"
    let bytes = ByteBuffer(string: head)
    try await buildApplication(world.hub).test(.live) { client in
      let port = try #require(client.port)
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "localhost", port: port).get()
      try await channel.writeAndFlush(bytes)
      try await channel.closeFuture.get()
    }
  }

  @Test("a refused body was read on until the deadline", .timeLimit(.minutes(60)))
  func refusedBody() async throws {
    var limits = EdgeLimits()
    limits.requestSeconds = 7200
    let world = try await HubWorld(limits: limits)
    let viewer = try await world.viewer("Paul", at: "estran")
    let (request, _) = try world.request(
      .post, "/v1/records/\(RecordID())/views", by: viewer, body: Data(count: 100))
    var head = "POST \(request.head.path ?? "") HTTP/1.1\r\nhost: localhost\r\n"
    for field in request.head.headerFields { head += "\(field.name): \(field.value)\r\n" }
    head += "content-length: 1000000000\r\n\r\n"
    let bytes = ByteBuffer(string: head)
    let piece = ByteBuffer(bytes: Data(count: 70_000))
    try await buildApplication(world.hub).test(.live) { client in
      let port = try #require(client.port)
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "localhost", port: port).get()
      try await channel.writeAndFlush(bytes)
      try await channel.writeAndFlush(piece)
      // Were it read on, it would go on for two hours.
      try await channel.closeFuture.get()
    }
  }

  @Test("one address took every connection there is", .timeLimit(.minutes(60)))
  func connectionsOfOne() async throws {
    var limits = EdgeLimits()
    limits.connectionsPerAddress = 4
    limits.connections = 16
    let world = try await HubWorld(limits: limits)
    try await buildApplication(world.hub).test(.live) { client in
      let port = try #require(client.port)
      func connect(from address: String) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .bind(to: SocketAddress(ipAddress: address, port: 0))
          .connect(host: "127.0.0.1", port: port).get()
      }
      var idle: [any Channel] = []
      for _ in 0..<12 { idle.append(try await connect(from: "127.0.0.9")) }
      // All but four are closed, and the next one who comes is served.
      while idle.count(where: \.isActive) > 4 { try await Task.sleep(for: .milliseconds(10)) }
      let other = try await connect(from: "127.0.0.10")
      try await other.writeAndFlush(
        ByteBuffer(string: "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"))
      try await other.closeFuture.get()
      #expect(idle.count(where: \.isActive) == 4)
      for channel in idle where channel.isActive { try await channel.close() }
      // What was given back can be taken again.
      let again = try await connect(from: "127.0.0.9")
      try await again.writeAndFlush(
        ByteBuffer(string: "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"))
      try await again.closeFuture.get()
    }
  }

  @Test("a header that was dripped kept its connection", .timeLimit(.minutes(60)))
  func dripHeader() async throws {
    var limits = EdgeLimits()
    limits.requestSeconds = 1
    let world = try await HubWorld(limits: limits)
    try await buildApplication(world.hub).test(.live) { client in
      let port = try #require(client.port)
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "localhost", port: port).get()
      try await channel.writeAndFlush(ByteBuffer(string: "POST /v1/records HTTP/1.1\r\nhost: lo"))
      try await channel.closeFuture.get()
    }
  }

  @Test("without a certificate a hub listens on loopback alone")
  func loopback() async throws {
    let world = try await HubWorld()
    var configuration = world.hub.configuration
    configuration.host = "0.0.0.0"
    let hub = try await Hub(
      configuration, ring: world.ring, clock: world.clock.hubClock, logger: world.hub.logger)
    #expect(throws: HubError(.certificate, at: "host")) { _ = try buildApplication(hub) }
  }
}
