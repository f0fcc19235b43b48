import Foundation
import TestSupport
import Testing

@testable import Keys

/// The vectors that belong to the pages of `docs/spec/`; they are derived from the example world.
@Suite struct SpecificationVectorTests {
  static func check(_ vector: some Encodable, _ name: String) throws {
    try WrittenFile(vector: "\(name).json").check(json: vector)
  }

  struct Refused: Codable {
    let why: String
    let compact: String
  }

  struct CardVector: Codable {
    let signingSeed, sealingSeed, signingKey, sealingKeyHash: String
    let fingerprint, digits, header, payload, compact, hash: String
    let refused: [Refused]
  }

  @Test func card() async throws {
    let ring = try #require(try await ExampleWorld.ring("paul"))
    let identity = ring.identity
    let parts = ring.card.compact.split(separator: ".").compactMap { Base64URL.decode(String($0)) }
    let header = String(decoding: parts[0], as: UTF8.self)
    let payload = String(decoding: parts[1], as: UTF8.self)
    let stranger = try Samples.identity("vion")
    let signed = { (header: String, payload: String, by: Identity) in
      try Samples.handMade(header: header, payload: Data(payload.utf8), by: by)
    }
    let refused = [
      Refused(why: "signed by another key", compact: try signed(header, payload, stranger)),
      Refused(
        why: "algorithm none",
        compact: try signed(
          header.replacingOccurrences(of: "EdDSA", with: "none"), payload, identity)),
      Refused(
        why: "another kind of document",
        compact: try signed(
          header.replacingOccurrences(of: "maille-card", with: "maille-grant"), payload, identity)),
      Refused(
        why: "white space in the payload",
        compact: try signed(
          header, payload.replacingOccurrences(of: "{\"cnf\"", with: "{ \"cnf\""), identity)),
      Refused(
        why: "a repeated member",
        compact: try signed(
          header, payload.replacingOccurrences(of: "{\"cnf\"", with: "{\"iat\":1,\"cnf\""), identity
        )),
      Refused(
        why: "a viewer with a cosigning key",
        compact: try signed(
          header,
          payload.replacingOccurrences(
            of: "}$", with: ",\"witness\":\"\(Base64URL.encode(Data(count: 32)))\"}",
            options: .regularExpression), identity)),
      Refused(why: "padded base64url", compact: ring.card.compact + "="),
    ]
    try Self.check(
      CardVector(
        signingSeed: identity.signingSeed.withBytes(Base64URL.encode),
        sealingSeed: identity.sealingSeed.withBytes(Base64URL.encode),
        signingKey: Base64URL.encode(identity.publicIdentity.signing),
        sealingKeyHash: DocumentHash(of: identity.publicIdentity.sealing).description,
        fingerprint: identity.publicIdentity.fingerprint.description,
        digits: identity.publicIdentity.fingerprint.digits, header: header, payload: payload,
        compact: ring.card.compact, hash: ring.card.hash.description, refused: refused), "card")
    for refused in refused {
      await #expect(throws: DocumentError.self, "\(refused.why)") {
        _ = try await SignedDocument<Card>(compact: refused.compact).verifiedCard()
      }
    }
  }

  struct RegisterVector: Codable {
    let cosigned: Cosigned<Register>
    let hash: String
    let affiliation: String
    let affiliationEnd: String
    let verifiesAt: Int
    let refusedAffiliations: [Refused]
  }

  @Test func affiliationAndRegister() async throws {
    let hub = try Samples.identity("hub")
    let auditor = try Samples.identity("auditor")
    let start = ExampleWorld.issuedAt
    let register = try Register(
      hub: hub.publicIdentity.fingerprint, version: 1, previous: nil,
      authorities: ExampleWorld.authorities, issuedAt: start)
    let cosigned = try await Cosigned.sign(register, with: [hub, auditor])
    let verified = try await cosigned.verify(
      hub: hub.publicIdentity, auditors: [auditor.publicIdentity])
    let estran = try Samples.identity("authority-estran")
    let paul = try Samples.identity("paul").publicIdentity.fingerprint
    let id = try #require(AuthorityID("estran"))
    let days: (Double) -> Date = { start.addingTimeInterval($0 * 86_400) }
    let affiliation = try Affiliation(
      authority: id, viewer: paul, role: "référent de proximité", notBefore: start,
      notAfter: days(92))
    let signed = try await SignedDocument.sign(affiliation, with: estran)
    let end = try await SignedDocument.sign(
      AffiliationEnd(authority: id, viewer: paul, at: days(10)), with: estran)
    let now = days(5)
    _ = try await register.verify(signed, of: paul, at: now)
    let json = String(decoding: try CanonicalJSON.encode(affiliation), as: UTF8.self)
    let expiry = Int(days(92).timeIntervalSince1970)
    let refused = [
      Refused(
        why: "signed by another authority",
        compact: try await SignedDocument.sign(
          affiliation, with: Samples.identity("authority-cpas")
        ).compact),
      Refused(
        why: "over 92 days",
        compact: try Samples.handMade(
          header: Samples.header(Affiliation.documentType, estran),
          payload: Data(
            json.replacingOccurrences(of: "\(expiry)", with: "\(expiry + 1)").utf8), by: estran)),
      Refused(
        why: "over at the given time",
        compact: try await SignedDocument.sign(
          Affiliation(
            authority: id, viewer: paul, role: "x", notBefore: start, notAfter: now),
          with: estran
        ).compact),
      Refused(
        why: "for another viewer",
        compact: try await SignedDocument.sign(
          Affiliation(
            authority: id, viewer: Samples.identity("vion").publicIdentity.fingerprint, role: "x",
            notBefore: start, notAfter: days(92)), with: estran
        ).compact),
    ]
    try Self.check(
      RegisterVector(
        cosigned: cosigned, hash: verified.hash.description, affiliation: signed.compact,
        affiliationEnd: end.compact, verifiesAt: Int(now.timeIntervalSince1970),
        refusedAffiliations: refused), "affiliation-register")
    for refused in refused {
      await #expect(throws: DocumentError.self, "\(refused.why)") {
        let document = try SignedDocument<Affiliation>(compact: refused.compact)
        _ = try await register.verify(document, of: paul, at: now)
      }
    }
  }

  struct RequestVector: Codable {
    let method, authority, target, body: String
    let created: Int
    let nonce: String
    let fields: [[String]]
    let base: String
  }

  @Test func requestSignature() async throws {
    let ring = try #require(try await ExampleWorld.ring("paul"))
    let request = SignableRequest(
      method: "POST", authority: "hub.example:8443",
      target: "/v1/records/AAECAwQFBgcICQoLDA0ODw/views?page=2")
    let body = #"{"grant":"EBESExQVFhcYGRobHB0eHw"}"#
    let created = ExampleWorld.issuedAt.addingTimeInterval(3600)
    let nonce = Data(0..<32)
    let (signed, evidence) = try RequestSignature.sign(
      request, body: Data(body.utf8), keys: ring, created: created, nonce: nonce)
    try Self.check(
      RequestVector(
        method: "POST", authority: "hub.example:8443",
        target: "/v1/records/AAECAwQFBgcICQoLDA0ODw/views?page=2", body: body,
        created: Int(created.timeIntervalSince1970), nonce: Base64URL.encode(nonce),
        fields: signed.fields.map { [$0.name, $0.value] }, base: evidence.base),
      "request-signature")
    _ = try await RequestSignature.verify(signed, body: Data(body.utf8), now: created)
  }

  struct RecordIDVector: Codable {
    let owner, nonce, label, record: String
  }

  @Test func recordID() throws {
    let owner = try Samples.identity("nadege").publicIdentity.fingerprint
    let nonce = RecordNonce(unchecked: Data(0..<16))
    let record = RecordID(owner: owner, nonce: nonce)
    #expect(record.bytes.count == 16)
    #expect(record != RecordID(owner: owner, nonce: RecordNonce(unchecked: Data(1..<17))))
    #expect(
      record
        != RecordID(owner: try Samples.identity("vion").publicIdentity.fingerprint, nonce: nonce))
    try Self.check(
      RecordIDVector(
        owner: owner.description, nonce: nonce.description, label: "maille/v1/record",
        record: record.description), "record-id")
  }

  struct KeyFileVector: Codable {
    let passphrase: String
    let file: String
    let keys: String
  }

  /// The file holds random salts, so it is read and not written anew.
  @Test func keyFile() async throws {
    let ring = try #require(try await ExampleWorld.ring("auditor"))
    let keys = try KeyFile.write(ring)
    let written = WrittenFile(vector: "key-file.json")
    if WrittenFile.writes, !FileManager.default.fileExists(atPath: written.url.path) {
      let file = try KeyFile.seal(ring, passphrase: "trois mailles à l'endroit", workFactor: 10)
      try Self.check(
        KeyFileVector(
          passphrase: "trois mailles à l'endroit", file: file.base64EncodedString(),
          keys: String(decoding: keys, as: UTF8.self)), "key-file")
    }
    let vector = try written.read(KeyFileVector.self)
    let file = try #require(Data(base64Encoded: vector.file))
    let opened = try await KeyFile.open(file, passphrase: vector.passphrase)
    #expect(try KeyFile.write(opened) == keys && Data(vector.keys.utf8) == keys)
  }
}
