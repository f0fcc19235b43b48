import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent

@Suite("Consent documents: what must not exist cannot be built nor read")
struct DocumentsTests {
  typealias Fixture = DocumentsFixture

  @Test(
    "impossible terms",
    arguments: [
      ("no scope", ConsentError.Code.emptyScope), ("unsorted", .unsorted), ("twice", .unsorted),
      ("emergency", .emergencyCompartment), ("over 180 days", .tooLong),
      ("ends at its start", .endNotAfterStart), ("ends before", .endNotAfterStart),
      ("item covered", .itemAlreadyCovered), ("item twice", .unsorted),
    ])
  func impossibleTerms(name: String, code: ConsentError.Code) throws {
    let (people, plan) = (Compartment.of(.housing, .people), Compartment.of(.housing, .plan))
    let letter = SelectedItem(item: Fixture.id(5), compartment: .of(.relations, .notes))
    let make: () throws(ConsentError) -> GrantTerms = { () throws(ConsentError) in
      switch name {
      case "no scope": try Fixture.terms(compartments: [], selection: [])
      case "unsorted": try Fixture.terms(compartments: [plan, people])
      case "twice": try Fixture.terms(compartments: [people, people])
      case "emergency": try Fixture.terms(compartments: [people, .emergency])
      case "over 180 days":
        try Fixture.terms(until: Fixture.now.addingTimeInterval(180 * Fixture.day + 1))
      case "ends at its start": try Fixture.terms(until: Fixture.now)
      case "ends before": try Fixture.terms(until: Fixture.now.addingTimeInterval(-1))
      case "item covered":
        try Fixture.terms(selection: [SelectedItem(item: Fixture.id(5), compartment: plan)])
      default: try Fixture.terms(selection: [letter, letter])
      }
    }
    do {
      _ = try make()
      Issue.record("built: \(name)")
    } catch {
      #expect(error.code == code)
    }
  }

  @Test("180 days to the second is the longest")
  func longest() throws {
    let terms = try Fixture.terms(until: Fixture.now.addingTimeInterval(180 * Fixture.day))
    #expect(terms.isLive(at: Fixture.now))
    #expect(terms.isLive(at: terms.notAfter.addingTimeInterval(-1)))
    #expect(!terms.isLive(at: terms.notAfter))
    #expect(!terms.isLive(at: Fixture.now.addingTimeInterval(-1)))
  }

  @Test(
    "a hand-made signed grant that must not exist is refused when it is read",
    arguments: [
      (#","notAfter":1790672400"#, ""),
      (#""notAfter":1790672400"#, #""notAfter":1795856401"#),
      (#""notAfter":1790672400"#, #""notAfter":null"#),
      (#""notAfter":1790672400"#, #""notAfter":1790672400.5"#),
      (#"["housing/people","housing/plan"]"#, "[]"),
      (#"["housing/people","housing/plan"]"#, #"["housing/plan","housing/people"]"#),
      (#"["housing/people","housing/plan"]"#, #"["housing/people","emergency"]"#),
      (#"["housing/people","housing/plan"]"#, #"["housing/everything"]"#),
      (#""purpose":"housing""#, #""purpose":"curiosity""#),
      (#""counter":7"#, #""counter":0"#),
      (#""counter":7"#, #""counter":7,"forever":true"#),
      (#""referent":false"#, #""referent":false,"referent":true"#),
      ("team", "team"),
    ])
  func forged(part: String, replacement: String) async throws {
    let text = String(decoding: try CanonicalJSON.encode(Fixture.grant()), as: UTF8.self)
    var forged = text.replacingOccurrences(of: part, with: replacement)
    if part == "team" {
      forged = text.replacing(#/"cnf":(\{.*?\}\})/#) { "\"cnf\":[\($0.1),\($0.1)]" }
    }
    try #require(forged != text)
    if replacement == "[]" {
      // An empty list of compartments alone is a selection; without one it is nothing.
      forged = forged.replacing(#/"selection":\[.*?\]/#, with: #""selection":[]"#)
    }
    let owner = try Fixture.identity(1)
    let header =
      #"{"alg":"EdDSA","kid":"\#(owner.publicIdentity.fingerprint)","typ":"maille-grant+jwt"}"#
    let input =
      Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(Data(forged.utf8))
    let signature = try owner.sign(Data(input.utf8))
    let compact = input + "." + Base64URL.encode(signature)
    #expect(throws: DocumentError.self) { try SignedDocument<Grant>(compact: compact) }
  }

  @Test("the same hand-made way, untouched, is read and verified")
  func notForged() async throws {
    let owner = try Fixture.identity(1)
    let grant = try Fixture.grant()
    let signed = try await SignedDocument.sign(grant, with: owner)
    let read = try SignedDocument<Grant>(compact: signed.compact)
    #expect(try await read.verified(by: owner.publicIdentity).payload == grant)
    #expect(read.hash == signed.hash)
    await #expect(throws: DocumentError.wrongSigner) {
      try await read.verified(by: Fixture.identity(2).publicIdentity)
    }
  }

  @Test("a grant already over when it is signed does not exist")
  func overAtSigning() throws {
    let draft = try Fixture.draft()
    #expect(throws: ConsentError(.endNotAfterStart, at: "notAfter")) {
      try Grant(draft: draft, counter: 1, issuedAt: draft.terms.notAfter)
    }
  }

  @Test("the draft's hash covers all that is consented to, and neither counter nor time")
  func draftHash() throws {
    let draft = try Fixture.draft()
    let hash = try draft.hash()
    let later = try Grant(
      draft: draft, counter: 9, issuedAt: Fixture.now.addingTimeInterval(60),
      attestations: [Fixture.hash("a")])
    #expect(try later.draft.hash() == hash)
    let wider = try Fixture.draft(Fixture.terms(compartments: [.of(.housing, .people)]))
    #expect(try wider.hash() != hash)
    let read = try CanonicalJSON.decode(Grant.self, from: CanonicalJSON.encode(later))
    #expect(try read.draft.hash() == hash)
  }

  @Test("an attestation supports its own draft, explained and said back")
  func attestation() throws {
    let draft = try Fixture.draft()
    func word(
      _ hash: DocumentHash, explained: Bool = true, saidBack: Bool = true
    ) -> Attestation {
      Attestation(
        draft: hash, record: draft.record, explained: explained, saidBack: saidBack, link: .family,
        text: draft.text, issuedAt: Fixture.now)
    }
    #expect(try word(draft.hash()).supports(draft))
    #expect(try !word(Fixture.hash("other")).supports(draft))
    #expect(try !word(draft.hash(), explained: false).supports(draft))
    #expect(try !word(draft.hash(), saidBack: false).supports(draft))
  }

  @Test("trust needs a gate, no gate twice, and a quorum that can be reached")
  func trust() throws {
    #expect(throws: ConsentError(.noGate, at: "trust.gates")) { try Fixture.trust(gates: []) }
    #expect(throws: ConsentError(.duplicateGate, at: "trust.gates")) {
      try Fixture.trust(gates: [50, 50])
    }
    #expect(throws: ConsentError(.unreachableQuorum, at: "log.quorum")) {
      try LogTrust(origin: "o", key: "k", witnesses: ["a"], quorum: 2)
    }
    #expect(throws: ConsentError(.unsorted, at: "log.witnesses")) {
      try LogTrust(origin: "o", key: "k", witnesses: ["b", "a"], quorum: 1)
    }
    #expect(throws: ConsentError(.malformedText, at: "log.origin")) {
      try LogTrust(origin: "o\np", key: "k", witnesses: [], quorum: 0)
    }
  }

  /// A grant with what its viewer is to get.
  private struct Parts {
    let grant: SignedDocument<Grant>
    let card: SignedDocument<Card>
    let share: SealedShare
    let packets: [SealedPacket]
    let selected: WrappedSelection

    func publication(
      card: SignedDocument<Card>? = nil, shares: [SealedShare]? = nil,
      packets: [SealedPacket]? = nil, selection: [WrappedSelection]? = nil
    ) throws -> GrantPublication {
      try GrantPublication(
        grant: grant, viewerCard: card ?? self.card, affiliation: nil, attestations: [],
        shares: shares ?? [share], packets: packets ?? self.packets,
        selection: selection ?? [selected])
    }
  }

  @Test("a publication's parts fit its grant")
  func publication() async throws {
    let gate = try Fixture.identity(50).publicIdentity.fingerprint
    let parts = Parts(
      grant: try await SignedDocument.sign(Fixture.grant(), with: Fixture.identity(1)),
      card: try await Fixture.card("Paul Dubois", .viewer, 10),
      share: SealedShare(gate: gate, sealed: Data([1])),
      packets: [1, 2].map {
        SealedPacket(blind: Data(repeating: $0, count: 32), epoch: 1, sealed: Data([1]))
      },
      selected: WrappedSelection(item: Fixture.id(5), version: 1, wrapped: Data([1])))
    let good = try parts.publication()
    #expect(good.isComplete)
    #expect(
      try CanonicalJSON.decode(GrantPublication.self, from: CanonicalJSON.encode(good)) == good)
    #expect(try !parts.publication(selection: []).isComplete)
    let other = try await Fixture.card("Luc", .viewer, 11)
    #expect(throws: ConsentError(.viewerDiffers, at: "viewerCard")) {
      try parts.publication(card: other)
    }
    for shares in [[], [parts.share, parts.share]] {
      #expect(throws: ConsentError(.sharesDiffer, at: "shares")) {
        try parts.publication(shares: shares)
      }
    }
    for packets in [[parts.packets[0]], parts.packets.reversed()] {
      #expect(throws: ConsentError(.packetsDiffer, at: "packets")) {
        try parts.publication(packets: packets)
      }
    }
    #expect(throws: ConsentError(.selectionDiffers, at: "selection")) {
      try parts.publication(
        selection: [WrappedSelection(item: Fixture.id(6), version: 1, wrapped: Data([1]))])
    }
  }

  @Test("statements read back as they were written, and refuse a counter under 1")
  func statements() throws {
    let record: RecordID = Fixture.id(1)
    let helper = try Fixture.identity(20).publicIdentity
    try roundTrip(
      Revocation(
        record: record, counter: 1, grants: [Fixture.id(9), Fixture.id(2)], issuedAt: Fixture.now))
    try roundTrip(
      Revocation(record: record, counter: nil, grants: [Fixture.id(9)], issuedAt: Fixture.now))
    try roundTrip(Stop(record: record, counter: nil, issuedAt: Fixture.now))
    try roundTrip(Resume(record: record, counter: 3, issuedAt: Fixture.now))
    try roundTrip(
      Decline(record: record, counter: 3, request: Fixture.id(4), issuedAt: Fixture.now))
    try roundTrip(
      HelperEnrolment(
        record: record, counter: 2, helper: helper, authority: nil, mayStop: true,
        issuedAt: Fixture.now))
    try roundTrip(
      HelperDismissal(
        record: record, counter: 2, helper: helper.fingerprint, issuedAt: Fixture.now))
    try roundTrip(
      AccessRequest(
        id: Fixture.id(4), record: record, viewer: helper, authority: AuthorityID("cpas"),
        compartments: Compartment.all.dropLast(), purpose: .money, days: 180,
        reason: .verification, note: Data([1]), issuedAt: Fixture.now))
    #expect(throws: ConsentError(.outOfRange, at: "counter")) {
      try Resume(record: record, counter: 0, issuedAt: Fixture.now)
    }
    #expect(throws: ConsentError(.emptyScope, at: "grants")) {
      try Revocation(record: record, counter: 1, grants: [], issuedAt: Fixture.now)
    }
    #expect(throws: ConsentError(.outOfRange, at: "days")) {
      try AccessRequest(
        id: Fixture.id(4), record: record, viewer: helper, authority: nil,
        compartments: [.of(.work, .plan)], purpose: .work, days: 181, reason: .other, note: nil,
        issuedAt: Fixture.now)
    }
  }

  func roundTrip<Payload: DocumentPayload>(_ payload: Payload) throws {
    let bytes = try CanonicalJSON.encode(payload)
    #expect(try CanonicalJSON.decode(Payload.self, from: bytes) == payload)
  }
}
