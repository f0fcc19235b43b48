import Consent
import Foundation
import HTTPTypes
import Hummingbird
import Keys
import NIOCore
import PersonalNetwork
import Record
import TestSupport
import Testing

@testable import Hub

/// Input of every form that is none: an answer, a place where there is one, nothing written.
@Suite("Malformed input", .serialized)
struct MalformedTests {
  /// The routes that take a body, by method and what comes after the record.
  static let routes: [(HTTPRequest.Method, String)] = [
    (.put, "/manifest"), (.post, "/grants"), (.post, "/revocations"), (.post, "/stop"),
    (.post, "/resume"), (.post, "/requests"), (.post, "/declines"), (.post, "/helpers"),
    (.post, "/helpers/dismissals"), (.post, "/views"),
  ]

  static let bodies: [Data] =
    [
      "", " ", "{", "}", "null", "true", "0", "\"\"", "[]", "{}", "{}{}", "{\"\":0}", "{,}",
      "{\"a\":1e999999999}", "{\"a\":-0}", "{\"a\":0.1}", "{\"a\":18446744073709551616}",
      "{\"a\":1,\"a\":1}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u0000\"}", "{\"a\":NaN}", "// x",
      "\u{FEFF}{}", "{\"grant\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"purpose\":\"care\",\"more\":1}",
      "{\"purpose\":\"care\",\"grant\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
      "{\"grant\":\"AAAAAAAAAAAAAAAAAAAAAB\",\"purpose\":\"care\"}",
      "{\"grant\":[],\"purpose\":{}}", String(repeating: "[", count: 60_000),
      String(repeating: "{\"a\":", count: 12_000), String(repeating: "9", count: 60_000),
      "\"" + String(repeating: "\\u00e9", count: 10_000) + "\"",
    ].map { Data($0.utf8) } + [
      Data([0xFF, 0xFE]), Data([0x7B, 0x22, 0xC0, 0xAF, 0x22, 0x3A, 0x31, 0x7D]),
      Data([0xED, 0xA0, 0x80]), Data(count: 1000),
      Data([0x00, 0x7B, 0x00, 0x7D]), Data([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]),
    ]

  private struct Place {
    let world: HubWorld
    var owner: OwnerWorld
    let viewer: Person

    init() async throws {
      var limits = EdgeLimits()
      limits.burst = 1_000_000
      world = try await HubWorld(limits: limits)
      owner = try await OwnerWorld.make(in: world)
      viewer = try await world.viewer("Paul", at: "estran")
      _ = try await owner.grant(to: viewer, domains: [.housing])
    }

    /// Everything that the databases hold of the record, and how long the log is.
    func held() async throws -> [String] {
      let snapshot = try #require(
        try await world.hub.book.snapshot(of: owner.id, with: Set(RowKind.allCases)))
      let state = try await world.hub.logReader.state(of: .record(owner.id))
      return [
        "\(snapshot.sequence)", "\(snapshot.items.count)", "\(snapshot.grants.count)",
        "\(state.treeSize)",
      ]
    }
  }

  @Test("a body that is no document was taken, crashed the hub, or was refused without a place")
  func bodies() async throws {
    let place = try await Place()
    let before = try await place.held()
    for (method, part) in Self.routes {
      for (number, body) in Self.bodies.enumerated() {
        let answer = try await place.world.send(
          method, place.owner.path + part, by: place.owner.person, body: body)
        #expect(answer.status == 400, "\(part) \(number)")
        #expect(answer.problem != nil, "\(part) \(number)")
      }
    }
    for (path, person) in [
      ("/v1/records", place.owner.person), ("/v1/register", place.world.auditor),
      ("/v1/bundle", place.world.auditor),
      ("/v1/affiliation-ends", try #require(place.world.authorities["estran"])),
    ] {
      for (number, body) in Self.bodies.enumerated() where path != "/v1/records" || number < 20 {
        let answer = try await place.world.send(.post, path, by: person, body: body)
        #expect(answer.status == 400, "\(path) \(number)")
        #expect(answer.problem != nil, "\(path) \(number)")
      }
    }
    #expect(try await place.held() == before, "nothing half-written")
  }

  @Test("a right body with a few bytes changed was taken for another, or half taken")
  func mutations() async throws {
    var place = try await Place()
    var random = SeededGenerator(seed: 20)
    _ = try place.owner.record.add([.note(try Note(domain: .work, text: "one more"))])
    _ = try await place.owner.record.commit(at: place.world.clock.now)
    guard case .commit(let commit)? = place.owner.record.state.outbox.first else {
      throw Unexpected(answer: nil)
    }
    let right = try CanonicalJSON.encode(commit)
    let before = try await place.held()
    for _ in 0..<150 {
      let body = Self.mutation(of: right, using: &random)
      if body == right { continue }
      let answer = try await place.world.send(
        .put, "\(place.owner.path)/manifest", by: place.owner.person, body: body)
      #expect(
        [400, 409].contains(answer.status), "\(String(decoding: answer.body, as: UTF8.self))")
      #expect(answer.problem != nil)
    }
    #expect(try await place.held() == before, "nothing half-written")
    #expect(try await place.owner.send(.commit(commit)).status == 200, "the right one is taken")
  }

  /// Some bytes replaced, removed, doubled or cut off.
  private static func mutation(of body: Data, using random: inout SeededGenerator) -> Data {
    var bytes = [UInt8](body)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = bytes.indices.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes.removeLast(min(bytes.count - 1, Int.random(in: 1...200, using: &random)))
      default: bytes[place] = "{}[],:\"0aA_-".utf8.randomElement(using: &random) ?? 0
      }
    }
    return Data(bytes)
  }

  @Test("a header field that is none was taken, or crashed the hub")
  func headers() async throws {
    let place = try await Place()
    var random = SeededGenerator(seed: 21)
    let before = try await place.held()
    let path = "\(place.owner.path)/manifest"
    for name in [
      "content-digest", "maille-card", "maille-affiliation", "signature", "signature-input",
    ] {
      for number in 0..<60 {
        let (request, _) = try place.world.request(.get, path, by: place.viewer)
        var head = request.head
        let field = try #require(HTTPField.Name(name))
        let value = try #require(head.headerFields[field])
        let changed = Self.mutation(of: Data(value.utf8), using: &random)
          .map { (0x20...0x7E).contains($0) ? $0 : 0x2E }
        let text = number == 0 ? "" : String(decoding: changed, as: UTF8.self)
        if text == value { continue }
        head.headerFields[field] = text
        if number == 1 { head.headerFields[fields: field] = [] }
        let answer = try await place.world.deliver(
          Request(head: head, body: .init(buffer: ByteBuffer())))
        #expect(answer.status == 401, "\(name) \(number)")
        #expect(answer.problem != nil, "\(name) \(number)")
      }
    }
    #expect(try await place.held() == before)
  }

  @Test("a path or a query that is none was taken, or crashed the hub")
  func targets() async throws {
    let place = try await Place()
    let before = try await place.held()
    let record = place.owner.path
    let owner = place.owner.person
    for query in ["-1", "99999999999999999999", "9223372036854775808", "abc", "1.5", "%00", "0x1"] {
      let answer = try await place.world.send(.get, "\(record)/log?after=\(query)", by: owner)
      #expect(answer.status == 400 && answer.problem == "after", "\(query)")
      let readings = try await place.world.send(.get, "/v1/log/readings?from=\(query)", by: owner)
      #expect(readings.status == 400 && readings.problem == "from", "\(query)")
    }
    for path in [
      "", "/", "//", "/v1", "/v1/", "/v1/records/", "/v1/records//items", "/v1/records/AAAA/items",
      "/v1/records/%2e%2e/items", "\(record)/", "\(record)/items/", "\(record)/../items",
      "\(record)/helpers/dismissals/more", "/log/tile/", "/log/tile/../checkpoint", "/log/tile/0/x",
      "/log/tile/99999999999999999999/000", "/log/tile/0/000.p/999", "/log/tile/-1/000",
      "/log/tile/entries/000", "/" + String(repeating: "a/", count: 4000),
    ] {
      let answer = try await place.world.send(.get, path, by: owner)
      #expect([404, 401].contains(answer.status), "\(path.prefix(60)) \(answer.status)")
    }
    #expect(try await place.held() == before)
  }
}
