import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent

@Suite("What the log holds of an event, and who can read it")
struct EvidenceTests {
  typealias Fixture = DocumentsFixture

  let salt = Data(repeating: 7, count: 32)
  let request = SignedRequestEvidence(
    base: "\"@method\": POST", signature: Data(repeating: 1, count: 64))

  func frame(
    kind: EntryKind = .view, at time: Date = Fixture.now, sequence: Int = 2
  ) throws -> LogFrame {
    let key = PseudonymKey(secret: SecretBytes(Array(repeating: 4, count: 32)))
    let grant = try Fixture.grant()
    var frame = LogFrame(
      kind: kind, time: time, record: key.pseudonym(of: grant.record, at: time),
      sequence: sequence, previous: sequence == 1 ? nil : Fixture.hash("before"), role: .viewer,
      actor: key.pseudonym(of: grant.viewer.fingerprint, at: time), decision: .allowed)
    frame.authority = grant.authority
    frame.grant = GrantFrame(grant, key: key, at: time)
    frame.compartments = grant.compartments
    frame.selected = 1
    frame.purpose = grant.purpose
    frame.policies = ["consent"]
    frame.bundle = Fixture.hash("bundle")
    frame.ledger = Fixture.hash("ledger")
    frame.figures = ["viewerShare": 1200]
    return frame
  }

  func entry(of request: SignedRequestEvidence? = nil) throws -> LogEntry {
    let grant = try Fixture.grant()
    return try LogEntry(
      frame: frame(),
      receipt: .released(
        salt: salt, request: request ?? self.request, grant: Fixture.hash("grant"),
        head: Fixture.hash("head"),
        time: Fixture.now), record: grant.record, actor: grant.viewer.fingerprint,
      name: "Paul Dubois", grant: grant.id, selection: grant.selection)
  }

  @Test("a leaf is 97 bytes that commit to three files")
  func leaf() throws {
    let leaf = Leaf(entryFile: Data([1]), frameFile: Data([2]), receipt: Data([3]))
    #expect(leaf.bytes.count == 97)
    #expect(leaf.bytes.first == 0x02)
    #expect(try Leaf(bytes: leaf.bytes) == leaf)
    var other = leaf.bytes
    other[0] = 0x01
    #expect(throws: ConsentError.self) { try Leaf(bytes: other) }
    #expect(throws: ConsentError.self) { try Leaf(bytes: leaf.bytes.dropLast()) }
    let changed = Leaf(entryFile: Data([1]), frameFile: Data([2]), receipt: Data([4]))
    #expect(changed.hash != leaf.hash)
  }

  @Test("a receipt names grant and head in a release, and in nothing else")
  func receipts() throws {
    let released = try Receipt.released(
      salt: salt, request: request, grant: Fixture.hash("g"), head: Fixture.hash("h"),
      time: Fixture.now)
    let refused = try Receipt.notAvailable(salt: salt, request: request, time: Fixture.now)
    for receipt in [released, refused] {
      let bytes = try CanonicalJSON.encode(receipt)
      #expect(try CanonicalJSON.decode(Receipt.self, from: bytes) == receipt)
    }
    let text = String(decoding: try CanonicalJSON.encode(refused), as: UTF8.self)
    #expect(!text.contains("grant") && !text.contains("head"))
    let forged = text.replacingOccurrences(
      of: #""decision""#, with: #""grant":"\#(Fixture.hash("g"))","decision""#)
    #expect(throws: DocumentError.self) {
      try CanonicalJSON.decode(Receipt.self, from: Data(forged.utf8))
    }
    #expect(throws: ConsentError(.wrongLength, at: "salt")) {
      try Receipt.accepted(salt: Data([1]), request: nil, time: Fixture.now)
    }
  }

  @Test("whatever is not available has one body length, whatever the request's")
  func oneLength() throws {
    for size in [1, 80, 2000] {
      let request = SignedRequestEvidence(
        base: String(repeating: "x", count: size), signature: Data(repeating: 1, count: 64))
      let receipt = try CanonicalJSON.encode(
        Receipt.notAvailable(salt: salt, request: request, time: Fixture.now))
      for proof in [nil, String(repeating: "proof\n", count: size / 10)] {
        let evidence = LeafEvidence(
          receipt: receipt, entry: Fixture.hash("e"), frame: Fixture.hash("f"), proof: proof)
        #expect(try NotAvailable(evidence: evidence).body().count == NotAvailable.byteCount)
        #expect(try RequestTaken(evidence: evidence).body().count == NotAvailable.byteCount)
      }
    }
  }

  @Test("owner and naming key read an entry; an auditor reads the frame, and no name in it")
  func readers() throws {
    let (owner, naming, auditor) = (
      try Fixture.identity(1), try Fixture.identity(52), try Fixture.identity(51)
    )
    let entry = try entry()
    let file = try EvidenceFile.seal(
      entry, owner: owner.publicIdentity, naming: naming.publicIdentity)
    #expect(try EvidenceFile.openEntry(file, with: owner) == entry)
    #expect(try EvidenceFile.openEntry(file, with: naming) == entry)
    #expect(throws: (any Error).self) { try EvidenceFile.openEntry(file, with: auditor) }

    let frames = try EvidenceFile.seal(entry.frame, auditors: [auditor.publicIdentity])
    let frame = try EvidenceFile.openFrame(frames, with: auditor)
    #expect(frame == entry.frame)
    for other in [owner, naming] {
      #expect(throws: (any Error).self) { try EvidenceFile.openFrame(frames, with: other) }
    }
    let text = String(decoding: try CanonicalJSON.encode(frame), as: UTF8.self)
    let grant = try Fixture.grant()
    for name in [
      "Paul", grant.record.description, grant.id.description,
      grant.viewer.fingerprint.description, request.base, grant.selection[0].item.description,
    ] {
      #expect(!text.contains(name))
    }
  }

  @Test("entries and frames come in few sizes")
  func sizes() throws {
    let naming = try Fixture.identity(52).publicIdentity
    let auditor = try Fixture.identity(51).publicIdentity
    var short = try frame()
    short.figures = [:]
    short.compartments = []
    let frames = try [frame(), short].map {
      try EvidenceFile.seal($0, auditors: [auditor]).count
    }
    #expect(frames[0] == frames[1])
    let signature = Data(repeating: 1, count: 64)
    let entries = try [10, 2500, 5500].map { count in
      let base = String(repeating: "x", count: count)
      return try EvidenceFile.seal(
        entry(of: SignedRequestEvidence(base: base, signature: signature)), owner: nil,
        naming: naming
      ).count
    }
    #expect(Set(entries).count == 1)
  }

  @Test("an entry that says other than its frame cannot be made")
  func contradictions() throws {
    let grant = try Fixture.grant()
    let receipt = try Receipt.released(
      salt: salt, request: request, grant: Fixture.hash("g"), head: Fixture.hash("h"),
      time: Fixture.now)
    let actor = grant.viewer.fingerprint
    #expect(throws: ConsentError(.contradiction, at: "record")) {
      try LogEntry(
        frame: frame(), receipt: receipt, record: nil, actor: actor, name: nil,
        selection: grant.selection)
    }
    #expect(throws: ConsentError(.contradiction, at: "selection")) {
      try LogEntry(frame: frame(), receipt: receipt, record: grant.record, actor: actor, name: nil)
    }
    let refused = try Receipt.notAvailable(salt: salt, request: request, time: Fixture.now)
    #expect(throws: ConsentError(.contradiction, at: "decision")) {
      try LogEntry(
        frame: frame(), receipt: refused, record: grant.record, actor: actor, name: nil,
        selection: grant.selection)
    }
    #expect(throws: ConsentError(.contradiction, at: "sequence")) {
      var frame = try frame()
      frame.previous = nil
      try frame.check()
    }
  }

  @Test("a pseudonym stays for a quarter and changes with the next")
  func pseudonyms() throws {
    let key = PseudonymKey(secret: SecretBytes(Array(repeating: 4, count: 32)))
    let record: RecordID = Fixture.id(1)
    let (may, june, july) = (
      Fixture.now.addingTimeInterval(-20 * Fixture.day), Fixture.now,
      Fixture.now.addingTimeInterval(30 * Fixture.day)
    )
    #expect(Quarter(of: june).description == "2026Q2")
    #expect(Quarter(of: july).description == "2026Q3")
    #expect(key.pseudonym(of: record, at: may) == key.pseudonym(of: record, at: june))
    #expect(key.pseudonym(of: record, at: june) != key.pseudonym(of: record, at: july))
    let other = PseudonymKey(secret: SecretBytes(Array(repeating: 5, count: 32)))
    #expect(key.pseudonym(of: record, at: june) != other.pseudonym(of: record, at: june))
    let sameBytes: GrantID = Fixture.id(1)
    #expect(key.pseudonym(of: record, at: june) != key.pseudonym(of: sameBytes, at: june))
    let grant = try Fixture.grant()
    let (before, after) = (
      GrantFrame(grant, key: key, at: june), GrantFrame(grant, key: key, at: july)
    )
    #expect(before.grant != after.grant)
    #expect(before.signedAs == after.signedAs)
  }
}
