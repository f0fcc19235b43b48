import NIOCore
import NIOHTTPTypes

/// Drives ``RequestDeadline`` from the channel's events.
///
/// One per connection, used on its event loop alone.
final class RequestDeadlineHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var deadline: RequestDeadline
  private var timer: Scheduled<Void>?

  init(limit: TimeAmount) {
    deadline = RequestDeadline(limitMilliseconds: Int(limit.nanoseconds / 1_000_000))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    perform(deadline.opened(atMilliseconds: now), context: context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let action =
      switch unwrapInboundIn(data) {
      case .head: deadline.headReceived(atMilliseconds: now)
      case .body: deadline.bodyReceived(atMilliseconds: now)
      case .end: deadline.endReceived(atMilliseconds: now)
      }
    perform(action, context: context)
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head: perform(deadline.answerStarted(atMilliseconds: now), context: context)
    case .body: break
    case .end: perform(deadline.answerWritten(atMilliseconds: now), context: context)
    }
    context.write(data, promise: promise)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    context.fireChannelInactive()
  }

  private var now: Int {
    Int(NIODeadline.now().uptimeNanoseconds / 1_000_000)
  }

  private func perform(_ action: RequestDeadline.Action, context: ChannelHandlerContext) {
    switch action {
    case .none:
      break
    case .close:
      timer?.cancel()
      timer = nil
      context.close(promise: nil)
    case .schedule(let time):
      timer?.cancel()
      let wait = TimeAmount.milliseconds(Int64(max(0, time - now)))
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: wait) {
        self.perform(self.deadline.timerFired(atMilliseconds: self.now), context: context)
      }
    }
  }
}
