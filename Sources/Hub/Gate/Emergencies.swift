import Consent
import Foundation
import Keys
import Record

extension Hub {
  /// The most openings that a record remembers; reviewed ones make room, the oldest first.
  static let emergencyBound = 64

  /// Opens an emergency set for a person of its service, or lets them look again while it is open.
  ///
  /// It takes the service's key, which signed the opening and to which the share inside is sealed,
  /// and the person's, who signs the request and to whom the answer is sealed. Whatever is wrong
  /// reads *not available*, as for a view.
  func openEmergency(
    _ requester: Requester, record: RecordID, _ body: OpenEmergency
  ) async throws -> Answer {
    try await retrying {
      let snapshot = try await readable {
        try await self.snapshot(of: record, grants: [body.opening.payload.grant])
      }
      let judgement = try await judge(requester, record: record, body, snapshot: snapshot)
      return try await carryOut(judgement, for: requester, on: snapshot)
    }
  }

  /// The openings of a record's emergency sets, for its owner.
  func emergencies(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      try Answer(
        OwnerEmergencies(
          openings: snapshot.file.emergencies, state: try await state(of: record)))
    }
  }

  /// Takes the owner's review of an opening.
  func review(
    _ requester: Requester, record: RecordID, _ body: PublishReview
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      try await review(requester, body, on: snapshot)
    }
  }

  /// Takes an auditor's review of an opening, which they know by its hash alone.
  func reviewAsAuditor(_ requester: Requester, _ body: PublishReview) async throws -> Answer {
    guard registry.current.auditors.contains(requester.identity) else {
      throw ProblemAnswer.forbidden("review", "only an auditor of this hub reviews here")
    }
    return try await retrying {
      let place = try await store.value(Self.emergencyName(body.review.payload.opening))
      guard let record = place.map({ RecordID(unchecked: $0) }),
        let snapshot = try await self.snapshot(of: record)
      else { throw ProblemAnswer.notFound("review.opening") }
      return try await review(requester, body, on: snapshot)
    }
  }

  private func review(
    _ requester: Requester, _ body: PublishReview, on snapshot: RecordSnapshot
  ) async throws -> Answer {
    let verified = try await verify(body.review, by: requester.identity, at: "review")
    var change = RecordChange(snapshot.file)
    guard
      let index = change.file.emergencies.firstIndex(where: {
        $0.opening.hash == verified.payload.opening
      })
    else { throw ProblemAnswer.notFound("review.opening") }
    guard change.file.emergencies[index].review == nil else {
      throw ProblemAnswer("exists", 409, "this opening was reviewed", place: "review.opening")
    }
    change.file.emergencies[index].review = body.review
    var draft = requester.draft(.review, .accepted, in: snapshot.file)
    draft.document = verified.payload.opening
    draft.figures = ["justified": verified.payload.finding == .justified ? 1 : 0]
    let event = try await commit([draft], change: change, on: snapshot).last
    return try await accepted(
      event, record: snapshot.record, forOwner: draft.role == .owner)
  }

  /// The service whose key signed a request itself; nil for anyone else.
  func service(of requester: Requester) -> AuthorityID? {
    guard requester.card.payload.kind == .authority else { return nil }
    return registry.current.register.payload.authorities
      .first { $0.key == requester.identity }?.id
  }

  /// Where the hub finds the record of an opening that was just made; nil for what is none.
  static func emergencyIndex(
    of draft: EventDraft, record: RecordID?
  ) -> (name: String, value: Data)? {
    guard draft.kind == .emergency, let opening = draft.document, let record else { return nil }
    return (emergencyName(opening), record.bytes)
  }

  private static func emergencyName(_ opening: DocumentHash) -> String { "emergency/\(opening)" }

  private func judge(
    _ requester: Requester, record: RecordID, _ body: OpenEmergency, snapshot: RecordSnapshot?
  ) async throws -> ViewJudgement {
    let now = clock.now()
    let standing = registry.current
    let opening = body.opening.payload
    var draft = requester.draft(.refusal, .notAvailable, in: snapshot?.file)
    draft.purpose = .emergency
    draft.reason = opening.reason
    draft.bundle = standing.bundleHash
    let row = snapshot?.grants.first { $0.id == opening.grant }
    let service = requester.authority.flatMap { standing.register.payload.authority($0) }
    let (material, head) = try await material(of: row, for: service?.key, in: snapshot)
    var isSigned = false
    if let service {
      isSigned = (try? await body.opening.verified(by: service.key)) != nil
    }
    let decision = try judgeEmergency(
      requester, record: record, body.opening, isSigned: isSigned,
      service: service, material: material, standing: standing, at: now)
    draft.policies = decision.policies
    draft.figures = decision.figures
    guard decision.isAllowed, let material, let snapshot, let row, let head else {
      return .refused(draft)
    }
    draft.describe(material.grant.document)
    draft.document = body.opening.hash
    var change = RecordChange(snapshot.file)
    if !change.file.emergencies.contains(where: { $0.opening == body.opening }) {
      let opened = OpenedEmergency(
        opening: body.opening, openerCard: requester.card.document, openedAt: now)
      guard try remember(opened, in: &change, material: material, at: now) else {
        return .refused(requester.draft(.refusal, .notAvailable, in: snapshot.file))
      }
    }
    return try await released(
      .emergency, material, row: row, change: change, draft: draft, on: snapshot, head: head)
  }

  /// Notes a new opening in the record and its ledger; false where the record remembers no more.
  private func remember(
    _ opened: OpenedEmergency, in change: inout RecordChange, material: ViewMaterial, at now: Date
  ) throws -> Bool {
    let line = opened.line(of: material.grant.payload.terms)
    if change.file.emergencies.count >= Self.emergencyBound,
      let old = change.file.emergencies.firstIndex(where: {
        $0.until <= now && $0.review?.payload.finding == .justified
      })
    {
      change.file.emergencies.remove(at: old)
    }
    guard change.file.emergencies.count < Self.emergencyBound, material.ledger[line.grant] == nil
    else { return false }
    change.file.emergencies.append(opened)
    var ledger = material.ledger
    try ledger.publish(line, weights: material.measures.payload.weights)
    ledger.record(
      Ledger.Opening(
        viewer: opened.openerCard.signer, grant: line.grant, time: now, emergency: true))
    ledger.trim(at: now)
    change.ledger = ledger
    return true
  }

  /// Decides on an opening, by the gate's own checks and by the policies; either refuses alone.
  private func judgeEmergency(
    _ requester: Requester, record: RecordID, _ document: SignedDocument<EmergencyOpening>,
    isSigned: Bool, service: RegisteredAuthority?, material: ViewMaterial?, standing: Standing,
    at now: Date
  ) throws -> Decision {
    let opening = document.payload
    let authorities = Authorities(standing.register.payload)
    let terms = try material?.grant.payload.terms ?? Self.absentTerms(for: requester, at: now)
    let line = material?.line ?? Self.absentLine(of: terms, at: now)
    let figures = Whole.releaseFigures(
      of: line, ledger: material?.ledger ?? Ledger(),
      weights: material?.measures.payload.weights ?? .empty, authorities: authorities, now: now)
    let isEnded = material.map { $0.published.endedAt != nil || $0.line.ended != nil } ?? true
    let earlier = material?.file.emergencies ?? []
    let isSuspended = earlier.contains {
      $0.openerCard.signer == requester.fingerprint && $0.suspendsOpener(at: now)
    }
    // The service's present key signed, and it is the one that the set is sealed to.
    let isService =
      isSigned && terms.viewer == service?.key && opening.authority == requester.authority
      && opening.opener == requester.fingerprint && opening.record == record
    let answer = decide(
      .emergency(
        by: actor(requester), under: PolicyGrant(id: line.grant, terms: terms, ended: isEnded),
        of: policyRecord(record, material?.file), hours: opening.hours, service: isService,
        suspended: isSuspended, figures: figures, authorities: authorities, now: now),
      own: material?.measures.payload.policies, standing: standing)
    var own: [String] = []
    func require(_ condition: Bool, _ policy: String) { if !condition { own.append(policy) } }
    require(material?.grant.payload.record == record && terms.isEmergency, "emergency")
    require(terms.isLive(at: now) && line.isLive(at: now) && !isEnded, "live")
    require(requester.authority != nil && terms.authority == requester.authority, "affiliation")
    require([.viewer, .helper].contains(requester.card.payload.kind), "emergency")
    require(isService, "emergency-service")
    require((1...EmergencyOpening.longestHours).contains(opening.hours), "emergency-hours")
    require(!isSuspended, "emergency-suspended")
    require(material?.file.stoppedAt == nil, "emergency-stop")
    require(isTimely(document, among: earlier, at: now), "emergency-replay")
    return Decision(
      answer, own: own,
      refusals: Guards.refusals(figures, limits: .standard).filter {
        $0.limit == .wall
      }, figures: ["hours": opening.hours, "walledDomains": figures.walledDomains.count])
  }

  /// Whether an opening is new and just signed, or is one that is still open.
  private func isTimely(
    _ document: SignedDocument<EmergencyOpening>, among earlier: [OpenedEmergency], at now: Date
  ) -> Bool {
    let opening = document.payload
    if let known = earlier.first(where: { $0.opening.payload.opening == opening.opening }) {
      return known.opening == document && now < known.until
    }
    return abs(opening.issuedAt.timeIntervalSince(now)) <= EmergencyOpening.window
  }
}
