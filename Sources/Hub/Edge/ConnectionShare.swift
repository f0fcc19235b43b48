import NIOCore
import NIOHTTPTypes
import Synchronization

/// How many connections each address has open, so that no one of them takes them all.
package final class ConnectionShare: Sendable {
  private let most: Int
  private let open = Mutex<[SourceAddress: Int]>([:])

  /// Lets each address have so many.
  package init(most: Int) { self.most = max(1, most) }

  /// Counts one more of an address; false when it has as many as it may.
  package func take(_ source: SourceAddress) -> Bool {
    open.withLock { open in
      let held = open[source, default: 0]
      guard held < most else { return false }
      open[source] = held + 1
      return true
    }
  }

  /// Counts one less.
  package func release(_ source: SourceAddress) {
    open.withLock { open in
      let held = open[source, default: 0]
      open[source] = held > 1 ? held - 1 : nil
    }
  }
}

/// Closes a connection of an address that has as many as it may.
///
/// One per connection, used on its event loop alone.
final class ConnectionShareHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let share: ConnectionShare
  private var taken: SourceAddress?

  init(_ share: ConnectionShare) { self.share = share }

  func handlerAdded(context: ChannelHandlerContext) {
    let source = SourceAddress(context.channel.remoteAddress)
    if share.take(source) { taken = source }
    refuse(context)
  }

  func channelActive(context: ChannelHandlerContext) {
    refuse(context)
    context.fireChannelActive()
  }

  /// Closes what may not stay, once there is something to close.
  private func refuse(_ context: ChannelHandlerContext) {
    if taken == nil, context.channel.isActive { context.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    if let taken { share.release(taken) }
    taken = nil
  }
}
