import Foundation
import Consent
import Keys
import NIOCore
import NIOPosix
import Synchronization

/// A bare connection to a hub on this machine, which sends whatever bytes it is told to.
final class RawConnection: Sendable {
  private let channel: any Channel
  private let reader: Reader

  private init(_ channel: any Channel, _ reader: Reader) {
    self.channel = channel
    self.reader = reader
  }

  /// Connects from an address of this machine, each of which is a source of its own to the hub.
  static func open(to port: Int, from address: String = "127.0.0.1") async throws -> RawConnection {
    let reader = Reader()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(reader)
        }
      }
      .bind(to: SocketAddress(ipAddress: address, port: 0))
      .connect(host: "127.0.0.1", port: port).get()
    return RawConnection(channel, reader)
  }

  var isOpen: Bool { channel.isActive }

  /// Sends bytes; a connection that the hub has closed takes none and says nothing.
  func send(_ bytes: Data) async { try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

  func send(_ text: String) async { await send(Data(text.utf8)) }

  /// Waits until the hub has closed it.
  func closed() async throws { try await channel.closeFuture.get() }

  func close() async { try? await channel.close() }

  /// The statuses of the answers so far.
  var statuses: [Int] {
    let text = reader.text.withLock { $0 }
    return text.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap {
      Int($0.prefix(3))
    }
  }

  /// Waits until there are so many answers, or the connection is closed.
  func answers(_ count: Int) async throws -> [Int] {
    while statuses.count < count, isOpen { try await Task.sleep(for: .milliseconds(5)) }
    return statuses
  }

  private final class Reader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    let text = Mutex("")

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data)
      text.withLock { $0 += String(decoding: bytes.readableBytesView, as: UTF8.self) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }
}

/// The bytes of requests.
enum RawRequest {
  /// A signed request; `spoiled` changes its signature, and nothing else.
  static func signed(
    _ method: String, _ path: String, by person: Person, body: Data = Data(),
    host: String = "localhost", at time: Date, spoiled: Bool = false, length: Int? = nil
  ) throws -> Data {
    let (request, _) = try RequestSignature.sign(
      SignableRequest(method: method, authority: host, target: path), body: body,
      keys: person.ring, affiliation: person.affiliation, created: time)
    var text = "\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\n"
    for field in request.fields {
      var value = field.value
      if spoiled, field.name == "signature", let place = value.firstIndex(of: ":") {
        let next = value.index(after: place)
        value.replaceSubrange(next...next, with: value[next] == "A" ? "B" : "A")
      }
      text += "\(field.name): \(value)\r\n"
    }
    return Data((text + "content-length: \(length ?? body.count)\r\n\r\n").utf8) + body
  }

  /// A request for a view.
  static func view(
    _ grant: GrantID, of record: RecordID, by person: Person, host: String = "localhost",
    at time: Date, spoiled: Bool = false
  ) throws -> Data {
    try signed(
      "POST", "/v1/records/\(record)/views", by: person,
      body: try CanonicalJSON.encode(ViewRequest(grant: grant, purpose: .coordination)),
      host: host, at: time, spoiled: spoiled)
  }

  static let health = Data("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n".utf8)
}
