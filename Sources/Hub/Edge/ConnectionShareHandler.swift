import NIOCore
import NIOHTTPTypes

/// Tells ``ConnectionShare`` what a connection does, and bounds what can wait inside it.
///
/// A client may send further requests before it has the answer to the first, and a body in pieces of
/// one byte: each piece that was read is held until its turn. So little is read at once, and a
/// connection with too many requests under way is closed.
///
/// One per connection, used on its event loop alone.
final class ConnectionShareHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// The bytes read from a connection before what they hold is looked at.
  static let bytesAtOnce = 4096
  /// The requests of one connection that may be under way.
  static let requestsAtOnce = 8

  private let share: ConnectionShare
  private var place: ConnectionShare.Place?
  private var requests = 0
  private var isClosed = false

  init(_ share: ConnectionShare) { self.share = share }

  func handlerAdded(context: ChannelHandlerContext) {
    let options = context.channel.syncOptions
    try? options?.setOption(
      .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.bytesAtOnce))
    try? options?.setOption(.maxMessagesPerRead, value: 1)
    let channel = context.channel
    place = share.open(from: SourceAddress(channel.remoteAddress)) { channel.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosed else { return }
    switch unwrapInboundIn(data) {
    case .head:
      requests += 1
      guard requests <= Self.requestsAtOnce else {
        isClosed = true
        context.close(promise: nil)
        return
      }
      note(.receiving)
    case .body: break
    case .end: note(requests > 0 ? .answering : .waiting)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      requests = max(0, requests - 1)
      note(requests > 0 ? .answering : .waiting)
    }
    context.write(data, promise: promise)
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func note(_ phase: ConnectionShare.Phase) {
    if let place { share.note(place, phase) }
  }

  private func leave() {
    if let place { share.close(place) }
    place = nil
  }
}
