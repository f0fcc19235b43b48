import Foundation
import HubClient
import Keys

/// Meets a hub on behalf of a command.
enum HubDesk {
  /// Meets the hub that `--hub` names.
  static func with<Result>(
    _ options: GlobalOptions, ring: KeyRing?, affiliation: SignedDocument<Affiliation>? = nil,
    _ body: (HubClient) async throws -> Result
  ) async throws -> Result {
    let (endpoint, expected) = try place(options)
    return try await HubClient.with(
      endpoint: endpoint, expected: expected, ring: ring, affiliation: affiliation, body)
  }

  /// The endpoint and, where it was given before an `@`, the fingerprint of `--hub`.
  static func place(_ options: GlobalOptions) throws -> (HubEndpoint, Fingerprint?) {
    guard let text = options.hub else {
      throw CommandFailure.usage(
        say("no hub was named", fr: "aucun hub n'a été nommé"),
        hint: say("give --hub host:port", fr: "donnez --hub hôte:port"))
    }
    var host = text[...]
    var fingerprint: Fingerprint?
    if let at = text.firstIndex(of: "@") {
      fingerprint = Fingerprint(String(text[..<at]))
      host = text[text.index(after: at)...]
    }
    guard let endpoint = HubEndpoint(String(host)), (fingerprint != nil) == text.contains("@")
    else {
      throw CommandFailure.usage(
        say(
          "--hub is not host:port or FINGERPRINT@host:port",
          fr: "--hub n'est pas hôte:port ou EMPREINTE@hôte:port"),
        hint: say(
          "without TLS only this machine is spoken to, for example 127.0.0.1:8443",
          fr: "sans TLS on ne parle qu'à cette machine, par exemple 127.0.0.1:8443"))
    }
    return (endpoint, fingerprint)
  }
}
