import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// The way of a grant on the owner's device: draft, judge, sign, publish.
struct GrantSigning {
  let desk: OwnerDesk
  let options: GlobalOptions
  let signing: SigningOptions
  /// The use made of the grant that this one renews.
  var used: GrantUse?

  /// Drafts what is wanted, then shows it, hands it over or signs it.
  func make(_ wanted: WantedGrant) async throws {
    try await desk.withHub { hub in
      let held = try await draft(wanted, hub)
      if signing.dryRun {
        try await show(held, hub)
        return
      }
      do {
        if let path = signing.draft {
          try desk.save()
          // The measures must weigh what the draft selects before anybody attests it.
          try await desk.synchronise(hub)
          try LocalFile.write(try CanonicalJSON.encode(held.sheet), to: path)
          try tellDraft(held)
        } else {
          try await finish(held.sheet.draft.id, hub)
        }
      } catch {
        try forget(held)
        throw error
      }
    }
  }

  /// Keeps no draft of a command that failed.
  private func forget(_ held: HeldDraft) throws {
    let id = held.sheet.draft.id
    guard desk.state.drafts.contains(where: { $0.sheet.draft.id == id }) else { return }
    try desk.record.drop(id)
    try desk.save()
  }

  /// Signs a draft made before, with the attestations given.
  func sign(_ path: String) async throws {
    let sheet = try CanonicalJSON.decode(DraftSheet.self, from: try LocalFile.read(path))
    for file in signing.attestation {
      try await take(
        try CanonicalJSON.decode(AttestationPublication.self, from: try LocalFile.read(file)))
    }
    guard let held = desk.state.drafts.first(where: { $0.sheet.draft.id == sheet.draft.id }),
      held.sheet.draft == sheet.draft
    else { throw RecordError(.unknownDraft, at: "draft") }
    try desk.save()
    try await desk.withHub { hub in
      if signing.dryRun { return try await show(held, hub) }
      try await finish(held.sheet.draft.id, hub)
    }
  }

  private func judge(_ hub: HubClient) -> GrantJudge {
    GrantJudge(bundle: hub.hub.bundle, register: hub.hub.register, state: desk.state)
  }

  /// Adds an attestation to its draft; one that is there already is no mistake.
  private func take(_ word: AttestationPublication) async throws {
    do {
      try await desk.record.attest(word)
    } catch {
      guard error.code == .alreadyDone else { throw error }
    }
  }

  private func draft(_ wanted: WantedGrant, _ hub: HubClient) async throws -> HeldDraft {
    let register = hub.hub.register.payload
    let card = try await wanted.entry.card.verifiedCard()
    var authority: RegisteredAuthority?
    if wanted.compartments == [.emergency] {
      authority = register.authorities.first { $0.key == card.payload.identity }
      guard authority != nil else { throw Self.notRegistered }
    } else if let affiliation = wanted.entry.affiliation {
      let verified = try await register.verify(affiliation, of: card.signer, at: Date())
      authority = register.authority(verified.payload.authority)
    }
    let selection = try desk.record.selection(of: wanted.items, beside: wanted.compartments)
    let terms = try GrantTerms(
      viewer: card.payload.identity, authority: authority?.id, compartments: wanted.compartments,
      selection: selection, purpose: wanted.purpose, referent: wanted.referent,
      notBefore: wanted.notBefore, notAfter: wanted.notAfter)
    return try desk.record.draft(
      terms: terms, viewerCard: card,
      affiliation: terms.isEmergency ? nil : wanted.entry.affiliation,
      authorityName: authority?.name, compared: wanted.entry.compared, request: wanted.request,
      at: Date())
  }

  private static let notRegistered = CommandFailure.invalid(
    say(
      "this is not the card of a service in the hub's register",
      fr: "ce n'est pas la carte d'un service du registre du hub"),
    hint: say("ask the service for its card", fr: "demandez sa carte au service"))

  /// Judges, signs and publishes; a refused draft without attestations is dropped.
  private func finish(_ id: GrantID, _ hub: HubClient) async throws {
    try desk.save()
    try await desk.synchronise(hub)
    let judge = self.judge(hub)
    let proposal = try desk.state.drafts.first { $0.sheet.draft.id == id }
      .map { try desk.record.proposal(of: $0, at: Date()) }
    let outcome = try await desk.record.sign(id, at: Date()) { try await judge.verdict($0) }
    switch outcome {
    case .refused(let verdict):
      try desk.record.drop(id)
      try desk.save()
      let fit = verdict.refusals.isEmpty ? nil : proposal.flatMap { judge.fit($0) }
      throw try RefusalPrinter.tell(verdict, fit: fit, json: options.json)
    case .signed(let publication):
      try desk.save()
      try await desk.flush(hub)
      try tellSigned(publication)
    }
  }

  /// What the viewer would see, and every figure before and after; nothing is kept.
  private func show(_ held: HeldDraft, _ hub: HubClient) async throws {
    let proposal = try desk.record.proposal(of: held, at: Date())
    let judge = self.judge(hub)
    let (before, after) = judge.figures(proposal)
    let verdict = try await judge.verdict(proposal)
    let seen = try desk.state.network().items(seenUnder: held.sheet.draft.terms)
    if options.json {
      return try Printer.json(
        DryRun(
          used: used, items: seen.map(\.id.description), before: before, after: after,
          refusedBy: verdict.refusals.map(\.limit) + verdict.policies))
    }
    for line in try held.sheet.text().lines { Printer.line(line) }
    Printer.line()
    Printer.line(
      say("They would see \(seen.count) item(s):", fr: "Seraient vus : \(seen.count) élément(s)"))
    ItemPrinter(items: seen).outline(seen)
    Printer.line()
    FiguresPrinter.table(before: before, after: after)
    if !verdict.allows {
      throw try RefusalPrinter.tell(verdict, fit: judge.fit(proposal), json: false)
    }
    Printer.line(
      say(
        "No limit would be broken. Nothing was signed.",
        fr: "Aucune limite dépassée. Rien n'a été signé."))
  }

  private struct DryRun: Encodable {
    let used: GrantUse?
    let items: [String]
    let before: Figures
    let after: Figures
    let refusedBy: [String]
  }

  private struct Signed: Encodable {
    let used: GrantUse?
    let grant: String
    let viewer: String
    let until: Date
    let compartments: [String]
    let selected: Int
    let attestations: Int
  }

  private func tellDraft(_ held: HeldDraft) throws {
    if options.json {
      return try Printer.json(["draft": held.sheet.draft.id.description])
    }
    for line in try held.sheet.text().lines { Printer.line(line) }
    Printer.line()
    Printer.line(
      say(
        "Not signed yet. Your helper attests it with 'maille attest'.",
        fr: "Pas encore signé. Votre aide l'atteste avec « maille attest »."))
  }

  private func tellSigned(_ publication: GrantPublication) throws {
    let grant = publication.grant.payload
    if options.json {
      return try Printer.json(
        Signed(
          used: used, grant: grant.id.description, viewer: grant.viewer.fingerprint.description,
          until: grant.notAfter, compartments: grant.compartments.map(\.description),
          selected: grant.selection.count, attestations: grant.attestations.count))
    }
    Printer.line(
      say(
        "Granted to \(Printer.harmless(publication.viewerCard.payload.name)) until \(Moment.shown(grant.notAfter)).",
        fr:
          "Accès donné à \(Printer.harmless(publication.viewerCard.payload.name)) jusqu'au \(Moment.shown(grant.notAfter))."
      ))
    Printer.line(say("grant ", fr: "accès ") + grant.id.description)
    if !grant.compared {
      Printer.note(
        say(
          "note: you have not compared their fingerprint aloud; see 'maille card compare'",
          fr:
            "note : vous n'avez pas comparé leur empreinte à voix haute ; voyez « maille card compare »"
        ))
    }
  }
}

extension PersonalNetwork {
  /// The items that terms open, as they are now: those of the compartments and those picked.
  func items(seenUnder terms: GrantTerms) -> [NetworkItem] {
    let whole = Set(terms.compartments)
    let picked = Set(terms.selection.map(\.item))
    return items.filter { item in
      picked.contains(ItemID(item.id)) || !whole.isDisjoint(with: compartments(of: item))
    }
  }
}
