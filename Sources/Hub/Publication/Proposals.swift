import Consent
import Foundation
import Keys
import PersonalNetwork
import Record

/// What a new proposal needs to know of one that came before.
struct KnownProposal: Hashable, Codable, Sendable {
  /// The proposal.
  let id: ProposalID
  /// Who proposed.
  let proposer: Fingerprint
  /// Whether the owner has answered; the proposal itself is deleted then.
  var isSettled: Bool

  /// How many answered ones are remembered, so that none of them comes again.
  static let remembered = 64
}

/// A proposal as it lies at the hub, until the owner answers or a newer one needs the room.
typealias ProposalRow = ReceivedProposal

extension Hub {
  /// Takes a proposal for the owner of a record from someone who may look at it now.
  ///
  /// Whoever could not open a view under the grant, in the compartment's place, reads *not
  /// available*, whatever the cause.
  func propose(
    _ requester: Requester, record: RecordID, _ body: PublishProposal
  ) async throws -> Answer {
    let proposal = try await verify(body.proposal, by: requester.identity, at: "proposal")
    let payload = proposal.payload
    try check(record: payload.record, is: record, at: "proposal.record")
    guard payload.viewer == requester.identity, payload.authority == requester.authority else {
      throw ProblemAnswer.invalid("proposal.viewer", "is not who sent the proposal")
    }
    return try await retrying {
      let snapshot = try await readable {
        try await self.snapshot(of: record, grants: [payload.grant])
      }
      let row = snapshot?.grants.first { $0.id == payload.grant }
      let (material, _) = try await material(of: row, for: requester.identity, in: snapshot)
      let decision = try judge(
        payload, by: requester, material: material, standing: registry.current, at: clock.now())
      var draft = requester.draft(.refusal, .notAvailable, in: snapshot?.file)
      draft.bundle = registry.current.bundleHash
      draft.policies = decision.policies
      draft.figures = decision.figures
      guard decision.isAllowed, let material, let snapshot else {
        return try .notAvailable(try await logged(draft, on: snapshot))
      }
      draft.kind = .proposal
      draft.outcome = .accepted
      draft.grant = material.grant.document
      draft.purpose = material.grant.payload.purpose
      draft.compartments = [payload.compartment]
      draft.document = proposal.hash
      let change = try taking(body, from: requester, in: snapshot)
      guard let event = try await commit([draft], change: change, on: snapshot).last else {
        throw ProblemAnswer.unavailable
      }
      return try .taken(event.evidence)
    }
  }

  /// Decides as for a view under the grant; the grant must open the compartment as a whole.
  private func judge(
    _ proposal: Proposal, by requester: Requester, material: ViewMaterial?, standing: Standing,
    at now: Date
  ) throws -> Decision {
    let terms = material?.grant.payload.terms
    var decision = try judgeView(
      requester, record: proposal.record,
      ask: ViewRequest(grant: proposal.grant, purpose: terms?.purpose ?? .coordination),
      material: material, standing: standing, at: now)
    if terms?.compartments.contains(proposal.compartment) != true {
      decision.policies = decision.isAllowed ? ["scope"] : decision.policies
      decision.isAllowed = false
    }
    return decision
  }

  /// The change that keeps a proposal; nil for one that came before, answered or not.
  private func taking(
    _ body: PublishProposal, from requester: Requester, in snapshot: RecordSnapshot
  ) throws -> RecordChange? {
    let id = body.proposal.payload.id
    let known = snapshot.file.proposals ?? []
    guard !known.contains(where: { $0.id == id }) else { return nil }
    var change = RecordChange(snapshot.file)
    let gone = makingRoom(in: known, for: requester.fingerprint)
    for old in gone { change.remove(old.id) }
    change.file.proposals =
      known.filter { !gone.contains($0) }
      + [KnownProposal(id: id, proposer: requester.fingerprint, isSettled: false)]
    try change.set(
      ProposalRow(
        published: body, viewerCard: requester.card.document,
        affiliation: requester.affiliation?.document, receivedAt: clock.now()))
    return change
  }

  /// The waiting proposals that go for a new one: the proposer's own oldest, then anyone's.
  private func makingRoom(
    in known: [KnownProposal], for proposer: Fingerprint
  ) -> [KnownProposal] {
    let limits = configuration.limits
    let waiting = known.filter { !$0.isSettled }
    let own = waiting.filter { $0.proposer == proposer }.dropLast(limits.pendingProposalsOfOne - 1)
    let rest = waiting.filter { !own.contains($0) }
    return own + rest.dropLast(limits.pendingProposals - 1)
  }

  /// The proposals that wait for the owner.
  func proposals(_ requester: Requester, record: RecordID) async throws -> Answer {
    try await ownerAct(requester, record: record, with: [.proposal]) { snapshot in
      try Answer(
        Proposals(
          proposals: snapshot.proposals.sorted { $0.receivedAt < $1.receivedAt },
          state: try await state(of: record)))
    }
  }

  /// Takes the owner's word that a proposal is answered, and deletes it.
  ///
  /// One that is not here any more is settled all the same: it may have made room meanwhile.
  func settle(
    _ requester: Requester, record: RecordID, _ body: PublishSettlement
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(body.settlement, by: requester.identity, at: "settlement")
      try check(record: verified.payload.record, is: record, at: "settlement.record")
      if let again = try await repeated(verified.hash, on: snapshot) { return again }
      try check(counter: verified.payload.counter, in: snapshot.file, at: "settlement.counter")
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: verified.payload.counter)
      change.settle(verified.payload.proposal)
      var draft = requester.draft(.settlement, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }
}

extension RecordChange {
  /// Sets a proposal.
  fileprivate mutating func set(_ proposal: ProposalRow) throws {
    rows.append(
      Row(
        kind: .proposal, name: proposal.proposal.id.bytes,
        value: try CanonicalJSON.encode(proposal)))
  }

  /// Deletes a proposal.
  fileprivate mutating func remove(_ proposal: ProposalID) {
    rows.append(Row(kind: .proposal, name: proposal.bytes, value: nil))
  }

  /// Deletes a proposal that waits, and remembers that it was answered.
  fileprivate mutating func settle(_ proposal: ProposalID) {
    guard let old = file.proposals?.first(where: { $0.id == proposal && !$0.isSettled }) else {
      return
    }
    remove(proposal)
    let others = (file.proposals ?? []).filter { $0.id != proposal }
    let settled =
      others.filter(\.isSettled)
      + [KnownProposal(id: proposal, proposer: old.proposer, isSettled: true)]
    file.proposals =
      settled.suffix(KnownProposal.remembered) + others.filter { !$0.isSettled }
  }
}
