import Foundation
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Keys
package import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The HTTP application of a hub, with every limit against abuse set.
///
/// - Throws: ``HubError`` `certificate` where certificate or key cannot be read, and where a hub
///   without one would listen on more than loopback.
package func buildApplication(
  _ hub: Hub, onListening: @escaping @Sendable () -> Void = {}
) throws -> some ApplicationProtocol {
  let configuration = hub.configuration
  let limits = configuration.limits
  guard configuration.certificate != nil || configuration.isLoopback else {
    throw HubError(.certificate, at: "host")
  }
  let connections = OpenFiles.makeRoom(forConnections: limits.connections)
  let share = ConnectionShare(most: connections, ofOne: limits.connectionsPerAddress)
  let deadline = TimeAmount.seconds(Int64(limits.requestSeconds))
  let hold = TimeAmount.milliseconds(Int64(limits.refusalHoldMilliseconds))
  let http = HTTPServerBuilder.http1(
    configuration: HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        ConnectionShareHandler(share), RequestDeadlineHandler(limit: deadline),
        RefusalHoldHandler(time: hold),
      ],
      idleTimeout: .seconds(Int64(limits.idleSeconds)),
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
        maxHeaderFieldCount: limits.headerFields)))
  let authenticator = hub.authenticator
  return Application(
    responder: HubResponder(hub: hub),
    server: try configuration.certificate.map { try secured(http, by: $0) } ?? http,
    configuration: ApplicationConfiguration(
      address: .hostname(configuration.host, port: configuration.port), serverName: nil,
      backlog: 4096,
      // More than are kept: the next one has to be in before another is closed for it.
      availableConnectionsDelegate: MaximumAvailableConnections(connections + 64)),
    onServerRunning: { channel in
      if let port = channel.localAddress?.port { authenticator.listens(onPort: port) }
      onListening()
    },
    logger: hub.logger)
}

/// Runs a hub until it is told to stop, and then lets running requests end within a bound.
package func runHub(
  _ configuration: HubConfiguration, ring: KeyRing, logger: Logger,
  onListening: @escaping @Sendable () -> Void = {}
) async throws {
  let hub = try await Hub(configuration, ring: ring, logger: logger)
  var group = ServiceGroupConfiguration(
    services: [try buildApplication(hub, onListening: onListening)],
    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
  group.maximumGracefulShutdownDuration = .seconds(configuration.limits.shutdownSeconds)
  do {
    try await ServiceGroup(configuration: group).run()
  } catch is IOError {
    throw HubError(.address, at: "listen")
  }
}

private func secured(
  _ http: HTTPServerBuilder, by certificate: HubConfiguration.Certificate
) throws -> HTTPServerBuilder {
  do {
    let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain.path)
    let key = try NIOSSLPrivateKey(file: certificate.key.path, format: .pem)
    return try .tls(
      http,
      tlsConfiguration: .makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
  } catch {
    throw HubError(.certificate, at: "certificate")
  }
}
