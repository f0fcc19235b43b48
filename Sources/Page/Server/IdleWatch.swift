import Foundation
import ServiceLifecycle

/// Looks now and then whether a page was left alone, so that no key stays open in an empty room.
struct IdleWatch: Service {
  let responder: PageResponder

  /// How long, in seconds, between two looks.
  static let pause = 15

  func run() async {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(Self.pause))
        await responder.closeIfIdle(at: Date())
      }
    }
  }
}
