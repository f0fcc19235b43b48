import Foundation
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Many connections at once that do the same to a hub, and come again when they are closed.
///
/// They stand for other machines: their one thread runs at the lowest priority, so that what they
/// cost here is not taken from the hub and its other clients.
final class Flood: Sendable {
  /// What a connection does once it is open.
  enum Manner: Sendable {
    /// Nothing.
    case idle
    /// Sends one byte after another, with so long between them.
    case drip(every: TimeAmount)
    /// Sends a whole request, and the next one as soon as there is an answer.
    case requests
    /// Closes.
    case close
  }

  /// What was counted.
  struct Counts: Sendable {
    var opened = 0
    var closed = 0
    var statuses: [Int: Int] = [:]

    var description: String {
      let answers = statuses.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
      return (["\(opened) opened"] + answers).joined(separator: ", ")
    }
  }

  private let port: Int
  private let manner: Manner
  private let addresses: [String]
  private let payloads: [ByteBuffer]
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let counts = Mutex(Counts())
  private let isRunning = Mutex(true)
  private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

  init(port: Int, manner: Manner, from addresses: [String], sending payloads: [Data] = []) {
    self.port = port
    self.manner = manner
    self.addresses = addresses
    self.payloads = payloads.map { ByteBuffer(bytes: $0) }
  }

  var soFar: Counts { counts.withLock { $0 } }

  func start(connections: Int) async throws {
    try await group.next().submit {
      // On Linux this is of the calling thread alone.
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    }.get()
    for number in 0..<connections { connect(number) }
  }

  func stop() async throws {
    isRunning.withLock { $0 = false }
    for channel in open.withLock({ Array($0.values) }) { channel.close(promise: nil) }
    try await group.shutdownGracefully()
  }

  private func connect(_ number: Int) {
    guard isRunning.withLock({ $0 }),
      let source = try? SocketAddress(ipAddress: addresses[number % addresses.count], port: 0)
    else { return }
    let loop = group.next()
    ClientBootstrap(group: group)
      .channelOption(.socketOption(.so_reuseaddr), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Attacker(self, number))
        }
      }
      .bind(to: source).connect(host: "127.0.0.1", port: port)
      .whenFailure { _ in
        loop.scheduleTask(in: .milliseconds(100)) { self.connect(number) }
      }
  }

  private final class Attacker: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let flood: Flood
    private let number: Int
    private var sent = 0
    private var timer: Scheduled<Void>?

    init(_ flood: Flood, _ number: Int) {
      self.flood = flood
      self.number = number
    }

    func channelActive(context: ChannelHandlerContext) {
      let channel = context.channel
      flood.counts.withLock { $0.opened += 1 }
      flood.open.withLock { $0[ObjectIdentifier(channel)] = channel }
      switch flood.manner {
      case .idle: break
      case .close: context.close(promise: nil)
      case .requests: sendNext(context)
      case .drip(let time):
        drip(context, every: time, after: .milliseconds(Int64(number % 100) * 10))
      }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data)
      guard
        let start = bytes.getString(at: bytes.readerIndex, length: min(12, bytes.readableBytes)),
        start.hasPrefix("HTTP/1.1 "), let status = Int(start.suffix(3))
      else { return }
      flood.counts.withLock { $0.statuses[status, default: 0] += 1 }
      if case .requests = flood.manner { sendNext(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
      timer?.cancel()
      let id = ObjectIdentifier(context.channel)
      flood.counts.withLock { $0.closed += 1 }
      flood.open.withLock { $0[id] = nil }
      let (flood, number) = (flood, number)
      // One that only waited to be closed does not come again at once.
      let pause: TimeAmount = if case .idle = flood.manner { .seconds(1) } else { .milliseconds(1) }
      context.eventLoop.scheduleTask(in: pause) { flood.connect(number) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }

    private func drip(
      _ context: ChannelHandlerContext, every time: TimeAmount, after pause: TimeAmount
    ) {
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
        let bytes = self.flood.payloads[self.number % self.flood.payloads.count]
        guard let piece = bytes.getSlice(at: self.sent, length: 1) else { return }
        self.sent += 1
        context.writeAndFlush(NIOAny(piece), promise: nil)
        self.drip(context, every: time, after: time)
      }
    }

    private func sendNext(_ context: ChannelHandlerContext) {
      let payload = flood.payloads[(number + sent) % flood.payloads.count]
      sent += 1
      context.writeAndFlush(NIOAny(payload), promise: nil)
    }
  }
}
