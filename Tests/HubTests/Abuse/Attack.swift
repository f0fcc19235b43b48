import Consent
import Foundation
import HubClient
import Keys
import NIOCore

@testable import Hub

/// One kind of abuse at full scale.
struct Attack {
  let name: String
  let manner: Flood.Manner
  let addresses: [String]
  let connections: Int
  var payloads: [Data] = []

  private static let one = ["127.0.0.9"]

  private static func addresses(_ count: Int) -> [String] {
    (0..<count).map { "127.0.\($0 / 200 + 1).\($0 % 200 + 1)" }
  }

  /// Every kind; each signed request is made now, so that its time is right for five minutes.
  static func all(
    in world: CrashWorld, on grant: VerifiedDocument<Grant>, connections: Int
  ) async throws -> [@Sendable () async throws -> Attack] {
    let (host, id, record) = (world.endpoint.host, grant.payload.id, grant.payload.record)
    @Sendable func view(by person: Person, spoiled: Bool = false) throws -> Data {
      try RawRequest.view(id, of: record, by: person, host: host, at: Date(), spoiled: spoiled)
    }
    @Sendable func text(_ text: String) -> Data { Data(text.utf8) }
    @Sendable func strangers(_ count: Int) async throws -> [Data] {
      var requests: [Data] = []
      for number in 0..<count {
        let stranger = try await Person.make("Stranger \(number)", .viewer, at: Date())
        requests.append(try view(by: stranger))
      }
      return requests
    }
    let many = addresses(250)
    let start = "POST /v1/records HTTP/1.1\r\nhost: \(host)\r\n"
    return [
      {
        Attack(
          name: "\(connections) idle connections, one address", manner: .idle, addresses: one,
          connections: connections)
      },
      {
        Attack(
          name: "\(connections) idle connections, 250 addresses", manner: .idle, addresses: many,
          connections: connections)
      },
      {
        Attack(
          name: "\(connections) dripped headers, 250 addresses",
          manner: .drip(every: .seconds(1)), addresses: many, connections: connections,
          payloads: [text(start + "maille-card: " + String(repeating: "a", count: 4000))])
      },
      {
        let known = try await world.viewer("Rose")
        let body = try RawRequest.signed(
          "POST", "/v1/records/\(record)/views", by: known, host: host, at: Date(), length: 4000)
        return Attack(
          name: "200 bodies that never come, 4 addresses", manner: .requests,
          addresses: addresses(4), connections: 200, payloads: [body])
      },
      {
        Attack(
          name: "headers of 70 KB", manner: .requests, addresses: addresses(4), connections: 200,
          payloads: [text(start + "a: " + String(repeating: "b", count: 70_000) + "\r\n\r\n")])
      },
      {
        Attack(
          name: "malformed HTTP", manner: .requests, addresses: addresses(4), connections: 200,
          payloads: MalformedHTTPTests.cases.prefix(12).map { text($0.bytes) })
      },
      {
        Attack(
          name: "connections opened and closed", manner: .close, addresses: addresses(4),
          connections: 64)
      },
      {
        Attack(
          name: "invalid signatures, one address", manner: .requests, addresses: one,
          connections: 128, payloads: [try view(by: try await world.viewer("Rose"), spoiled: true)])
      },
      {
        Attack(
          name: "invalid signatures, 250 addresses", manner: .requests, addresses: many,
          connections: connections,
          payloads: [try view(by: try await world.viewer("Rose"), spoiled: true)])
      },
      {
        Attack(
          name: "valid signatures of one stranger", manner: .requests, addresses: one,
          connections: 128, payloads: try await strangers(1))
      },
      {
        Attack(
          name: "valid signatures of 200 strangers, 250 addresses", manner: .requests,
          addresses: many, connections: connections, payloads: try await strangers(200))
      },
      {
        Attack(
          name: "one nonce again and again", manner: .requests, addresses: addresses(4),
          connections: 200, payloads: [try view(by: try await world.viewer("Rose"))])
      },
      {
        var payloads: [Data] = []
        for number in 0..<20 {
          let known = try await world.viewer("Colleague \(number)")
          for _ in 0..<100 { payloads.append(try view(by: known)) }
        }
        return Attack(
          name: "2,000 new nonces of 20 colleagues", manner: .requests, addresses: addresses(20),
          connections: 200, payloads: payloads)
      },
      {
        Attack(
          name: "unsigned reads of the hub's description", manner: .requests,
          addresses: addresses(20), connections: 400,
          payloads: [text("GET /v1/hub HTTP/1.1\r\nhost: \(host)\r\n\r\n")])
      },
      {
        Attack(
          name: "pipelines of 1,000 requests", manner: .requests, addresses: addresses(4),
          connections: 200, payloads: [Data((0..<1000).flatMap { _ in RawRequest.health })])
      },
    ]
  }
}
