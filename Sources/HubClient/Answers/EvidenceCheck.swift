package import Consent
package import Keys
package import TransparencyLog

extension LeafEvidence {
  /// Checks the evidence of an act: my request is in the receipt and, where there is a proof, the
  /// receipt's leaf is in the log.
  ///
  /// The proof may come later, since an outage of the log delays it and never the act; nil then.
  package func check(
    of request: SignedRequestEvidence, expecting: ReceiptVerification.Expectation, in log: LogPolicy
  ) throws(HubClientError) -> VerifiedReceipt? {
    do throws(ReceiptError) {
      return try ReceiptVerification(log).verify(self, request: request, expecting: expecting)
    } catch {
      // Everything but the proof was right when this is thrown.
      guard error.code == .noProof else { throw .receipt(error) }
      return nil
    }
  }
}
