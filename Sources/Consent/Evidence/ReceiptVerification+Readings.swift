package import Foundation
package import Keys
import TransparencyLog

/// A reading of the log that was followed into the log and to the auditor who signed for it.
package struct VerifiedReading: Hashable, Sendable {
  /// The leaf's index in the log.
  package let index: UInt64
  /// The hub's time (UTC).
  package let time: Date
  /// The reader's card.
  package let reader: SignedDocument<Card>
}

extension ReceiptVerification {
  /// Verifies that someone read the log's frames: their signed request is in the receipt, and the
  /// receipt's leaf is in the log.
  package func verify(
    _ reading: LogReadingItem
  ) async throws(ReceiptError) -> VerifiedReading {
    guard let receipt = try? CanonicalJSON.decode(Receipt.self, from: reading.receipt),
      receipt.decision == .accepted, let request = receipt.request
    else { throw ReceiptError(.malformedReceipt, at: "receipt") }
    guard request.value(of: "@method") == "GET",
      request.value(of: "@path") == "/v1/log/frames",
      let text = request.value(of: RequestSignature.cardField),
      let card = try? await SignedDocument<Card>(compact: text).verifiedCard(),
      request.isSigned(by: card.payload.identity)
    else { throw ReceiptError(.otherRequest, at: "receipt.request") }
    let (index, _) = try find(reading.leaf, proof: reading.proof)
    guard UInt64(exactly: reading.index) == index else {
      throw ReceiptError(.notInLog, at: "index")
    }
    return VerifiedReading(index: index, time: receipt.time, reader: card.document)
  }
}
