import Consent
import Foundation
import Keys
import TransparencyLog

extension Hub {
  /// Reads and proves what is in the log.
  var logReader: LogReader<SQLiteLogStore> { LogReader(logStore) }

  /// A page of the entries of a record with their proofs, for its owner.
  ///
  /// They are what is told about the owner, so that reading them makes no entry. A stranger's
  /// refusals make more pages, never a larger one.
  func ownerLog(
    _ requester: Requester, record: RecordID, after text: String?
  ) async throws -> Answer {
    guard let place = Int(text ?? "0"), place >= 0 else {
      throw ProblemAnswer.invalid("after", "is not a place in the record's sequence")
    }
    return try await ownerAct(requester, record: record) { snapshot in
      let page = try await logReader.leaves(
        of: .record(record), after: place, limit: OwnerLog.largestPage)
      let items = try zip(page.leaves, page.proofs).map { stored, proof in
        let leaf = try Leaf(bytes: stored.leaf)
        return OwnerLogItem(
          index: Int(stored.index),
          entry: try stored.entry.map {
            try store.open(entry: $0, at: stored.index, in: snapshot.access)
          },
          entryHash: leaf.entry, frameHash: leaf.frame, receiptHash: leaf.receipt,
          proof: String(decoding: proof.bytes, as: UTF8.self))
      }
      return try Answer(OwnerLog(items: items, state: try await state(of: record)))
    }
  }

  /// A page of what tells of readings of the log, for anyone known: an owner sees who read it.
  func readings(from text: String?) async throws -> Answer {
    guard let index = UInt64(text ?? "0"), index <= Int64.max else {
      throw ProblemAnswer.invalid("from", "is not the index of a leaf")
    }
    let page = try await logReader.readings(from: index, limit: LogReadings.largestPage)
    return try Answer(
      LogReadings(
        items: try page.map { stored, proof in
          let leaf = try Leaf(bytes: stored.leaf)
          guard let sealed = stored.entry else { throw LogError(.damaged, at: "entry") }
          let file = try store.open(entry: sealed, at: stored.index, in: nil)
          let entry = try EvidenceFile.openEntry(file, with: keys.identity)
          return LogReadingItem(
            index: Int(stored.index), receipt: try CanonicalJSON.encode(entry.receipt),
            entryHash: leaf.entry, frameHash: leaf.frame,
            proof: String(decoding: proof.bytes, as: UTF8.self))
        }))
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
      let draft = requester.draft(.logRead, .accepted, in: nil)
      _ = try await commit([draft], change: nil, on: nil) { session, positions in
        if let position = positions.last { try session.transaction.noteReading(at: position.index) }
      }
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
