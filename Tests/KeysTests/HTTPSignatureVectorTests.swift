import Crypto
import Foundation
import TestSupport
import Testing

@testable import Keys

/// The Ed25519 request of RFC 9421, B.2.6.
@Suite struct HTTPSignatureVectorTests {
  struct Vector: Decodable {
    struct Key: Decodable { let x: String }
    struct Request: Decodable {
      let method: String
      let target: String
      let headers: [[String]]
      let body: String
    }
    let publicKey: Key
    let request: Request
    let label: String
    let signatureInput: String
    let signatureBase: String
    let signature: String
  }

  @Test(.sharedData)
  func sameBytesAsTheStandard() throws {
    let vector = try JSONDecoder().decode(
      Vector.self, from: SharedData.bytes("rfc9421/ed25519-request.json"))
    let fields = vector.request.headers.map { HeaderField($0[0], $0[1]) }
    var request = SignableRequest(
      method: vector.request.method, authority: "example.com", target: vector.request.target,
      fields: fields)
    let input = try SignatureInput(parsing: vector.signatureInput)
    #expect(input.serialized == vector.signatureInput)
    let base = try HTTPMessageSignature.base(of: request, input: input)
    #expect(base == vector.signatureBase)
    #expect(try request.value(of: "@query") == "?param=Value&Pet=dog")

    let key = try Curve25519.Signing.PublicKey(
      rawRepresentation: #require(Base64URL.decode(vector.publicKey.x)))
    let signature = try #require(Data(base64Encoded: vector.signature))
    #expect(key.isValidSignature(signature, for: Data(base.utf8)))

    request.fields += [
      HeaderField("Signature-Input", "\(vector.label)=\(vector.signatureInput)"),
      HeaderField("Signature", "\(vector.label)=:\(vector.signature):"),
    ]
    let read = try HTTPMessageSignature.read(request, label: vector.label)
    #expect(read.evidence == SignedRequestEvidence(base: base, signature: signature))
    #expect(try read.evidence.input == input)
  }

  @Test func signingIsDeterministic() throws {
    let identity = try Identity(
      signingSeed: SecretBytes(Data(repeating: 7, count: 32)),
      sealingSeed: SecretBytes(Data(repeating: 8, count: 32)))
    let request = SignableRequest(method: "GET", authority: "hub.example", target: "/")
    let input = try SignatureInput(
      components: ["@method", "@path", "@query"], parameters: [.init("created", .integer(1))])
    let first = try HTTPMessageSignature.sign(request, input: input, label: "a", with: identity)
    let second = try HTTPMessageSignature.sign(request, input: input, label: "a", with: identity)
    #expect(first.evidence == second.evidence && first.request == second.request)
    #expect(first.evidence.isSigned(by: identity.publicIdentity))
    #expect(
      first.evidence.base
        == """
        "@method": GET
        "@path": /
        "@query": ?
        "@signature-params": ("@method" "@path" "@query");created=1
        """)
  }
}
