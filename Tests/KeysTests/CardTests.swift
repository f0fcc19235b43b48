import Crypto
import Foundation
import Testing

@testable import Keys

@Suite struct CardTests {
  @Test func aCardVerifiesItself() async throws {
    let card = try await Samples.card("paul")
    let verified = try await verifyCard(card)
    #expect(verified.payload.name == "paul" && verified.payload.kind == .viewer)
    #expect(verified.signer == verified.payload.identity.fingerprint)
  }

  @Test func aCardWithASwappedKeyIsRefused() async throws {
    let paul = try Samples.identity("paul")
    let vion = try Samples.identity("vion").publicIdentity
    let mixed = try PublicIdentity(
      signing: paul.publicIdentity.signing, sealing: vion.sealing)
    for identity in [vion, mixed] {
      let swapped = try Card(
        name: "paul", kind: .viewer, identity: identity, issuedAt: Samples.start)
      let signed = try await SignedDocument.sign(swapped, with: paul)
      await #expect(throws: DocumentError.wrongSigner) { _ = try await verifyCard(signed) }
      // The same card under the fingerprint of the swapped keys, signed with Paul's.
      let header =
        #"{"alg":"EdDSA","kid":"\#(identity.fingerprint)","typ":"maille-card+jwt"}"#
      let forged = try SignedDocument<Card>(
        compact: Samples.handMade(
          header: header, payload: CanonicalJSON.encode(swapped), by: paul))
      if identity == vion {
        await #expect(throws: DocumentError.signature) { _ = try await verifyCard(forged) }
      } else {
        // Both keys are Paul's own choice here, and so is the fingerprint that follows from them.
        #expect(try await verifyCard(forged).signer != paul.publicIdentity.fingerprint)
      }
    }
  }

  @Test func onlySomeKindsHaveFurtherKeys() throws {
    let keys = try Samples.identity("paul").publicIdentity
    let other = try Samples.identity("recovery").publicIdentity
    for kind in CardKind.allCases {
      for hasRecovery in [false, true] {
        for hasWitness in [false, true] {
          let allowed = (!hasRecovery || kind == .owner) && (!hasWitness || kind == .auditor)
          let card = try? Card(
            name: "x", kind: kind, identity: keys, recovery: hasRecovery ? other : nil,
            witness: hasWitness ? other.signing : nil, issuedAt: Samples.start)
          #expect((card != nil) == allowed)
        }
      }
    }
    #expect(throws: DocumentError.self) {
      try Card(name: "x", kind: .owner, identity: keys, recovery: keys, issuedAt: Samples.start)
    }
    #expect(throws: DocumentError.self) {
      try Card(
        name: "x", kind: .auditor, identity: keys, witness: keys.signing, issuedAt: Samples.start)
    }
    #expect(throws: DocumentError.self) {
      try Card(
        name: "x", kind: .auditor, identity: keys, witness: Data(count: 31), issuedAt: Samples.start
      )
    }
  }

  @Test(arguments: [
    "", " Paul", "Paul ", "Pa\nul", "Paul\u{0}", "Paul\u{202E}", "\u{2028}",
    String(repeating: "a", count: 201),
  ])
  func namesThatDeceiveAreRefused(_ name: String) throws {
    let keys = try Samples.identity("paul").publicIdentity
    #expect(throws: DocumentError.self) {
      try Card(name: name, kind: .viewer, identity: keys, issuedAt: Samples.start)
    }
  }

  @Test(arguments: ["Nadège", "Mme Okoro", "L'Estran", "李", String(repeating: "a", count: 200)])
  func ordinaryNamesAreAllowed(_ name: String) throws {
    let keys = try Samples.identity("paul").publicIdentity
    #expect(throws: Never.self) {
      try Card(name: name, kind: .viewer, identity: keys, issuedAt: Samples.start)
    }
  }

  @Test func decodingRefusesWhatInitRefuses() async throws {
    let paul = try Samples.identity("paul")
    let card = try await Samples.card("paul").payload
    let json = String(decoding: try CanonicalJSON.encode(card), as: UTF8.self)
      .replacingOccurrences(of: #""name":"paul""#, with: #""name":"""#)
    let compact = try Samples.handMade(
      header: Samples.header(Card.documentType, paul), payload: Data(json.utf8), by: paul)
    #expect(throws: DocumentError.self) { try SignedDocument<Card>(compact: compact) }
  }

  @Test func aFingerprintCoversBothKeys() throws {
    let paul = try Samples.identity("paul").publicIdentity
    let vion = try Samples.identity("vion").publicIdentity
    let mixed = try PublicIdentity(signing: paul.signing, sealing: vion.sealing)
    #expect(Set([paul, vion, mixed].map(\.fingerprint)).count == 3)
    #expect(throws: DocumentError.self) {
      try PublicIdentity(signing: paul.sealing, sealing: paul.signing)
    }
  }

  @Test func keysThatAnyoneCanSignForAreRefused() async throws {
    let sealing = try Samples.identity("paul").publicIdentity.sealing
    let message = Data("any".utf8)
    // Under the neutral element the signature R = neutral, S = 0 holds for every message.
    let neutral = Data([1] + Array(repeating: 0, count: 31))
    let forged = neutral + Data(count: 32)
    let key = try Curve25519.Signing.PublicKey(rawRepresentation: neutral)
    #expect(key.isValidSignature(forged, for: message))
    var zero = neutral
    zero[0] = 0
    let last = Data([0xec] + Array(repeating: 0xff, count: 31))
    for signing in [neutral, zero, last] {
      #expect(throws: DocumentError.self) {
        try PublicIdentity(signing: signing, sealing: sealing)
      }
    }
  }

  @Test func fingerprintsReadAloud() throws {
    let fingerprint = Fingerprint(unchecked: Data(repeating: 0, count: 31) + Data([255]))
    #expect(fingerprint.digits == String(repeating: "00000 ", count: 11) + "00255")
    let paul = try Samples.identity("paul").publicIdentity.fingerprint
    let groups = paul.digits.split(separator: " ")
    #expect(groups.count == 12 && groups.allSatisfy { $0.count == 5 })
    #expect(paul.matches(digits: " " + paul.digits.replacingOccurrences(of: " ", with: "") + "\n"))
    #expect(!paul.matches(digits: fingerprint.digits) && !paul.matches(digits: ""))
    #expect(Fingerprint(paul.description) == paul)
  }

  @Test func anAddressHasOneSpelling() throws {
    let record = RecordID(unchecked: Data(repeating: 1, count: 16))
    let hub = try Samples.identity("hub").publicIdentity.fingerprint
    let owner = try Samples.identity("nadege").publicIdentity.fingerprint
    for host in ["hub.example", "localhost:8443", "[::1]:8443", "127.0.0.1:1", "a"] {
      let address = try Address(
        record: record, hubFingerprint: hub, host: host, ownerFingerprint: owner)
      #expect(Address(address.description) == address)
      #expect(address.description == "maille:\(record)@\(hub):\(host)#\(owner)")
    }
    for host in [
      "", "Hub.example", "hub:", "hub:0", "hub:65536", "hub/x", "-a", "a b", "[::1", "a#b", "a@b",
    ] {
      #expect(Address("maille:\(record)@\(hub):\(host)#\(owner)") == nil, "\(host)")
    }
    for text in [
      "maille:", "maille:\(record)@\(hub):a#", "MAILLE:\(record)@\(hub):a#\(owner)",
      "maille:\(record)@\(hub)#\(owner)", "maille:\(record)#\(hub):a@\(owner)",
      "maille:\(record)@\(hub):a#\(owner) ", "maille:\u{301}\(record)@\(hub):a#\(owner)", "#@",
      "maille:#@",
    ] {
      #expect(Address(text) == nil, "\(text)")
    }
  }
}
