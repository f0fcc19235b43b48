import Foundation
import Keys
import TestSupport
import Testing

@testable import Consent

struct PolicyBundleVectorTests {
  private struct Vector: Codable {
    let compact: String
    let hash: DocumentHash
    let payload: PolicyBundle
  }

  private static let file = WrittenFile(vector: "policy-bundle.json")

  private func bundle() throws -> PolicyBundle {
    try PolicyBundle(
      hub: DocumentsFixture.identity(50).publicIdentity.fingerprint, version: 2,
      previous: DocumentsFixture.hash("version 1"), schema: "entity Person;\n",
      policies: [
        PolicyText(name: "limits", text: "// none\n"),
        PolicyText(name: "consent", text: "permit (principal, action, resource);\n"),
      ],
      auditors: [DocumentsFixture.identity(60).publicIdentity],
      naming: DocumentsFixture.identity(70).publicIdentity, validFrom: DocumentsFixture.now,
      issuedAt: DocumentsFixture.now)
  }

  @Test func signsToTheSameBytesAgain() async throws {
    let signed = try await SignedDocument.sign(bundle(), with: DocumentsFixture.identity(50))
    let made = Vector(compact: signed.compact, hash: signed.hash, payload: try bundle())
    try Self.file.check(CanonicalJSON.encode(made) + Data("\n".utf8))
  }

  @Test func readsAndVerifies() async throws {
    let bytes = try Data(contentsOf: Self.file.url).dropLast()
    let vector = try CanonicalJSON.decode(Vector.self, from: Data(bytes))
    let signed = try SignedDocument<PolicyBundle>(compact: vector.compact)
    let verified = try await signed.verified(by: DocumentsFixture.identity(50).publicIdentity)
    #expect(verified.payload == vector.payload)
    #expect(verified.hash == vector.hash)
    #expect(vector.payload.policies.map(\.name) == ["consent", "limits"])
  }
}
