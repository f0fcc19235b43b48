import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// One access as the owner reads it.
struct WhoAccess: Sendable {
  /// The grant.
  let published: PublishedGrant
  /// The service's name in the register; nil for one who acts alone.
  let service: String?
  /// How it stands.
  let standing: GrantStanding
  /// How it was used; nil where the log could not be read.
  let use: GrantUse?

  /// What the grant permits.
  var grant: Grant { published.publication.grant.payload }
  /// The name on the card.
  var name: String { published.publication.viewerCard.payload.name }
  /// The place of its own page.
  var place: Place { Place("who", grant.id.description) }

  /// How it stands, in words.
  func state(_ language: Language) -> String {
    let text: WhoText =
      switch standing {
      case .open: .standingOpen
      case .waiting: .standingWaiting
      case .stopped: .standingStopped
      case .closed(.left): .standingLeft
      case .closed(.expired): .standingExpired
      case .closed(.keyChanged): .standingKeyChanged
      case .revoked: .standingRevoked
      case .givenBack: .standingGivenBack
      case .ended: .standingEnded
      }
    return text(language)
  }

  /// What it opens, domain by domain, then how many lines were picked.
  func scope(_ language: Language) -> [String] {
    let parts = Dictionary(grouping: grant.compartments) { $0.domain }
    var lines = LifeDomain.allCases.compactMap { domain -> String? in
      guard let facets = parts[domain]?.compactMap({ $0.facet?.title(language) }) else {
        return nil
      }
      return WhoText.part(
        language,
        ["domain": domain.title(language), "facets": facets.joined(separator: ", ")])
    }
    if !grant.selection.isEmpty {
      lines.append(WhoText.picked(language, ["count": "\(grant.selection.count)"]))
    }
    return lines
  }

  /// When they looked last, in words.
  func looked(_ language: Language) -> String {
    guard let use else { return WhoText.lookedUnknown(language) }
    guard let last = use.lastLook else { return WhoText.lookedNever(language) }
    return WhoText.looked(language, ["day": DayWords.moment(last, language)])
  }

  /// Who and under which conditions, as a list.
  func facts(_ language: Language) -> HTML {
    tag("ul") {
      if let service { tag("li", text: WhoText.service(language, ["service": service])) }
      if grant.referent { tag("li", text: WhoText.referent(language)) }
      if grant.terms.isEmergency {
        tag("li", text: WhoText.emergency(language))
      } else {
        tag("li", text: WhoText.purpose(language, ["purpose": grant.purpose.title(language)]))
      }
      if standing == .waiting {
        tag("li", text: WhoText.from(language, ["day": DayWords.moment(grant.notBefore, language)]))
      }
      tag("li", text: WhoText.until(language, ["day": DayWords.moment(grant.notAfter, language)]))
      tag("li", text: looked(language))
      tag("li", text: WhoText.state(language, ["state": state(language)]))
    }
  }

  /// The one button that takes it back.
  func revoke(_ request: PageRequest) -> HTML {
    request.form.button(
      WhoText.revoke(request.language), to: Place("who", grant.id.description, "revoke"),
      label: WhoText.revokeFrom(request.language, ["name": name]), class: "button stop")
  }
}

/// What the device knows of who sees what, and what the hub added to it just now.
struct WhoSees: Sendable {
  /// The accesses that stand, oldest first.
  let standing: [WhoAccess]
  /// The accesses that ended, newest first.
  let past: [WhoAccess]
  /// Whether everything is stopped.
  let stopped: Bool
  /// Whether the hub has not heard of the stop yet.
  let stopWaits: Bool
  /// Whether an act waits for the hub.
  let isWaiting: Bool
  /// Why the hub could not be asked; nil where it was.
  let problem: String?

  /// The access of a grant.
  subscript(grant: GrantID) -> WhoAccess? {
    (standing + past).first { $0.grant.id == grant }
  }

  /// What stands over each page: the hub that does not answer, an act that waits.
  func notices(_ request: PageRequest) -> [HTML] {
    var pieces: [HTML] = []
    if let problem {
      pieces.append(
        tag(
          "p", .of(class: "failure"), .named("role", "alert"), .named("id", "problem"),
          text: problem)
      )
    }
    if isWaiting {
      pieces.append(
        tag("div", .of(class: "notice"), .named("id", "waiting")) {
          tag("p", text: WhoText.waiting(request.language))
          request.form.button(WhoText.sendAgain(request.language), to: Place("who", "send"))
        })
    }
    return pieces
  }
}

extension OwnerRoom {
  /// Who sees what, as the hub tells it now; where it does not answer, as this device knows it.
  ///
  /// The page is there whatever the hub does, so that taking back never waits for it.
  func whoSees(_ request: PageRequest) async -> WhoSees {
    var entries: [LogEntry]?
    var problem: String?
    do {
      entries = try await desk.withHub { hub in
        try await desk.hear(hub)
        return try await desk.readLog(hub).compactMap(\.entry)
      }
    } catch HubClientError.unreachable, DeskError.kept {
      problem = WhoText.offline(request.language)
    } catch {
      problem = failure(error, request.language).cause
    }
    let state = desk.state
    let register = state.hub?.description.register.payload
    let all = state.grants.map { published in
      let grant = published.publication.grant.payload
      return WhoAccess(
        published: published,
        service: grant.authority.map { register?.authority($0)?.name ?? $0.description },
        standing: published.standing(at: request.time, in: state),
        use: entries.map { GrantUse(of: grant.id, in: $0) })
    }
    return WhoSees(
      standing: all.filter { !$0.published.isEnded(at: request.time) },
      past: all.filter { $0.published.isEnded(at: request.time) }.reversed(),
      stopped: state.stopped, stopWaits: hasWaitingStop, isWaiting: hasWaitingAct, problem: problem)
  }

  private var hasWaitingStop: Bool {
    desk.state.outbox.contains {
      guard case .stop = $0 else { return false }
      return true
    }
  }

  /// Whether something that closes or opens accesses waits for the hub.
  private var hasWaitingAct: Bool {
    desk.state.outbox.contains {
      switch $0 {
      case .revocation, .stop, .resume, .dismissal, .grant: true
      case .create, .commit, .decline, .settlement, .helper, .cancellation, .stopCards, .limitMove,
        .limitCancellation:
        false
      }
    }
  }
}
