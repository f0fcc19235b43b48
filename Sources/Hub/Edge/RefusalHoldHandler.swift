import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Holds an answer that refuses the signer, 401 or 429, for a while before it leaves.
///
/// To find out that a request is not to be answered costs the hub more than it costs to send one. A
/// connection gets one such answer in that time, and is closed if it sends another request before;
/// so what a flood costs is bounded by the number of connections, and a mistake costs a moment.
///
/// One per connection, used on its event loop alone.
final class RefusalHoldHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let time: TimeAmount
  private var timer: Scheduled<Void>?
  private var held: [(data: NIOAny, promise: EventLoopPromise<Void>?)] = []
  private var requests = 0
  private var isFinished = false
  private var isClosed = false

  init(time: TimeAmount) { self.time = time }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosed else { return }
    if case .head = unwrapInboundIn(data) {
      requests += 1
      if timer != nil {
        closeAtOnce(context)
        return
      }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head) where [401, 429].contains(head.status.code) && timer == nil:
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
        self.letGo(context: context)
      }
      if requests > 1 { closeAtOnce(context) }
    case .end: requests = max(0, requests - 1)
    case .head, .body: break
    }
    guard timer != nil else {
      context.write(data, promise: promise)
      return
    }
    held.append((data, promise))
  }

  func flush(context: ChannelHandlerContext) {
    if timer == nil { context.flush() }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard timer != nil, mode == .output else {
      context.close(mode: mode, promise: promise)
      return
    }
    isFinished = true
    promise?.succeed()
  }

  func channelInactive(context: ChannelHandlerContext) {
    forget()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { forget() }

  private func closeAtOnce(_ context: ChannelHandlerContext) {
    isClosed = true
    context.close(promise: nil)
  }

  private func letGo(context: ChannelHandlerContext) {
    timer = nil
    for (data, promise) in held { context.write(data, promise: promise) }
    held = []
    context.flush()
    if isFinished { context.close(mode: .output, promise: nil) }
  }

  private func forget() {
    timer?.cancel()
    timer = nil
    for (_, promise) in held { promise?.fail(ChannelError.ioOnClosedChannel) }
    held = []
  }
}
