import Foundation
import Testing

@testable import Keys

@Suite struct RequestSignatureTests {
  static let body = Data(#"{"a":1}"#.utf8)
  static let now = Samples.start

  static func signed(
    name: String = "paul", affiliated: Bool = false, body: Data = body
  ) async throws -> (request: SignableRequest, evidence: SignedRequestEvidence) {
    let keys = try await Samples.ring(name)
    var affiliation: SignedDocument<Affiliation>?
    if affiliated {
      affiliation = try await .sign(
        Affiliation(
          authority: #require(AuthorityID("estran")), viewer: keys.card.signer, role: "référent",
          notBefore: now, notAfter: now.addingTimeInterval(86_400)),
        with: Samples.identity("authority-estran"))
    }
    let request = SignableRequest(
      method: "POST", authority: "Hub.Example:8443", target: "/v1/records/x/views?y=1")
    return try RequestSignature.sign(
      request, body: body, keys: keys, affiliation: affiliation, created: now,
      nonce: Data(repeating: 9, count: 32))
  }

  @Test(arguments: [false, true])
  func aSignedRequestVerifies(_ affiliated: Bool) async throws {
    let (request, evidence) = try await Self.signed(affiliated: affiliated)
    let verified = try await RequestSignature.verify(
      request, body: Self.body, now: Self.now.addingTimeInterval(60))
    #expect(verified.card.payload.name == "paul")
    #expect(verified.parameters.nonce == Data(repeating: 9, count: 32))
    #expect(verified.parameters.created == Self.now)
    #expect(verified.evidence == evidence)
    #expect(try evidence.nonce == Data(repeating: 9, count: 32))
    #expect((verified.affiliation != nil) == affiliated)
    #expect(evidence.isSigned(by: verified.card.payload.identity))
  }

  @Test(arguments: [-3600.0, -301, 301, 3600])
  func aClockThatIsOffIsNamed(_ offset: TimeInterval) async throws {
    let (request, _) = try await Self.signed()
    await #expect(throws: HTTPSignatureError.created) {
      _ = try await RequestSignature.verify(
        request, body: Self.body, now: Self.now.addingTimeInterval(offset))
    }
  }

  static let changes: [(String, HTTPSignatureError, @Sendable (inout SignableRequest) -> Void)] = [
    ("method", .signature, { $0.method = "PUT" }),
    ("authority", .signature, { $0.authority = "other.example" }),
    ("path", .signature, { $0.path = "/v1/records/z/views" }),
    ("query", .signature, { $0.query = "y=2" }),
    ("no query", .signature, { $0.query = nil }),
    ("query line", .malformed(field: "@query"), { $0.query = "y=1\n" }),
    ("path blank", .malformed(field: "@path"), { $0.path = "/a b" }),
    (
      "digest twice", .repeated(field: "content-digest"),
      { $0.fields.append(HeaderField("Content-Digest", "sha-256=:AA==:")) }
    ),
    (
      "card twice", .repeated(field: "maille-card"),
      { $0.fields.append(HeaderField("Maille-Card", "x")) }
    ),
    (
      "signature twice", .repeated(field: "signature"),
      { $0.fields.append(HeaderField("Signature", "maille=:AA==:")) }
    ),
    (
      "input twice", .repeated(field: "signature-input"),
      { $0.fields.append(HeaderField("Signature-Input", "maille=()")) }
    ),
    (
      "no card", .missing(field: "maille-card"),
      { $0.fields.removeAll { $0.name == "maille-card" } }
    ),
    (
      "no digest", .missing(field: "content-digest"),
      { $0.fields.removeAll { $0.name == "content-digest" } }
    ),
    (
      "no signature", .missing(field: "signature"),
      { $0.fields.removeAll { $0.name == "signature" } }
    ),
    (
      "affiliation not covered", .components,
      { $0.fields.append(HeaderField("Maille-Affiliation", "a.b.c")) }
    ),
    (
      "label", .malformed(field: "signature-input"),
      { $0.replace("signature-input", "maille=", "x=") }
    ),
    (
      "second member", .malformed(field: "signature-input"),
      { $0.replace("signature-input", "tag=\"maille\"", "tag=\"maille\", b=()") }
    ),
    ("tag", .parameters, { $0.replace("signature-input", "tag=\"maille\"", "tag=\"other\"") }),
    ("no tag", .parameters, { $0.replace("signature-input", ";tag=\"maille\"", "") }),
    (
      "alg", .parameters,
      { $0.replace("signature-input", "alg=\"ed25519\"", "alg=\"hmac-sha256\"") }
    ),
    (
      "repeated parameter", .parameters,
      { $0.replace("signature-input", ";tag=", ";tag=\"maille\";tag=") }
    ),
    (
      "extra parameter", .parameters,
      { $0.replace("signature-input", ";tag=", ";expires=1;tag=") }
    ),
    ("component removed", .components, { $0.replace("signature-input", "\"@query\" ", "") }),
    (
      "component repeated", .components,
      { $0.replace("signature-input", "\"@query\" ", "\"@query\" \"@query\" ") }
    ),
    (
      "component with parameter", .malformed(field: "signature-input"),
      { $0.replace("signature-input", "\"@query\" ", "\"@query\";sf ") }
    ),
    (
      "unsupported", .unsupported(component: "@target-uri"),
      { $0.replace("signature-input", "\"@query\" ", "\"@target-uri\" ") }
    ),
  ]

  @Test(arguments: changes.map(\.0))
  func aChangedRequestIsRefused(_ name: String) async throws {
    let change = try #require(Self.changes.first { $0.0 == name })
    var (request, _) = try await Self.signed()
    change.2(&request)
    await #expect(throws: change.1) {
      _ = try await RequestSignature.verify(request, body: Self.body, now: Self.now)
    }
  }

  @Test func aChangedBodyIsRefused() async throws {
    let (request, _) = try await Self.signed()
    await #expect(throws: HTTPSignatureError.contentDigest) {
      _ = try await RequestSignature.verify(request, body: Data("{}".utf8), now: Self.now)
    }
  }

  @Test func aChangedNonceOrTimeIsRefused() async throws {
    for (old, new) in [("created=1780000000", "created=1780000001"), ("nonce=\"C", "nonce=\"D")] {
      var (request, _) = try await Self.signed()
      request.replace("signature-input", old, new)
      await #expect(throws: HTTPSignatureError.signature) {
        _ = try await RequestSignature.verify(request, body: Self.body, now: Self.now)
      }
    }
  }

  @Test func anotherCardIsRefused() async throws {
    var (request, _) = try await Self.signed()
    let other = try await Samples.card("vion").compact
    request.fields = request.fields.map {
      $0.name == "maille-card" ? HeaderField($0.name, other) : $0
    }
    await #expect(throws: HTTPSignatureError.key) {
      _ = try await RequestSignature.verify(request, body: Self.body, now: Self.now)
    }
  }

  @Test func signingRefusesFieldsThatAreThere() async throws {
    let keys = try await Samples.ring("paul")
    let request = SignableRequest(
      method: "GET", authority: "h", target: "/", fields: [HeaderField("Maille-Card", "x")])
    #expect(throws: HTTPSignatureError.repeated(field: "maille-card")) {
      try RequestSignature.sign(request, body: Data(), keys: keys, created: Self.now)
    }
  }
}

extension SignableRequest {
  /// Replaces text in the value of one field.
  mutating func replace(_ name: String, _ old: String, _ new: String) {
    fields = fields.map {
      $0.name == name
        ? HeaderField(name, $0.value.replacingOccurrences(of: old, with: new)) : $0
    }
  }
}
