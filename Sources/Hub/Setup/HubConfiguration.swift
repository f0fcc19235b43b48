package import Foundation

/// Where a hub listens, where it keeps its data, and what it allows.
///
/// A hub takes a connection's own address for its source and believes no header about it. Behind a
/// reverse proxy all sources are then one, and ``EdgeLimits/creationBurst`` is for all together.
package struct HubConfiguration: Sendable {
  /// A certificate for HTTPS; without one the hub listens in the clear, on loopback alone.
  package struct Certificate: Sendable {
    /// The certificate chain, PEM.
    package var chain: URL
    /// The private key, PEM.
    package var key: URL

    /// A certificate by the paths of its two files.
    package init(chain: URL, key: URL) {
      self.chain = chain
      self.key = key
    }
  }

  /// The folder of the databases.
  package var folder: URL
  /// The address to listen on.
  package var host: String
  /// The port to listen on; 0 takes any free one.
  package var port: Int
  /// The names under which clients reach the hub, `host` or `host:port`; the address that it
  /// listens on is always one.
  package var names: Set<String>
  /// The certificate.
  package var certificate: Certificate?
  /// Whether this is a demonstration, in which the published example keys are accepted.
  package var isDemo: Bool
  /// The bounds on what anyone can make the hub do.
  package var limits: EdgeLimits

  /// A configuration with defaults: loopback, any free port, no certificate, not a demonstration.
  package init(
    folder: URL, host: String = "127.0.0.1", port: Int = 0, names: Set<String> = [],
    certificate: Certificate? = nil, isDemo: Bool = false, limits: EdgeLimits = EdgeLimits()
  ) {
    self.folder = folder
    self.host = host
    self.port = port
    self.names = names
    self.certificate = certificate
    self.isDemo = isDemo
    self.limits = limits
  }

  /// Whether the address is one that only this machine reaches.
  package var isLoopback: Bool {
    ["127.0.0.1", "::1", "localhost"].contains(host)
  }
}
