import Consent
import Foundation
import Keys
import TransparencyLog

extension Hub {
  /// Reads and proves what is in the log.
  var logReader: LogReader<SQLiteLogStore> { LogReader(logStore) }

  /// The entries of a record with their proofs, for its owner.
  ///
  /// They are what is told about the owner, so that reading them makes no entry.
  func ownerLog(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      var items: [OwnerLogItem] = []
      while true {
        let page = try await logReader.leaves(of: .record(record), after: items.count)
        for (stored, proof) in zip(page.leaves, page.proofs) {
          let leaf = try Leaf(bytes: stored.leaf)
          items.append(
            OwnerLogItem(
              index: Int(stored.index),
              entry: try stored.entry.map {
                try store.open(entry: $0, at: stored.index, in: snapshot.access)
              }, entryHash: leaf.entry,
              frameHash: leaf.frame, receiptHash: leaf.receipt,
              proof: String(decoding: proof.bytes, as: UTF8.self)))
        }
        if page.leaves.count < 1000 { break }
      }
      return try Answer(OwnerLog(items: items, state: try await state(of: record)))
    }
  }

  /// Frames for an auditor, from an index on; reading them is itself an entry, made first.
  func frames(_ requester: Requester, from text: String?) async throws -> Answer {
    guard registry.current.auditors.contains(requester.identity) else {
      throw ProblemAnswer.forbidden("card", "only an auditor of this hub reads its frames")
    }
    guard let index = UInt64(text ?? "0") else {
      throw ProblemAnswer.invalid("from", "is not the index of a leaf")
    }
    return try await retrying {
      _ = try await commit([requester.draft(.logRead, .accepted, in: nil)], change: nil, on: nil)
      let page = try await logReader.leaves(from: index)
      return try Answer(
        AuditPage(
          items: try page.leaves.map { stored in
            let leaf = try Leaf(bytes: stored.leaf)
            return AuditItem(
              index: Int(stored.index), frame: stored.frame, entryHash: leaf.entry,
              frameHash: leaf.frame, receiptHash: leaf.receipt)
          }, checkpoint: String(decoding: page.checkpoint.note, as: UTF8.self)))
    }
  }

  /// The checkpoint that anyone may see: it advances once a minute.
  func publicCheckpoint() async throws -> Answer {
    let checkpoint = try await logReader.publicCheckpoint(at: clock.now())
    return Answer(
      status: 200, contentType: "text/plain; charset=utf-8", body: checkpoint.note)
  }

  /// A tile of the public tree.
  func publicTile(_ name: String) async throws -> Answer {
    guard let path = try? TilePath(name) else { throw ProblemAnswer.notFound("tile") }
    do {
      let bytes = try await logReader.tile(path, at: clock.now())
      return Answer(status: 200, contentType: "application/octet-stream", body: bytes)
    } catch let error as LogError where error.code == .notFound {
      throw ProblemAnswer.notFound("tile")
    }
  }
}
