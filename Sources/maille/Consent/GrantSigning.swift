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
      let held = try await desk.draft(wanted, hub)
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
          try await finish(held, hub)
        }
      } catch {
        // Nothing is kept of a command that failed.
        try desk.forget(held.sheet.draft.id)
        throw error
      }
    }
  }

  /// Signs a draft made before, with the attestations given.
  func sign(_ path: String) async throws {
    let sheet = try CanonicalJSON.decode(DraftSheet.self, from: try LocalFile.read(path))
    for file in signing.attestation {
      try await desk.take(
        try CanonicalJSON.decode(AttestationPublication.self, from: try LocalFile.read(file)))
    }
    guard let held = desk.state.drafts.first(where: { $0.sheet.draft.id == sheet.draft.id }),
      held.sheet.draft == sheet.draft
    else { throw RecordError(.unknownDraft, at: "draft") }
    try desk.save()
    try await desk.withHub { hub in
      if signing.dryRun { return try await show(held, hub) }
      try await finish(held, hub)
    }
  }

  /// Judges, signs and publishes.
  private func finish(_ held: HeldDraft, _ hub: HubClient) async throws {
    switch try await desk.sign(held.sheet.draft.id, hub) {
    case .refused(let verdict, let fit):
      throw try RefusalPrinter.tell(verdict, fit: commands(fit, held), json: options.json)
    case .signed(let publication):
      try tellSigned(publication)
    }
  }

  /// What the viewer would see, and every figure before and after; nothing is kept.
  private func show(_ held: HeldDraft, _ hub: HubClient) async throws {
    let preview = try await desk.preview(held, hub)
    let (seen, verdict) = (preview.seen, preview.verdict)
    let hidden = HiddenPart(
      in: try desk.state.network(), seen: seen, open: held.sheet.draft.terms.domains)
    if options.json {
      return try Printer.json(
        DryRun(
          used: used, items: seen.map(\.id.description), hidden: hidden.items,
          hiddenReserved: hidden.reserved, hiddenDomains: hidden.domains.map(\.rawValue),
          before: preview.before, after: preview.after, limits: desk.state.limits(at: Date()),
          refusedBy: verdict.refusals.map(\.limit) + verdict.policies,
          commands: commands(preview.fit, held)?.lines ?? []))
    }
    for line in try held.sheet.text().lines { Printer.line(line) }
    Printer.line()
    Printer.line(
      say("They would see \(seen.count) item(s):", fr: "Seraient vus : \(seen.count) élément(s)"))
    ItemPrinter(items: seen).outline(seen)
    Printer.line()
    tell(hidden)
    Printer.line()
    FiguresPrinter.table(
      before: preview.before, after: preview.after, limits: desk.state.limits(at: Date()))
    if !verdict.allows {
      throw try RefusalPrinter.tell(verdict, fit: commands(preview.fit, held), json: false)
    }
    Printer.line(
      say(
        "No limit would be broken. Nothing was signed.",
        fr: "Aucune limite dépassée. Rien n'a été signé."))
  }

  /// What stays hidden, for the owner alone.
  private func tell(_ hidden: HiddenPart) {
    Printer.line(
      say(
        "Hidden from them: \(hidden.items) item(s), \(hidden.reserved) of them in the reserve.",
        fr:
          "Leur resteraient cachés : \(hidden.items) élément(s), dont \(hidden.reserved) au jardin secret."
      ))
    guard !hidden.domains.isEmpty else { return }
    let domains = hidden.domains.map { $0.title(Speech.language) }.joined(separator: ", ")
    Printer.line(
      say("They would see nothing of: \(domains)", fr: "Rien ne serait vu de : \(domains)"))
  }

  private func commands(_ fit: Fit?, _ held: HeldDraft) -> FitCommands? {
    fit.map { FitCommands(fit: $0, terms: held.sheet.draft.terms, request: held.request) }
  }

  private struct DryRun: Encodable {
    let used: GrantUse?
    let items: [String]
    let hidden: Int
    let hiddenReserved: Int
    let hiddenDomains: [String]
    let before: Figures
    let after: Figures
    let limits: Limits
    let refusedBy: [String]
    let commands: [String]
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
