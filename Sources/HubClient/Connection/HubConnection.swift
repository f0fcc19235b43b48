import AsyncHTTPClient
import Consent
package import Foundation
package import Keys
import NIOCore
import NIOHTTP1
import NIOSSL

/// An answer of a hub with the request that it answers.
package struct HubAnswer: Sendable {
  /// The HTTP status.
  package let status: Int
  /// The body's bytes.
  package let body: Data
  /// What was signed; nil for an unsigned request.
  package let request: SignedRequestEvidence?
}

/// A connection to one hub, for one identity: signs, bounds, maps errors; knows no routes.
package struct HubConnection: Sendable {
  /// The most bytes that an answer may have.
  package static let largestAnswer = 64 << 20

  /// Where the hub is.
  package let endpoint: HubEndpoint
  /// Who asks; nil for what anyone may read.
  package let signer: RequestSigner?
  let client: HTTPClient

  /// Prepares a connection; nothing is sent yet.
  ///
  /// ``close()`` ends it.
  package init(endpoint: HubEndpoint, signer: RequestSigner?) {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = .init(connect: .seconds(5), read: .seconds(30))
    configuration.httpVersion = .http1Only
    configuration.tlsConfiguration = Self.tls(ProcessInfo.processInfo.environment)
    self.endpoint = endpoint
    self.signer = signer
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// The certificates believed: those of the machine or, as other programs do, of the authorities in
  /// the file that `SSL_CERT_FILE` names.
  private static func tls(_ environment: [String: String]) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    if let file = environment["SSL_CERT_FILE"], !file.isEmpty {
      configuration.trustRoots = .file(file)
    }
    return configuration
  }

  /// Closes the connection.
  package func close() async { try? await client.shutdown() }

  /// Sends a request and collects its bounded answer, whatever the status.
  package func send(
    _ method: String, _ path: String, query: String? = nil, body: Data = Data()
  ) async throws(HubClientError) -> HubAnswer {
    var target = path
    if let query { target += "?" + query }
    var request = HTTPClientRequest(url: "\(endpoint)\(target)")
    request.method = HTTPMethod(rawValue: method)
    request.headers.add(name: "Host", value: endpoint.host)
    if !body.isEmpty {
      request.headers.add(name: "Content-Type", value: "application/json")
    }
    var evidence: SignedRequestEvidence?
    if let signer {
      let signed = try signer.sign(
        method: method, authority: endpoint.host, path: path, query: query, body: body)
      for field in signed.request.fields {
        request.headers.add(name: field.name, value: field.value)
      }
      evidence = signed.evidence
    }
    if !body.isEmpty || method != "GET" { request.body = .bytes(ByteBuffer(bytes: body)) }
    do {
      let response = try await client.execute(request, timeout: .seconds(60))
      let collected = try await response.body.collect(upTo: Self.largestAnswer)
      return HubAnswer(
        status: Int(response.status.code), body: Data(collected.readableBytesView),
        request: evidence)
    } catch is NIOTooManyBytesError {
      throw .malformedAnswer(place: "length")
    } catch is NIOSSLError {
      throw .verification(.certificate)
    } catch is NIOSSLExtraError {
      throw .verification(.certificate)
    } catch {
      throw .unreachable
    }
  }

  /// The body of a successful answer; any other status is mapped to an error.
  package func accept(_ answer: HubAnswer) throws(HubClientError) -> Data {
    switch answer.status {
    case 200...299: return answer.body
    case 404:
      // A record's answer carries evidence; what an owner's statement names and is not there has none.
      if answer.body.count == NotAvailable.byteCount,
        let body = try? CanonicalJSON.decode(NotAvailable.self, from: answer.body)
      {
        throw .notAvailable(body.evidence)
      }
      guard let problem = Self.problem(answer) else { throw .malformedAnswer(place: "status") }
      throw .invalid(problem)
    case 401: throw .unauthenticated(Self.problem(answer))
    case 403:
      guard let problem = Self.problem(answer) else { throw .malformedAnswer(place: "problem") }
      throw .refused(problem)
    case 409: throw .conflict(Self.problem(answer))
    case 429: throw .tooMany
    case 400...499, 507:
      guard let problem = Self.problem(answer) else { throw .malformedAnswer(place: "problem") }
      throw .invalid(problem)
    default: throw .hubFailed(status: answer.status)
    }
  }

  private static func problem(_ answer: HubAnswer) -> Problem? {
    try? CanonicalJSON.decode(Problem.self, from: answer.body)
  }

  /// Decodes a body that must be canonical JSON.
  package static func decode<Value: Codable>(
    _ type: Value.Type, from body: Data
  ) throws(HubClientError) -> Value {
    try read { () throws(DocumentError) in try CanonicalJSON.decode(type, from: body) }
  }

  /// Reads a body, or says where it is malformed.
  static func read<Value>(
    _ body: () throws(DocumentError) -> Value
  ) throws(HubClientError) -> Value {
    do {
      return try body()
    } catch DocumentError.payload(let place) {
      throw .malformedAnswer(place: place)
    } catch {
      throw .malformedAnswer(place: "body")
    }
  }

  /// The canonical bytes of a body.
  package static func encode(_ value: some Encodable) throws(HubClientError) -> Data {
    do {
      return try CanonicalJSON.encode(value)
    } catch {
      throw .signing
    }
  }
}
