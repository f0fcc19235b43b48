import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import PersonalNetwork
import ServiceLifecycle
import UnixSignals

/// Why a page does not start.
package enum PageError: Error, Hashable, Sendable {
  /// Something else listens on the port.
  case port
}

/// Makes a person's room with their passphrase; nil where it is not the right one.
///
/// It throws where the passphrase is right but the person's files cannot be used now.
package typealias RoomOpening = @Sendable (_ passphrase: String) async throws -> (any Room)?

/// The page of one person on their own machine.
///
/// It listens on 127.0.0.1 alone and speaks to whoever has the secret that ``address(port:)`` holds.
package final class PageServer: Sendable {
  private let responder: PageResponder
  private let secret: String

  /// Makes a page for a room.
  ///
  /// - Parameter reopens: Makes the room again after the page was locked and gave it up.
  package init(
    room: any Room, language: Language, reopens: @escaping RoomOpening
  ) {
    secret = Session.makeSecret()
    responder = PageResponder(
      room: room, session: Session(secret: secret, language: language, at: Date()),
      reopens: reopens)
  }

  /// Where to enter, once.
  package func address(port: Int) -> String { "http://127.0.0.1:\(port)/enter/\(secret)" }

  /// Serves until the process is told to end, or the task is cancelled.
  ///
  /// - Parameter port: 0 for any that is free.
  package func run(
    port: Int, onListening: @escaping @Sendable (_ address: String) -> Void
  ) async throws {
    let responder = responder
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        await responder.respond(to: request)
      },
      server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port), serverName: nil, backlog: 64,
        availableConnectionsDelegate: MaximumAvailableConnections(64)),
      onServerRunning: { channel in
        guard let port = channel.localAddress?.port else { return }
        responder.listens(onPort: port)
        onListening(self.address(port: port))
      }, logger: Logger(label: "maille.page") { _ in SwiftLogNoOpLogHandler() })
    var group = ServiceGroupConfiguration(
      services: [application, IdleWatch(responder: responder)],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: application.logger)
    group.maximumGracefulShutdownDuration = .seconds(2)
    do {
      try await ServiceGroup(configuration: group).run()
    } catch is IOError {
      throw PageError.port
    }
  }
}
