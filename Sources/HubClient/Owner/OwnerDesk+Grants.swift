package import Consent
package import Foundation
package import Keys
package import PersonalNetwork
package import Record

/// What an owner wants to grant, before the register was asked.
package struct WantedGrant: Sendable {
  /// The professional, as the owner knows them.
  package let entry: BookEntry
  /// What to open whole.
  package let compartments: [Compartment]
  /// What to open singly.
  package let items: [NetworkItemID]
  /// The one purpose.
  package let purpose: Purpose
  /// Whether they act as référent de proximité.
  package let referent: Bool
  /// The start (UTC).
  package let notBefore: Date
  /// The end (UTC).
  package let notAfter: Date
  /// The request that it answers, where there was one.
  package let request: RequestID?
  /// The domains in which items opened singly are taken where they weigh in several.
  package let domains: Set<LifeDomain>
  /// The identifier of a draft that is made again; nil for a new one.
  package let draft: GrantID?

  /// Takes what was chosen.
  package init(
    entry: BookEntry, compartments: [Compartment], items: [NetworkItemID], purpose: Purpose,
    referent: Bool, notBefore: Date, notAfter: Date, request: RequestID?,
    domains: Set<LifeDomain> = [], draft: GrantID? = nil
  ) {
    self.entry = entry
    self.compartments = compartments
    self.items = items
    self.purpose = purpose
    self.referent = referent
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.request = request
    self.domains = domains
    self.draft = draft
  }
}

/// What a grant would open and do, before it is signed.
package struct GrantPreview: Sendable {
  /// What the viewer would see, as it is now.
  package let seen: [NetworkItem]
  /// The figures of the whole without the grant.
  package let before: Figures
  /// The figures with it.
  package let after: Figures
  /// What refuses; an empty verdict allows.
  package let verdict: GrantVerdict
  /// The smallest change under which it would be allowed; nil where it is, or where nothing fits.
  package let fit: Fit?
}

/// What came of signing.
package enum SigningOutcome: Sendable {
  /// The grant is signed, and the hub has it.
  case signed(GrantPublication)
  /// A limit or a rule refuses it; nothing was signed, and the draft is gone.
  case refused(GrantVerdict, Fit?)
}

extension OwnerDesk {
  /// Drafts what is wanted, on this device alone and not yet durable.
  ///
  /// An affiliation is verified against the hub's register; an emergency set goes to a service there.
  package func draft(_ wanted: WantedGrant, _ hub: HubClient) async throws -> HeldDraft {
    let register = hub.hub.register.payload
    let card = try await wanted.entry.card.verifiedCard()
    var authority: RegisteredAuthority?
    if wanted.compartments == [.emergency] {
      authority = register.authorities.first { $0.key == card.payload.identity }
      guard authority != nil else { throw DeskError.notRegistered }
    } else if let affiliation = wanted.entry.affiliation {
      let verified = try await register.verify(affiliation, of: card.signer, at: Date())
      authority = register.authority(verified.payload.authority)
    }
    let selection = try record.selection(
      of: wanted.items, beside: wanted.compartments, preferring: wanted.domains)
    let terms = try GrantTerms(
      viewer: card.payload.identity, authority: authority?.id, compartments: wanted.compartments,
      selection: selection, purpose: wanted.purpose, referent: wanted.referent,
      notBefore: wanted.notBefore, notAfter: wanted.notAfter)
    return try record.draft(
      id: wanted.draft ?? GrantID(), terms: terms, viewerCard: card,
      affiliation: terms.isEmergency ? nil : wanted.entry.affiliation,
      authorityName: authority?.name, compared: wanted.entry.compared, request: wanted.request,
      at: Date())
  }

  /// What a draft would open and do; nothing is kept.
  package func preview(_ held: HeldDraft, _ hub: HubClient) async throws -> GrantPreview {
    let proposal = try record.proposal(of: held, at: Date())
    let judge = judge(hub)
    let (before, after) = judge.figures(proposal)
    let verdict = try await judge.verdict(proposal)
    return GrantPreview(
      seen: try state.network().items(seenUnder: held.sheet.draft.terms), before: before,
      after: after, verdict: verdict, fit: verdict.allows ? nil : judge.fit(proposal))
  }

  /// Adds an attestation to its draft; one that is there already is no mistake.
  package func take(_ word: AttestationPublication) async throws {
    do {
      try await record.attest(word)
    } catch {
      guard error.code == .alreadyDone else { throw error }
    }
  }

  /// Keeps a draft no longer, where it is still kept.
  package func forget(_ draft: GrantID) throws {
    guard state.drafts.contains(where: { $0.sheet.draft.id == draft }) else { return }
    try record.drop(draft)
    try save()
  }

  /// Judges, signs and publishes a draft; one that is refused is dropped.
  package func sign(_ draft: GrantID, _ hub: HubClient) async throws -> SigningOutcome {
    try save()
    try await synchronise(hub)
    let judge = judge(hub)
    let proposal = try state.drafts.first { $0.sheet.draft.id == draft }
      .map { try record.proposal(of: $0, at: Date()) }
    switch try await record.sign(draft, at: Date(), judge: { try await judge.verdict($0) }) {
    case .refused(let verdict):
      try record.drop(draft)
      try save()
      return .refused(
        verdict, verdict.refusals.isEmpty ? nil : proposal.flatMap { judge.fit($0) })
    case .signed(let publication):
      try save()
      try await flush(hub)
      return .signed(publication)
    }
  }

  /// What policies say when they refuse, in words; those of the limits have their own.
  package func reasons(
    of verdict: GrantVerdict, _ hub: HubClient, _ language: Language
  ) throws -> [String] {
    guard !verdict.policies.isEmpty else { return [] }
    let engine = try PolicyEngine(hub.hub.bundle.payload)
    return verdict.policies.compactMap { engine.reason(of: $0)?.text(language) }
  }

  private func judge(_ hub: HubClient) -> GrantJudge {
    GrantJudge(bundle: hub.hub.bundle, register: hub.hub.register, state: state)
  }
}

extension PersonalNetwork {
  /// The items that terms open, as they are now: those of the compartments and those picked.
  package func items(seenUnder terms: GrantTerms) -> [NetworkItem] {
    let whole = Set(terms.compartments)
    let picked = Set(terms.selection.map(\.item))
    return items.filter { item in
      picked.contains(ItemID(item.id)) || !whole.isDisjoint(with: compartments(of: item))
    }
  }
}

extension GrantTerms {
  /// Whether the terms open an item in a compartment, whole or picked.
  package func covers(_ item: NetworkItem, in compartment: Compartment) -> Bool {
    compartments.contains(compartment)
      || selection.contains { $0.item == ItemID(item.id) && $0.compartment == compartment }
  }
}
