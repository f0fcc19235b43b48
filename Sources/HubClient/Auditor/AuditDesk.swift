package import Consent
import Foundation
package import Keys

/// A log as an auditor read and verified it.
package struct AuditReading: Sendable {
  /// What was found.
  package let report: ReplayReport
  /// The rules that the hub announced for later; nil for none.
  package let announced: PolicyBundle?
}

/// An auditor's key, memory and hub, as the command line and the page use them.
package struct AuditDesk: Sendable {
  private let ring: KeyRing
  private let home: Home
  private let endpoint: HubEndpoint
  private let given: Fingerprint?

  /// A desk before one hub.
  ///
  /// - Parameter given: The hub's fingerprint, where it was given by hand.
  package init(ring: KeyRing, home: Home, endpoint: HubEndpoint, given: Fingerprint?) {
    self.ring = ring
    self.home = home
    self.endpoint = endpoint
    self.given = given
  }

  /// Reads and verifies the whole log, and remembers how far it held together.
  ///
  /// - Parameter hearing: Is told first which rules the hub announced.
  package func read(
    hearing: (PolicyBundle) -> Void = { _ in }
  ) async throws -> AuditReading {
    let memory = try AuditMemory.read(home)
    if let given, let memory, given != memory.hub {
      throw HubClientError.verification(.hubFingerprint)
    }
    return try await HubClient.with(
      endpoint: endpoint, expected: given ?? memory?.hub, ring: ring
    ) { hub in
      let next = hub.hub.announced?.payload
      if let next { hearing(next) }
      let report = try await hub.replay(
        auditor: ring.identity, saved: memory.map { Data($0.checkpoint.utf8) })
      if let note = report.noteToSave.flatMap({ String(data: $0, encoding: .utf8) }) {
        try AuditMemory(hub: hub.hub.fingerprint, checkpoint: note).write(home)
      }
      return AuditReading(report: report, announced: next)
    }
  }

  /// Signs a review of an opening and hands it in.
  package func review(_ opening: DocumentHash, finding: ReviewFinding) async throws {
    let word = try await SignedDocument.sign(
      EmergencyReview(opening: opening, finding: finding, issuedAt: Date()), with: ring.identity)
    let expected = try given ?? AuditMemory.read(home)?.hub
    try await HubClient.with(endpoint: endpoint, expected: expected, ring: ring) { hub in
      try await hub.review(word, of: nil)
    }
  }
}
