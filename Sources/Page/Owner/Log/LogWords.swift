import Consent
import Keys
import PersonalNetwork
import Record

/// Events of the log in sentences.
struct LogWords {
  private let language: Language
  /// Whom each grant is for, by name.
  private let viewers: [GrantID: String]

  /// Words for the log of an owner.
  init(_ state: OwnerState, _ language: Language) {
    self.language = language
    viewers = Dictionary(
      state.grants.map {
        ($0.publication.grant.payload.id, $0.publication.viewerCard.payload.name)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What happened, in one sentence or two.
  func told(_ event: LogLine.Event) -> String {
    switch event {
    case .shredded: LogText.shredded(language)
    case .reading(let who, let isOfficer):
      (isOfficer ? LogText.officerRead : .otherRead)(language, ["who": who])
    case .entry(let entry): told(entry)
    }
  }

  private func told(_ entry: LogEntry) -> String {
    let frame = entry.frame
    if frame.decision == .refused || frame.kind == .refusal { return refused(entry) }
    switch frame.role {
    case .owner: return own(entry)
    case .helper: return helped(entry)
    case .viewer, .auditor, .authority, .hub, .unknown: return others(entry)
    }
  }

  /// What the owner did.
  private func own(_ entry: LogEntry) -> String {
    let viewer = entry.grant.flatMap { viewers[$0] }
    switch entry.frame.kind {
    case .grant:
      guard let viewer, let purpose = entry.frame.purpose else { return LogText.youGave(language) }
      return LogText.youGaveTo(language, ["name": viewer, "purpose": purpose.title(language)])
    case .revocation:
      guard let viewer else { return LogText.youTookBack(language) }
      return LogText.youTookBackFrom(language, ["name": viewer])
    case .stop: return LogText.youStopped(language)
    case .resume: return LogText.youResumed(language)
    case .decline: return LogText.youDeclined(language)
    case .settlement: return LogText.youSettled(language)
    case .helper: return LogText.youHelper(language)
    case .head: return LogText.youSent(language)
    case .limit: return LogText.youLimit(language)
    case .key where entry.frame.sequence == 1: return LogText.youBegan(language)
    case .key: return LogText.youKey(language)
    case .recovery: return LogText.youRecovery(language)
    case .shred: return LogText.youErased(language)
    case .view, .refusal, .request, .proposal, .attestation, .emergency, .review, .logRead, .naming,
      .policy, .register, .auditor, .anchor:
      return LogText.youOther(language)
    }
  }

  /// What a helper did; what they see as a professional is told like anyone's.
  private func helped(_ entry: LogEntry) -> String {
    let who = who(entry)
    let viewer = entry.grant.flatMap { viewers[$0] }
    switch entry.frame.kind {
    case .attestation: return LogText.helperAttested(language, ["who": who])
    case .stop: return LogText.helperStopped(language, ["who": who])
    case .revocation:
      guard let viewer else { return LogText.helperTookBack(language, ["who": who]) }
      return LogText.helperTookBackFrom(language, ["who": who, "name": viewer])
    default: return others(entry)
    }
  }

  /// What anybody else did.
  private func others(_ entry: LogEntry) -> String {
    let who = who(entry)
    switch entry.frame.kind {
    case .view: return looked(entry, who)
    case .request:
      guard let purpose = entry.frame.purpose else {
        return LogText.asked(language, ["who": who])
      }
      return LogText.askedFor(language, ["who": who, "purpose": purpose.title(language)])
    case .proposal: return LogText.proposed(language, ["who": who])
    case .revocation: return LogText.gaveBack(language, ["who": who])
    case .attestation: return LogText.helperAttested(language, ["who": who])
    case .stop: return LogText.cardStopped(language)
    case .emergency: return LogText.emergency(language, ["who": who])
    case .review: return LogText.reviewed(language, ["who": who])
    case .naming: return LogText.named(language, ["who": who])
    case .key: return LogText.keyChanged(language)
    case .recovery: return LogText.recovery(language)
    case .shred: return LogText.erased(language)
    case .policy, .register, .auditor: return LogText.rules(language)
    case .anchor: return LogText.dated(language)
    case .logRead: return LogText.otherRead(language, ["who": who])
    case .grant, .refusal, .resume, .decline, .settlement, .helper, .head, .limit:
      return LogText.other(language, ["who": who])
    }
  }

  /// Who looked at what, and for what.
  private func looked(_ entry: LogEntry, _ who: String) -> String {
    guard let what = scope(entry), let purpose = entry.frame.purpose else {
      return LogText.looked(language, ["who": who])
    }
    return LogText.lookedAt(
      language, ["who": who, "what": what, "purpose": purpose.title(language)])
  }

  /// What was refused, and which limit did it.
  private func refused(_ entry: LogEntry) -> String {
    let limits = entry.frame.policies.compactMap(LimitID.init(rawValue:))
    let told =
      entry.frame.role == .owner
      ? LogText.youRefused(language) : LogText.refused(language, ["who": who(entry)])
    guard let limit = limits.first else { return told }
    return told + " " + LogText.because(language, ["limit": LimitsText(limit)(language)])
  }

  /// The life domains and the picked items, in words; nil where the entry names none.
  private func scope(_ entry: LogEntry) -> String? {
    let domains = Set(entry.frame.compartments.compactMap(\.domain)).sorted()
    var parts = domains.map { LogText.quoted(language, ["words": $0.title(language)]) }
    if entry.selection.count == 1 { parts.append(LogText.pickedOne(language)) }
    if entry.selection.count > 1 {
      parts.append(LogText.picked(language, ["count": "\(entry.selection.count)"]))
    }
    return parts.isEmpty ? nil : Self.list(parts, language)
  }

  private func who(_ entry: LogEntry) -> String {
    if let name = entry.name { return name }
    return entry.frame.role == .hub ? LogText.hub(language) : NoticeText.someone(language)
  }

  /// “one, two and three”.
  static func list(_ parts: [String], _ language: Language) -> String {
    guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + LogText.and(language) + last
  }
}
