package import Consent
package import Foundation
package import Keys

/// One gate's share as an answer carries it: past the gate, still sealed to the viewer.
package struct ReleasedShare: Hashable, Codable, Sendable {
  /// The gate that opened it.
  package let gate: Fingerprint
  /// The share, by HPKE to the viewer.
  package let sealed: Data

  /// Names a share.
  package init(gate: Fingerprint, sealed: Data) {
    self.gate = gate
    self.sealed = sealed
  }
}

extension SealedShare {
  /// The gate's own step of a release: opens the outer age file.
  ///
  /// Call it only after the release is durable in the log, for each release anew, and keep nothing.
  package func release(by gate: Identity) throws(RecordError) -> ReleasedShare {
    guard gate.publicIdentity.fingerprint == self.gate else {
      throw RecordError(.gatesDiffer, at: "share")
    }
    do {
      return ReleasedShare(gate: self.gate, sealed: try SealedFile.open(sealed, with: gate))
    } catch {
      throw RecordError(.cannotOpen, at: "share")
    }
  }
}
