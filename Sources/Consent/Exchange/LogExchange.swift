package import Foundation
package import Keys

/// One entry of a record's log as its owner gets it.
package struct OwnerLogItem: Hashable, Codable, Sendable {
  /// The leaf's index in the log.
  package let index: Int
  /// The entry, an age file; nil where it was shredded.
  package let entry: Data?
  /// The hashes in the leaf.
  package let entryHash: DocumentHash
  package let frameHash: DocumentHash
  package let receiptHash: DocumentHash
  /// The leaf's tlog-proof; nil while the log cannot prove it yet.
  package let proof: String?

  /// Describes an entry.
  package init(
    index: Int, entry: Data?, entryHash: DocumentHash, frameHash: DocumentHash,
    receiptHash: DocumentHash, proof: String?
  ) {
    self.index = index
    self.entry = entry
    self.entryHash = entryHash
    self.frameHash = frameHash
    self.receiptHash = receiptHash
    self.proof = proof
  }

  /// The leaf.
  package var leaf: Leaf { Leaf(entry: entryHash, frame: frameHash, receipt: receiptHash) }
}

/// The answer to `GET .../log?after=` for the owner: one page, and where the sequence stands.
package struct OwnerLog: Hashable, Codable, Sendable {
  /// The most entries on a page.
  package static let largestPage = 200

  /// The entries of the record's sequence after the place asked for, in order.
  package let items: [OwnerLogItem]
  /// Where the record's sequence stands.
  package let state: SignedDocument<RecordState>

  /// Lists entries.
  package init(items: [OwnerLogItem], state: SignedDocument<RecordState>) {
    self.items = items
    self.state = state
  }
}

/// One leaf as an auditor gets it.
package struct AuditItem: Hashable, Codable, Sendable {
  /// The leaf's index in the log.
  package let index: Int
  /// The frame, an age file; nil where it was shredded.
  package let frame: Data?
  /// The hashes in the leaf.
  package let entryHash: DocumentHash
  package let frameHash: DocumentHash
  package let receiptHash: DocumentHash

  /// Describes a leaf.
  package init(
    index: Int, frame: Data?, entryHash: DocumentHash, frameHash: DocumentHash,
    receiptHash: DocumentHash
  ) {
    self.index = index
    self.frame = frame
    self.entryHash = entryHash
    self.frameHash = frameHash
    self.receiptHash = receiptHash
  }

  /// The leaf.
  package var leaf: Leaf { Leaf(entry: entryHash, frame: frameHash, receipt: receiptHash) }
}

/// The answer to `GET /v1/log/frames?from=` for an auditor.
package struct AuditPage: Hashable, Codable, Sendable {
  /// The leaves from the index asked for, without gaps; at most 1000.
  package let items: [AuditItem]
  /// The log's latest checkpoint, a signed note.
  package let checkpoint: String

  /// Lists leaves.
  package init(items: [AuditItem], checkpoint: String) {
    self.items = items
    self.checkpoint = checkpoint
  }
}

/// One reading of the log by an auditor, as an owner gets it.
package struct LogReadingItem: Hashable, Codable, Sendable {
  /// The leaf's index in the log.
  package let index: Int
  /// The receipt that the auditor got: canonical JSON with the signed request.
  package let receipt: Data
  /// The hashes in the leaf, beside that of the receipt.
  package let entryHash: DocumentHash
  package let frameHash: DocumentHash
  /// The leaf's tlog-proof.
  package let proof: String

  /// Describes a reading.
  package init(
    index: Int, receipt: Data, entryHash: DocumentHash, frameHash: DocumentHash, proof: String
  ) {
    self.index = index
    self.receipt = receipt
    self.entryHash = entryHash
    self.frameHash = frameHash
    self.proof = proof
  }

  /// The leaf.
  package var leaf: Leaf {
    Leaf(entry: entryHash, frame: frameHash, receipt: DocumentHash(of: receipt))
  }
}

/// The answer to `GET /v1/log/readings?from=`.
package struct LogReadings: Hashable, Codable, Sendable {
  /// The most readings on a page.
  package static let largestPage = 200

  /// The readings from the index asked for, ascending.
  package let items: [LogReadingItem]

  /// Lists readings.
  package init(items: [LogReadingItem]) { self.items = items }
}
