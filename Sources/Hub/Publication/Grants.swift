import Consent
import Foundation
import Keys
import PersonalNetwork
import Record

extension Hub {
  /// Publishes a grant: every document verified, every limit measured on the state after the act.
  ///
  /// What the owner's device may have skipped is refused here, with the limits, figures and bounds
  /// named to the owner.
  func publish(
    _ requester: Requester, record: RecordID, _ body: GrantPublication
  ) async throws -> Answer {
    let kinds: Set<RowKind> = [.item, .grant, .head, .ledger]
    return try await ownerAct(requester, record: record, with: kinds) { snapshot in
      let now = clock.now()
      let grant = try await verify(body.grant, by: requester.identity, at: "grant")
      let payload = grant.payload
      try check(record: payload.record, is: record, at: "grant.record")
      if let again = try await repeated(grant.hash, on: snapshot) {
        return again
      }
      try check(counter: payload.counter, in: snapshot.file, at: "grant.counter")
      var ledger = try snapshot.ledger
      guard ledger[payload.id] == nil else {
        throw ProblemAnswer("exists", 409, "there is a grant of this id", place: "grant.id")
      }
      guard snapshot.grants.count < configuration.limits.grants else {
        throw ProblemAnswer("full", 507, "the record holds no more grants", place: "grant")
      }
      try checkTimes(of: payload, at: now)
      guard payload.trust == (try trust()) else {
        throw ProblemAnswer(
          "trust-differs", 409, "the grant trusts another log, gate or bundle than this hub's",
          hint: "read the hub's description again, then sign again", place: "grant.trust")
      }
      try await verifyViewer(of: body, owner: requester.identity)
      try checkText(of: body)
      guard let head = snapshot.head else { throw ProblemAnswer.conflict("manifest") }
      let measures = try await gate.measures(of: head, owners: snapshot.file.ownerLine).payload
      let attesters = try await verifyAttestations(of: body, in: snapshot.file)
      let facts = facts(
        of: attesters, for: payload, in: snapshot.file,
        required: measures.attestationRequired, at: now)
      try await checkSeals(of: body, head: head, snapshot: snapshot, measures: measures, at: now)
      let scope = GrantedScope(payload.terms, thirdPerson: facts.independent > 0)
      let standing = registry.current
      let decision = try judgeGrant(
        requester, payload.terms, scope: scope, attestation: facts,
        ledger: ledger, file: snapshot.file, measures: measures, standing: standing, at: now)
      guard decision.isAllowed else {
        return try await refuseGrant(
          requester, decision, grant: body.grant, standing: standing, on: snapshot)
      }
      var change = RecordChange(snapshot.file)
      change.take(grant.hash, counter: payload.counter)
      ledger.trim(at: now)
      try ledger.publish(
        LedgerLine(grant: payload.id, scope: scope, grantedAt: now), weights: measures.weights)
      guard ledger.extent <= configuration.limits.ledgerExtent else {
        throw ProblemAnswer(
          "full", 507, "the record's grants of the last 24 months name too much",
          hint: "grant whole compartments instead of many items", place: "grant")
      }
      change.ledger = ledger
      let held = try await book.grants(of: payload.viewer.fingerprint, in: record)
      try change.set(
        ViewerRow(
          grants: held.filter { ledger[$0].map { $0.end > now } ?? false } + [payload.id]),
        of: payload.viewer.fingerprint)
      try change.set(try gate.seal(body, at: now.wholeSecond))
      var drafts = attesters.map { attester in
        var draft = EventDraft(.attestation, .accepted, role: .helper)
        draft.actor = attester.fingerprint
        draft.name = attester.card.payload.name
        draft.authority = attester.affiliation?.payload.authority
        draft.request = requester.evidence
        draft.document = attester.attestation.hash
        return draft
      }
      var draft = requester.draft(.grant, .accepted, in: snapshot.file)
      draft.describe(body.grant)
      draft.policies = decision.policies
      draft.figures = decision.figures
      draft.bundle = standing.bundleHash
      draft.document = grant.hash
      drafts.append(draft)
      if payload.authority == nil {
        try await store.enrol(payload.viewer.fingerprint, by: record)
      }
      let event = try await commit(drafts, change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }

  /// Every grant of a record with its present packets, for the owner.
  func ownerGrants(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.grant]) { snapshot in
      var grants: [PublishedGrant] = []
      var affiliations: [GrantAffiliation] = []
      let now = clock.now()
      for row in snapshot.grants {
        let grant = try await gate.publication(of: row, owners: snapshot.file.ownerLine)
        grants.append(grant)
        if !grant.isEnded(at: now),
          let standing = try await affiliation(of: grant.publication.grant.payload, at: now)
        {
          affiliations.append(standing)
        }
      }
      return try Answer(
        OwnerGrants(
          grants: grants, affiliations: affiliations, stopped: snapshot.file.stoppedAt != nil,
          state: try await state(of: record)))
    }
  }

  /// How it stands with what a grant depends on; nil for a viewer who acts alone.
  private func affiliation(of grant: Grant, at now: Date) async throws -> GrantAffiliation? {
    guard let authority = grant.authority else { return nil }
    let rules = registry.current
    guard grant.terms.isEmergency else {
      let standing = try await affiliations.standing(
        of: grant.viewer.fingerprint, for: authority, in: rules, at: now)
      return GrantAffiliation(grant: grant.id, until: standing.until, loss: standing.loss)
    }
    // An emergency set depends on the key to which it is sealed.
    let key = rules.register.payload.authority(authority)?.key
    return GrantAffiliation(
      grant: grant.id, until: key == grant.viewer ? grant.notAfter : nil,
      loss: key == grant.viewer ? nil : .keyChanged)
  }

  private func refuseGrant(
    _ requester: Requester, _ decision: Decision, grant: SignedDocument<Grant>,
    standing: Standing, on snapshot: RecordSnapshot
  ) async throws -> Answer {
    var draft = requester.draft(.refusal, .notAvailable, in: snapshot.file)
    draft.describe(grant)
    draft.policies = decision.policies
    draft.figures = decision.figures
    draft.bundle = standing.bundleHash
    let evidence = try await logged(draft, on: snapshot)
    return .problem(
      ProblemAnswer(
        "refused", 403, "a rule that protects the record refuses this grant",
        hint: "drop compartments, shorten the duration, end another grant, or have it attested",
        place: "grant",
        refusals: decision.problemRefusals, policies: decision.policies, evidence: evidence))
  }

  /// How long before its start a grant may be published, in seconds: 31 days.
  ///
  /// Else a chain of grants signed on one day would go on for years, and no renewal be shown.
  private static let latestStart: TimeInterval = 31 * 86_400

  /// A grant is signed now, starts soon and has not passed.
  private func checkTimes(of grant: Grant, at now: Date) throws {
    let skew = TimeInterval(configuration.limits.clockSkewSeconds)
    guard abs(grant.issuedAt.timeIntervalSince(now)) <= 7 * 86_400 else {
      throw ProblemAnswer.invalid("grant.issuedAt", "was signed more than 7 days from now")
    }
    guard grant.issuedAt <= now.addingTimeInterval(skew) else {
      throw ProblemAnswer.invalid("grant.issuedAt", "is later than the hub's clock")
    }
    guard grant.notBefore <= now.addingTimeInterval(Self.latestStart) else {
      throw ProblemAnswer.invalid("grant.notBefore", "is more than 31 days away")
    }
    guard grant.notAfter > now else {
      throw ProblemAnswer.invalid("grant.notAfter", "has passed")
    }
  }

  /// Verifies that the viewer is one natural person, and where they work.
  private func verifyViewer(
    of body: GrantPublication, owner: PublicIdentity
  ) async throws {
    let card = try await verify(card: body.viewerCard, at: "viewerCard")
    if body.grant.payload.terms.isEmergency {
      return try checkService(card, of: body)
    }
    guard [.viewer, .helper].contains(card.payload.kind), card.payload.identity != owner else {
      throw ProblemAnswer.invalid("viewerCard.kind", "a grant names one other natural person")
    }
    try checkPerson(card.payload.identity, at: "viewerCard")
    guard let authority = body.grant.payload.authority else {
      guard body.affiliation == nil else {
        throw ProblemAnswer.invalid("affiliation", "the grant names no authority")
      }
      return try await checkActsAlone(
        card.payload.identity.fingerprint, at: "grant.authority")
    }
    guard let document = body.affiliation else {
      throw ProblemAnswer.invalid("affiliation", "the grant's authority must have signed one")
    }
    let affiliation = try await verify(
      affiliation: document, of: card.payload.identity.fingerprint, at: "affiliation")
    guard affiliation.payload.authority == authority else {
      throw ProblemAnswer.invalid("affiliation.authority", "is not the grant's")
    }
  }

  /// Verifies that an emergency set is sealed to the key that the register has for its service.
  private func checkService(
    _ card: VerifiedDocument<Card>, of body: GrantPublication
  ) throws {
    let service = body.grant.payload.authority.flatMap {
      registry.current.register.payload.authority($0)
    }
    guard card.payload.kind == .authority, card.payload.identity == service?.key,
      body.affiliation == nil
    else {
      throw ProblemAnswer.invalid("viewerCard", "is not the key of the service in the register")
    }
  }

  /// Makes the text again from the grant, so that text and rule cannot differ.
  private func checkText(of body: GrantPublication) throws {
    let name = body.grant.payload.authority.flatMap {
      registry.current.register.payload.authority($0)?.name
    }
    let matches: Bool
    do {
      matches = try ConsentText.matches(
        body.grant.payload.draft,
        names: ConsentNames(viewer: body.viewerCard.payload.name, authority: name))
    } catch {
      throw ProblemAnswer.invalid("grant.text", "\(error)")
    }
    guard matches else {
      throw ProblemAnswer.invalid("grant.text", "is not the text that this grant gives")
    }
  }

  /// Checks that packets and selection open with the present keys, and that nothing is reserved.
  private func checkSeals(
    of body: GrantPublication, head: HeadRow, snapshot: RecordSnapshot, measures: Measures,
    at now: Date
  ) async throws {
    let selectable = Set(
      measures.weights.selectable.map {
        SelectedItem(item: $0.item, compartment: $0.compartment)
      })
    guard body.grant.payload.selection.allSatisfy({ selectable.contains($0) }) else {
      throw ProblemAnswer(
        "not-selectable", 409, "a selected item is in the reserve, or not measured yet",
        hint: "synchronise, then sign again", place: "grant.selection")
    }
    var ended: [GrantPublication] = []
    for row in snapshot.grants {
      let published = try await gate.publication(of: row, owners: snapshot.file.ownerLine)
      if published.isEnded(at: now) { ended.append(published.publication) }
    }
    do {
      try RecordReplica(manifest: head.manifest, slots: head.slots, items: snapshot.items)
        .check(body, ended: ended)
    } catch {
      throw problem(error)
    }
  }
}
