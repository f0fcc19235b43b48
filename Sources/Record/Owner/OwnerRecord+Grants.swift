package import Consent
package import Foundation
package import Keys
package import PersonalNetwork

/// What the owner's device puts before its guards and policies ahead of signing.
package struct GrantProposal: Sendable {
  /// The draft.
  package let draft: GrantDraft
  /// The viewer's card.
  package let viewerCard: SignedDocument<Card>
  /// The attestations that would be named.
  package let attestations: [AttestationPublication]
  /// The record's weights now.
  package let weights: MeasuredWeights
  /// The ledger before the grant.
  package let ledger: Ledger
  /// The limits in force.
  package let limits: Limits
  /// Whether each grant needs an attestation.
  package let attestationRequired: Bool
  /// The helpers, dismissed ones too.
  package let helpers: [EnrolledHelper]
  /// The time of the judgement (UTC).
  package let time: Date
}

/// What guards and policies say of a proposal; an empty one allows.
package struct GrantVerdict: Hashable, Sendable {
  /// The limits that would break, with figure and bound.
  package let refusals: [ProblemRefusal]
  /// The policies that refuse, sorted.
  package let policies: [String]

  /// States a verdict.
  package init(refusals: [ProblemRefusal], policies: [String]) {
    self.refusals = refusals
    self.policies = policies
  }

  /// Whether the proposal may be signed.
  package var allows: Bool { refusals.isEmpty && policies.isEmpty }
}

/// The answer to signing a draft: denied is an answer, not an error.
package enum GrantOutcome: Sendable {
  /// The publication, left in the outbox.
  case signed(GrantPublication)
  /// What refused; nothing was signed.
  case refused(GrantVerdict)
}

extension OwnerRecord {
  /// Drafts a grant, writes its text and keeps it until it is signed or dropped.
  ///
  /// `authorityName` comes from the verified register. Selected items already in a granted
  /// compartment are dropped; a reserved or unknown one is refused
  /// (``RecordError/Code/notSelectable``). Commit before signing: the measures must weigh the
  /// selection. With the same `id` and terms the same draft is made again, which an attestation of it
  /// still supports; an identifier that stands is refused (``RecordError/Code/alreadyDone``).
  package mutating func draft(
    id: GrantID = GrantID(), terms: GrantTerms, viewerCard: VerifiedDocument<Card>,
    affiliation: SignedDocument<Affiliation>?, authorityName: String?, compared: Bool,
    request: RequestID? = nil, at time: Date
  ) throws(RecordError) -> HeldDraft {
    guard let hub = state.hub else { throw RecordError(.wrongHub, at: "hub") }
    guard viewerCard.payload.identity == terms.viewer else {
      throw RecordError(.wrongViewer, at: "viewer card")
    }
    let standing =
      state.grants.map(\.publication.grant.payload.id) + state.drafts.map(\.sheet.draft.id)
    guard !standing.contains(id) else { throw RecordError(.alreadyDone, at: "draft") }
    try checkSelectable(terms.selection)
    do {
      let text = try ConsentText(
        terms: terms,
        names: ConsentNames(viewer: viewerCard.payload.name, authority: authorityName),
        language: state.language)
      let draft = GrantDraft(
        id: id, record: state.record, terms: terms, text: text.reference,
        compared: compared, trust: try hub.description.trust(bundle: hub.bundle))
      let held = HeldDraft(
        sheet: DraftSheet(
          draft: draft, viewerCard: viewerCard.document, authorityName: authorityName,
          ownerCard: state.ownerCard),
        affiliation: affiliation, attestations: [], request: request, draftedAt: time)
      state.drafts.append(held)
      return held
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
  }

  /// Takes items picked by hand into a selection: each in the compartment where it weighs, sorted,
  /// without those that the compartments cover already.
  ///
  /// - Parameter domains: Where an item weighs in several domains, it is taken in one of these.
  package func selection(
    of ids: some Sequence<NetworkItemID>, beside compartments: [Compartment],
    preferring domains: Set<LifeDomain> = []
  ) throws(RecordError) -> [SelectedItem] {
    let network = try state.network()
    var selection: [SelectedItem] = []
    for id in Set(ids) {
      guard let named = network[id] else { throw RecordError(.unknownItem, at: "item \(id)") }
      // Of a masked relative, what can be picked is the mask.
      let item = named.member.flatMap { network.mask(of: $0) } ?? named
      let places = network.compartments(of: item)
      let weighing = places.filter { network.shownMember(item) == nil || $0.facet == .people }
      let preferred = weighing.first { $0.domain.map(domains.contains) ?? false }
      guard let first = preferred ?? weighing.first else {
        throw RecordError(.notSelectable, at: "item \(id)")
      }
      if places.contains(where: { compartments.contains($0) }) { continue }
      selection.append(SelectedItem(item: ItemID(item.id), compartment: first))
    }
    return selection.sorted { $0.item < $1.item }
  }

  /// Adds a helper's attestation to a draft, after verifying it against the helper's card.
  package mutating func attest(
    _ publication: AttestationPublication
  ) async throws(RecordError) {
    let word = publication.attestation
    guard
      let index = state.drafts.firstIndex(where: {
        (try? word.payload.supports($0.sheet.draft)) == true
      })
    else { throw RecordError(.unknownDraft, at: "attestation") }
    do {
      let card = try await publication.card.verifiedCard()
      _ = try await word.verified(by: card.payload.identity)
    } catch {
      throw RecordError(.refused, at: "attestation")
    }
    guard
      !state.drafts[index].attestations.contains(where: { $0.attestation.signer == word.signer })
    else { throw RecordError(.alreadyDone, at: "attestation") }
    state.drafts[index].attestations.append(publication)
    state.drafts[index].attestations.sort { $0.attestation.hash < $1.attestation.hash }
  }

  /// Drops a draft.
  package mutating func drop(_ draft: GrantID) throws(RecordError) {
    guard state.drafts.contains(where: { $0.sheet.draft.id == draft }) else {
      throw RecordError(.unknownDraft, at: "draft")
    }
    state.drafts.removeAll { $0.sheet.draft.id == draft }
  }

  /// What would be judged if a draft were signed now.
  package func proposal(of held: HeldDraft, at time: Date) throws(RecordError) -> GrantProposal {
    let draft = held.sheet.draft
    let weights = Weights(try state.network()).measured(
      selectable: state.ledger.rememberedSelection(at: time).union(draft.terms.selection))
    return GrantProposal(
      draft: draft, viewerCard: held.sheet.viewerCard, attestations: held.attestations,
      weights: weights, ledger: state.ledger, limits: state.limits(at: time),
      attestationRequired: state.attestationRequired, helpers: state.helpers, time: time)
  }

  /// Signs a draft if guards and policies allow it, and leaves the publication in the outbox.
  ///
  /// `judge` is the same engine that the hub runs. Throws ``RecordError/Code/conflict`` while a
  /// commit is needed or anything waits for the hub, so that a grant is always sealed with the keys
  /// of the record as it lies there.
  package mutating func sign(
    _ id: GrantID, at time: Date,
    judge: @Sendable (GrantProposal) async throws -> GrantVerdict
  ) async throws -> GrantOutcome {
    guard let held = state.drafts.first(where: { $0.sheet.draft.id == id }) else {
      throw RecordError(.unknownDraft, at: "draft")
    }
    guard state.outbox.isEmpty, !(try needsCommit(at: time)) else {
      throw RecordError(.conflict, at: "outbox")
    }
    let verdict = try await judge(proposal(of: held, at: time))
    guard verdict.allows else { return .refused(verdict) }
    if state.attestationRequired, held.attestations.isEmpty {
      throw RecordError(.attestationMissing, at: "draft")
    }
    var next = self
    let publication = try await next.publication(of: held, at: time)
    next.state.drafts.removeAll { $0.sheet.draft.id == id }
    next.state.outbox.append(try .grant(publication))
    self = next
    return .signed(publication)
  }

  private mutating func publication(
    of held: HeldDraft, at time: Date
  ) async throws(RecordError) -> GrantPublication {
    let grant = try await sign { counter throws(ConsentError) in
      try Grant(
        draft: held.sheet.draft, counter: counter, issuedAt: time,
        attestations: held.attestations.map(\.attestation.hash))
    }
    let sealer = GrantSealer(keys: keys)
    let stored = Dictionary(state.stored.map { ($0.item, $0) }) { _, last in last }
    let (shares, packets, selection) = (
      try sealer.shares(of: grant), try sealer.packets(of: grant, epochs: state.epochs),
      try sealer.selection(of: grant, items: stored)
    )
    do {
      let publication = try GrantPublication(
        grant: grant, viewerCard: held.sheet.viewerCard, affiliation: held.affiliation,
        attestations: held.attestations, shares: shares, packets: packets, selection: selection)
      guard publication.isComplete else { throw RecordError(.notSelectable, at: "selection") }
      return publication
    } catch let error as ConsentError {
      throw RecordError(.malformed, at: error.place)
    } catch let error as RecordError {
      throw error
    } catch {
      throw RecordError(.cannotSeal, at: "grant")
    }
  }

  private func checkSelectable(_ selection: [SelectedItem]) throws(RecordError) {
    let network = try state.network()
    for selected in selection {
      guard let id = NetworkItemID(selected.item), let item = network[id],
        network.compartments(of: item).contains(selected.compartment)
      else { throw RecordError(.notSelectable, at: "item \(selected.item)") }
    }
  }

  /// Notes a grant that the hub has taken.
  mutating func note(_ publication: GrantPublication, at time: Date) throws(RecordError) {
    let grant = publication.grant.payload
    guard !state.grants.contains(where: { $0.publication.grant.payload.id == grant.id }) else {
      return
    }
    let weights = state.measures?.payload.weights ?? .empty
    let authorities = state.hub.map { Authorities($0.description.register.payload) }
    let facts = AttestationFacts(
      required: state.attestationRequired, attestations: publication.attestations,
      terms: grant.terms, helpers: state.helpers,
      authorities: authorities ?? Authorities(parents: [:], contexts: [:]), now: time)
    do {
      try state.ledger.publish(
        LedgerLine(
          grant: grant.id,
          scope: GrantedScope(grant.terms, thirdPerson: facts.independent > 0),
          grantedAt: time), weights: weights)
    } catch {
      throw RecordError(.malformed, at: error.place)
    }
    state.grants.append(PublishedGrant(publication: publication, endedAt: nil, end: nil))
  }
}
