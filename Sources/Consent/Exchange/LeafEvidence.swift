package import Foundation
package import Keys

/// What an answer carries so that its reader can find the event in the log.
package struct LeafEvidence: Hashable, Codable, Sendable {
  /// The receipt, canonical JSON; see ``Receipt``.
  package let receipt: Data
  /// The hash of the entry file.
  package let entry: DocumentHash
  /// The hash of the frame file.
  package let frame: DocumentHash
  /// The leaf's tlog-proof; nil where the log could not prove yet, which no release may.
  package let proof: String?

  /// Puts the evidence together.
  package init(receipt: Data, entry: DocumentHash, frame: DocumentHash, proof: String?) {
    self.receipt = receipt
    self.entry = entry
    self.frame = frame
    self.proof = proof
  }

  /// The leaf that the three parts make.
  package var leaf: Leaf {
    Leaf(entry: entry, frame: frame, receipt: DocumentHash(of: receipt))
  }
}
