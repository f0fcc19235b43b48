package import Consent
package import Keys
package import TransparencyLog

extension LeafEvidence {
  /// Checks the evidence of an act: my request is in the receipt and, where there is a proof, the
  /// receipt's leaf is in the log.
  ///
  /// With `repeatedBy`, a statement sent again may have the receipt of the first time.
  /// The proof may come later, since an outage of the log delays it and never the act; nil then.
  package func check(
    of request: SignedRequestEvidence, expecting: ReceiptVerification.Expectation,
    repeatedBy sender: PublicIdentity? = nil, in log: LogPolicy
  ) throws(HubClientError) -> VerifiedReceipt? {
    do throws(ReceiptError) {
      return try ReceiptVerification(log).verify(
        self, request: request, expecting: expecting, repeatedBy: sender)
    } catch {
      // Everything but the proof was right when this is thrown.
      guard error.code == .noProof else { throw .receipt(error) }
      return nil
    }
  }
}
