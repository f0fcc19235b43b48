import Consent
import PersonalNetwork

/// What the log says in codes, as the ethics officer reads it.
enum AuditWords {
  /// What an entry is.
  static func told(_ kind: EntryKind, _ language: Language) -> String {
    let text: AuditorText =
      switch kind {
      case .view: .kindView
      case .refusal: .kindRefusal
      case .grant: .kindGrant
      case .revocation: .kindRevocation
      case .stop: .kindStop
      case .resume: .kindResume
      case .request: .kindRequest
      case .decline: .kindDecline
      case .proposal: .kindProposal
      case .settlement: .kindSettlement
      case .helper: .kindHelper
      case .attestation: .kindAttestation
      case .head: .kindHead
      case .limit: .kindLimit
      case .emergency: .kindEmergency
      case .review: .kindReview
      case .logRead: .kindLogRead
      case .naming: .kindNaming
      case .policy: .kindPolicy
      case .register: .kindRegister
      case .auditor: .kindAuditor
      case .key: .kindKey
      case .recovery: .kindRecovery
      case .anchor: .kindAnchor
      case .shred: .kindShred
      }
    return text(language)
  }

  /// In what role someone acted.
  static func told(_ role: ActorRole, _ language: Language) -> String {
    let text: AuditorText =
      switch role {
      case .owner: .roleOwner
      case .helper: .roleHelper
      case .viewer: .roleViewer
      case .auditor: .roleAuditor
      case .authority: .roleAuthority
      case .hub: .roleHub
      case .unknown: .roleUnknown
      }
    return text(language)
  }

  /// What was decided.
  static func told(_ decision: EntryDecision, _ language: Language) -> String {
    switch decision {
    case .allowed: AuditorText.allowed(language)
    case .refused: AuditorText.refused(language)
    }
  }

  /// What came of an event; where it was refused, by which limits, and which other rules by their
  /// identifiers, which the hub's own files explain.
  static func outcome(_ frame: LogFrame, _ language: Language) -> String {
    guard frame.decision == .refused, !frame.policies.isEmpty else {
      return told(frame.decision, language)
    }
    let limits = frame.policies.map { policy in
      LimitID(rawValue: policy).map { LimitsText($0)(language) } ?? policy
    }
    return AuditorText.refusedBy(language, ["limits": limits.joined(separator: ", ")])
  }
}
