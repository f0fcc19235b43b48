import Foundation
package import Keys
package import TransparencyLog

/// Why the evidence in an answer was refused.
package struct ReceiptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  package enum Code: String, CaseIterable, Sendable {
    /// What to trust is not well formed.
    case badTrust = "bad-trust"
    /// The receipt is not canonical JSON of a receipt.
    case malformedReceipt = "malformed-receipt"
    /// The receipt is of another request: it does not hold the requester's own.
    case otherRequest = "other-request"
    /// The receipt says another decision than the answer.
    case otherDecision = "other-decision"
    /// The receipt is of a release under another grant.
    case otherGrant = "other-grant"
    /// There is no proof that the event is in the log.
    case noProof = "no-proof"
    /// The proof is not a tlog-proof.
    case malformedProof = "malformed-proof"
    /// The proof's checkpoint is of another log, or not signed by the log's key.
    case otherLog = "other-log"
    /// The leaf is not where the proof says it is.
    case notInLog = "not-in-log"
    /// The log is shorter than it was when last seen.
    case cutBack = "cut-back"
    /// What was last seen is no longer a part of the log.
    case rewritten
    /// An entry is not the one that its leaf commits to, or does not open.
    case otherEntry = "other-entry"
    /// An entry is missing from the record's sequence, or stands in it twice.
    case brokenSequence = "broken-sequence"
    /// The statement of where the sequence stands is not the hub's.
    case otherHub = "other-hub"
    /// Entries were withheld that the hub has stated.
    case withheld
  }

  /// What was wrong.
  package let code: Code
  /// Where: the part of the evidence, never a value of it.
  package let place: String

  /// Makes an error.
  package init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }

  /// The code and the place.
  package var description: String { "\(code.rawValue) at \(place)" }
}

/// Evidence that was found to be about one's own request, and to be in the log.
package struct VerifiedReceipt: Hashable, Sendable {
  /// The receipt.
  package let receipt: Receipt
  /// The leaf that commits to it.
  package let leaf: Leaf
  /// The leaf's index in the log.
  package let index: UInt64
  /// The checkpoint that the leaf is under; keep its note for the next verification.
  package let checkpoint: VerifiedCheckpoint

  /// Whether a quorum of witnesses, at least one, has cosigned; else it reads *not witnessed*.
  package var isWitnessed: Bool { checkpoint.isWitnessed }
}

/// What a requester checks of the evidence in an answer, before opening or believing anything.
///
/// Whom to trust comes from the owner's signature in the grant, or from the owner's own settings,
/// never from the answer.
package struct ReceiptVerification: Hashable, Sendable {
  /// What the answer says was decided.
  package enum Expectation: Hashable, Sendable {
    /// A view released under a grant of this hash.
    case released(grant: DocumentHash)
    /// An act recorded.
    case accepted
    /// Nothing available.
    case notAvailable
  }

  /// Whom to trust.
  package let policy: LogPolicy

  /// Verifies under a policy.
  package init(_ policy: LogPolicy) {
    self.policy = policy
  }

  /// Verifies under the trust that a grant names.
  package init(_ trust: LogTrust) throws(ReceiptError) {
    do {
      policy = try LogPolicy(trust)
    } catch {
      throw ReceiptError(.badTrust, at: error.place)
    }
  }

  /// Verifies that the log holds exactly the answer to one's own request.
  ///
  /// Finds the request in the receipt, the receipt in the leaf, the leaf in the tree, and the tree
  /// under the log's signature. `lastSeen` is a checkpoint that the same reader verified before: a
  /// log that went back behind it, or shows another tree of its size, is refused; a longer log is
  /// held against it with `consistency`, where the reader has fetched that proof.
  ///
  /// With `repeatedBy`, an earlier request of that identity for the same with the same content counts
  /// too: a statement that is sent again, since its answer was lost, is answered as the first time.
  package func verify(
    _ evidence: LeafEvidence, request: SignedRequestEvidence, expecting: Expectation,
    repeatedBy sender: PublicIdentity? = nil, lastSeen: VerifiedCheckpoint? = nil,
    consistency: ConsistencyProof? = nil
  ) throws(ReceiptError) -> VerifiedReceipt {
    guard let receipt = try? CanonicalJSON.decode(Receipt.self, from: evidence.receipt) else {
      throw ReceiptError(.malformedReceipt, at: "receipt")
    }
    guard let own = receipt.request,
      own.signature == request.signature && own.base.utf8.elementsEqual(request.base.utf8)
        || sender.map({ own.asksTheSame(as: request) && own.isSigned(by: $0) }) ?? false
    else { throw ReceiptError(.otherRequest, at: "receipt.request") }
    switch expecting {
    case .released(let grant):
      guard receipt.decision == .released else {
        throw ReceiptError(.otherDecision, at: "receipt.decision")
      }
      guard receipt.grant == grant else { throw ReceiptError(.otherGrant, at: "receipt.grant") }
    case .accepted:
      guard receipt.decision == .accepted else {
        throw ReceiptError(.otherDecision, at: "receipt.decision")
      }
    case .notAvailable:
      guard receipt.decision == .notAvailable else {
        throw ReceiptError(.otherDecision, at: "receipt.decision")
      }
    }
    guard let proof = evidence.proof else { throw ReceiptError(.noProof, at: "proof") }
    let (index, checkpoint) = try find(evidence.leaf, proof: proof)
    try hold(checkpoint, against: lastSeen, consistency)
    return VerifiedReceipt(
      receipt: receipt, leaf: evidence.leaf, index: index, checkpoint: checkpoint)
  }

  /// Verifies that a leaf is in the log, by its tlog-proof.
  package func find(
    _ leaf: Leaf, proof text: String
  ) throws(ReceiptError) -> (index: UInt64, checkpoint: VerifiedCheckpoint) {
    let proof: TransparencyLogProof
    do {
      proof = try TransparencyLogProof(Array(text.utf8))
    } catch {
      throw ReceiptError(.malformedProof, at: error.place)
    }
    do {
      return (proof.index, try proof.verify(leaf: leaf.hash, policy: policy))
    } catch {
      switch error.code {
      case .notSigned, .otherLog, .badSignature: throw ReceiptError(.otherLog, at: error.place)
      default: throw ReceiptError(.notInLog, at: error.place)
      }
    }
  }

  /// Refuses a checkpoint that goes back behind one that was seen, or forks from it.
  package func hold(
    _ checkpoint: VerifiedCheckpoint, against lastSeen: VerifiedCheckpoint?,
    _ consistency: ConsistencyProof?
  ) throws(ReceiptError) {
    guard let lastSeen else { return }
    guard checkpoint.size >= lastSeen.size else { throw ReceiptError(.cutBack, at: "checkpoint") }
    if checkpoint.size == lastSeen.size {
      guard checkpoint.root == lastSeen.root else {
        throw ReceiptError(.rewritten, at: "checkpoint")
      }
    } else if lastSeen.size > 0, let consistency {
      guard consistency.oldSize == lastSeen.size, consistency.newSize == checkpoint.size,
        (try? consistency.verify(oldRoot: lastSeen.root, newRoot: checkpoint.root)) != nil
      else { throw ReceiptError(.rewritten, at: "consistency proof") }
    }
  }
}

extension LogPolicy {
  /// The policy that a grant's trust names.
  package init(_ trust: LogTrust) throws(TransparencyLogError) {
    var witnesses: [NoteVerifierKey] = []
    for text in trust.witnesses { witnesses.append(try NoteVerifierKey(text)) }
    try self.init(
      logKey: NoteVerifierKey(trust.key), origin: trust.origin, witnesses: witnesses,
      quorum: trust.quorum)
  }
}
