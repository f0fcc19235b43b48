import Crypto
import Foundation
import PersonalNetwork
import TransparencyLog

@testable import Consent
@testable import Keys

/// A log made by hand, its frames in the clear, so that a test can say anything in it.
struct ReplayFixture {
  static let start = Date(timeIntervalSince1970: 1_790_000_000)
  static let bundle = DocumentHash(of: Data("bundle".utf8))
  static let register = DocumentHash(of: Data("register".utf8))

  let key: NoteSigningKey
  let policy: LogPolicy
  let pseudonyms = PseudonymKey(secret: SecretBytes(Data(repeating: 7, count: 32)))
  private(set) var items: [AuditItem] = []
  private(set) var leaves: [MerkleHash] = []
  private(set) var files: [(entry: Data, frame: Data, receipt: Data)] = []
  private var lastLeaf: [RecordID?: (sequence: Int, leaf: DocumentHash)] = [:]
  var time = ReplayFixture.start

  init(keyByte: UInt8 = 9) throws {
    key = try NoteSigningKey(
      name: "hub.example/log",
      privateKey: Curve25519.Signing.PrivateKey(
        rawRepresentation: Data(repeating: keyByte, count: 32)))
    policy = try LogPolicy(logKey: key.verifierKey)
  }

  /// Starts with the register and the policies, as every log does.
  static func started() throws -> ReplayFixture {
    var log = try ReplayFixture()
    try log.append(.register, nil) {
      $0.document = register
      $0.version = 1
    }
    try log.append(.policy, nil) {
      $0.document = bundle
      $0.version = 1
    }
    return log
  }

  /// The frame that comes next in a sequence.
  func frame(
    _ kind: EntryKind, _ record: RecordID?, _ change: (inout LogFrame) -> Void = { _ in }
  ) -> LogFrame {
    let last = lastLeaf[record]
    var frame = LogFrame(
      kind: kind, time: time, record: record.map { pseudonyms.pseudonym(of: $0, at: time) },
      sequence: (last?.sequence ?? 0) + 1, previous: last?.leaf, role: .hub, actor: nil,
      decision: .allowed)
    if kind != .register { frame.bundle = Self.bundle }
    change(&frame)
    return frame
  }

  /// Appends an entry; `change` may make it say anything.
  mutating func append(
    _ kind: EntryKind, _ record: RecordID?, _ change: (inout LogFrame) -> Void = { _ in }
  ) throws {
    let frame = frame(kind, record, change)
    try append(
      entry: Data("entry \(items.count)".utf8), frame: CanonicalJSON.encode(frame),
      receipt: Data("receipt \(items.count)".utf8), to: record)
  }

  mutating func append(entry: Data, frame: Data, receipt: Data, to record: RecordID?) throws {
    let leaf = Leaf(entryFile: entry, frameFile: frame, receipt: receipt)
    items.append(
      AuditItem(
        index: items.count, frame: frame, entryHash: leaf.entry, frameHash: leaf.frame,
        receiptHash: leaf.receipt))
    leaves.append(leaf.hash)
    files.append((entry, frame, receipt))
    lastLeaf[record] = (
      (lastLeaf[record]?.sequence ?? 0) + 1, DocumentHash(unchecked: leaf.hash.bytes)
    )
    time += 60
  }

  mutating func replace(_ index: Int, frame: Data?) {
    let item = items[index]
    items[index] = AuditItem(
      index: index, frame: frame, entryHash: item.entryHash, frameHash: item.frameHash,
      receiptHash: item.receiptHash)
  }

  /// The log's signature over its first leaves.
  func note(_ size: Int? = nil) throws -> Data {
    let size = size ?? leaves.count
    return try key.sign(
      Checkpoint(
        origin: "hub.example/log", size: UInt64(size),
        root: MerkleTree.root(of: leaves[..<size]))
    ).bytes
  }

  /// The proof of a leaf under a size.
  func proof(_ index: Int, size: Int? = nil) throws -> String {
    let size = size ?? leaves.count
    let proof = try MerkleTree.inclusionProof(
      index: UInt64(index), size: UInt64(size), from: LeafHashes(Array(leaves[..<size])))
    let file = try TransparencyLogProof(
      index: proof.index, hashes: proof.hashes, checkpoint: SignedNote(note(size)))
    return String(decoding: file.bytes, as: UTF8.self)
  }

  /// Replays the log as it stands.
  func replay(
    _ items: [AuditItem]? = nil, saved: Data? = nil, checkpoint: Data? = nil,
    register: DocumentHash? = nil, bundle: DocumentHash? = nil
  ) throws -> ReplayReport {
    var replay = try LogReplay(policy: policy, saved: saved) { file in
      try CanonicalJSON.decode(LogFrame.self, from: file)
    }
    for item in items ?? self.items { try replay.read(item) }
    return replay.report(
      checkpoint: try checkpoint ?? note(), register: register, bundle: bundle)
  }

  /// What a replay finds, as words.
  func findings(
    _ items: [AuditItem]? = nil, saved: Data? = nil, checkpoint: Data? = nil,
    register: DocumentHash? = nil, bundle: DocumentHash? = nil
  ) throws -> [String] {
    try replay(
      items, saved: saved, checkpoint: checkpoint, register: register, bundle: bundle
    ).findings.map(\.description)
  }
}

/// One record in a hand-made log: its grants, heads and views.
struct ReplayRecord {
  let record = RecordID()
  let grant = GrantID()
  let viewer = Fingerprint(unchecked: Data(repeating: 6, count: 32))
  var grantedAt = ReplayFixture.start
  var days = 30

  func grantFrame(_ log: ReplayFixture) -> GrantFrame {
    GrantFrame(
      grant: log.pseudonyms.pseudonym(of: grant, at: log.time),
      signedAs: log.pseudonyms.pseudonym(of: grant, at: grantedAt),
      viewer: log.pseudonyms.pseudonym(of: viewer, at: log.time), authority: nil, referent: false,
      from: grantedAt, until: grantedAt + Double(days) * 86_400)
  }

  func head(_ version: Int, in log: inout ReplayFixture) throws {
    try log.append(.head, record) {
      $0.document = DocumentHash(of: Data("head \(version)".utf8))
      $0.version = version
    }
  }

  func publish(in log: inout ReplayFixture, _ change: (inout LogFrame) -> Void = { _ in }) throws {
    let frame = grantFrame(log)
    try log.append(.grant, record) {
      $0.grant = frame
      change(&$0)
    }
  }

  func revoke(in log: inout ReplayFixture) throws {
    let frame = grantFrame(log)
    try log.append(.revocation, record) { $0.grant = frame }
  }

  func propose(
    in log: inout ReplayFixture, _ change: (inout LogFrame) -> Void = { _ in }
  ) throws {
    let frame = grantFrame(log)
    try log.append(.proposal, record) {
      $0.role = .viewer
      $0.actor = frame.viewer
      $0.grant = frame
      change(&$0)
    }
  }

  func view(
    head version: Int, in log: inout ReplayFixture, _ change: (inout LogFrame) -> Void = { _ in }
  ) throws {
    let frame = grantFrame(log)
    try log.append(.view, record) {
      $0.role = .viewer
      $0.actor = frame.viewer
      $0.grant = frame
      $0.document = DocumentHash(of: Data("head \(version)".utf8))
      $0.version = version
      change(&$0)
    }
  }
}
