import ArgumentParser
import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// `maille inbox`.
struct InboxCommand: AsyncParsableCommand {
  static let configuration = command(
    "inbox", "What professionals ask of you, or propose to add.",
    fr: "Ce que des professionnels vous demandent, ou proposent d'ajouter.",
    examples: ["maille inbox", "maille inbox hK3mZ0"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of a request's or a proposal's identifier.",
      fr: "Le début de l'identifiant d'une demande ou d'un ajout proposé."))
  var id: String?

  private struct Row: Encodable {
    let request: String
    let viewer: String
    let authority: String?
    let purpose: String
    let reason: String
    let days: Int
    let compartments: [String]
    let receivedAt: Date
    let declined: Bool
    let refusals: [ProblemRefusal]
    let policies: [String]
    let pressures: [PressingRequest.Pressure]
    let note: String?
  }

  /// A line of the list: a request, or a proposal.
  private enum Line: Encodable {
    case request(Row)
    case proposal(ProposalPrinter.Row)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .request(let row): try row.encode(to: encoder)
      case .proposal(let row): try row.encode(to: encoder)
      }
    }
  }

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    let (requests, proposals, register) = try await desk.withHub { hub in
      (try await desk.requests(hub), try await desk.proposals(hub), hub.hub.register.payload)
    }
    let printer = ProposalPrinter(network: try desk.state.network())
    if let proposed = id.flatMap({ proposals.find($0) }) {
      if options.json { return try Printer.json([ProposalPrinter.Row(proposed)]) }
      return printer.tell(proposed)
    }
    let shown = try id.map { [try requests.find($0)] } ?? requests
    let added = id == nil ? proposals : []
    if options.json {
      return try Printer.json(
        shown.map { request in Line.request(row(request, printer.network, desk)) }
          + added.map { proposed in Line.proposal(ProposalPrinter.Row(proposed)) })
    }
    guard id != nil, let request = shown.first else {
      return Printer.table(
        [
          "ID", say("FROM", fr: "DE"), say("FOR", fr: "POUR"), say("DAYS", fr: "JOURS"),
          say("ASKED", fr: "DEMANDÉ"), say("STATE", fr: "ÉTAT"),
        ],
        shown.map { request in
          [
            String(request.request.payload.id.description.prefix(8)),
            request.viewerCard.payload.name,
            request.request.payload.purpose.title(Speech.language),
            "\(request.request.payload.days)", Moment.shown(request.receivedAt), state(request),
          ]
        } + added.map(printer.row))
    }
    tell(request, register, desk)
    try ProposedObstacles.of(request, desk)?.tell()
  }

  private func state(_ request: ReceivedRequest) -> String {
    if request.declined { return say("declined", fr: "refusée") }
    return request.refusals.isEmpty && request.policies.isEmpty
      ? say("open", fr: "ouverte") : say("open, breaks limits", fr: "ouverte, dépasse des limites")
  }

  private func row(
    _ request: ReceivedRequest, _ network: PersonalNetwork, _ desk: OwnerDesk
  ) -> Row {
    let pressing = PressingRequest(request, in: network)
    let payload = request.request.payload
    return Row(
      request: payload.id.description, viewer: request.viewerCard.payload.name,
      authority: payload.authority?.description, purpose: payload.purpose.rawValue,
      reason: payload.reason.rawValue, days: payload.days,
      compartments: payload.compartments.map(\.description), receivedAt: request.receivedAt,
      declined: request.declined, refusals: request.refusals, policies: request.policies,
      pressures: PressingRequest.Pressure.allCases.filter {
        pressing?.pressures.contains($0) ?? false
      },
      note: desk.note(of: request))
  }

  private func tell(_ request: ReceivedRequest, _ register: Register, _ desk: OwnerDesk) {
    let payload = request.request.payload
    let language = Speech.language
    let name = Printer.harmless(request.viewerCard.payload.name)
    let place = payload.authority.flatMap { register.authority($0) }.map {
      " (\(Printer.harmless($0.name)))"
    }
    Printer.line(
      say("\(name)\(place ?? "") asks to see:", fr: "\(name)\(place ?? "") demande à voir :"))
    for domain in LifeDomain.allCases {
      let facets = payload.compartments.filter { $0.domain == domain }.compactMap(\.facet)
      guard !facets.isEmpty else { continue }
      Printer.line(
        "  \(domain.title(language)): " + facets.map { $0.title(language) }.joined(separator: ", "))
    }
    Printer.line(
      say(
        "for \(payload.purpose.title(language)), \(payload.days) days, because of: \(payload.reason.title(language))",
        fr:
          "pour \(payload.purpose.title(language)), \(payload.days) jours, à cause de : \(payload.reason.title(language))"
      ))
    if let note = desk.note(of: request) { Printer.line("« \(Printer.harmless(note)) »") }
    if request.declined { Printer.line(say("You said no.", fr: "Vous avez dit non.")) }
    if request.refusals.isEmpty && request.policies.isEmpty {
      Printer.line(
        say(
          "No limit forbids it. It is yours to decide.",
          fr: "Aucune limite ne l'interdit. C'est à vous de décider."))
    } else {
      Printer.line(
        say(
          "The limits refuse it, whatever you answer:",
          fr: "Les limites le refusent, quoi que vous répondiez :"))
      RefusalPrinter.list(request.refusals, request.policies)
    }
    Printer.line(
      say(
        "You may accept, narrow, decline, or let it lie.",
        fr: "Vous pouvez accepter, réduire, refuser, ou ne pas répondre."))
  }
}

/// `maille accept`.
struct AcceptCommand: AsyncParsableCommand {
  static let configuration = command(
    "accept", "Say yes to a request, or to a part of it; or to an addition.",
    fr: "Dire oui à une demande, ou à une partie ; ou à un ajout.",
    examples: [
      "maille accept hK3mZ0 --dry-run",
      "maille accept hK3mZ0 --domain housing --facet people --until 30d",
      "maille accept hK3mZ0 --text \"Il vient le jeudi\" --reserved",
    ])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var scope: ScopeOptions
  @OptionGroup var signing: SigningOptions

  @Argument(
    help: spoken(
      "The beginning of the request's or the proposal's identifier.",
      fr: "Le début de l'identifiant de la demande ou de l'ajout."))
  var id: String

  @Option(help: spoken("An earlier end than asked for.", fr: "Une fin plus proche que demandé."))
  var until: Moment?

  @Option(
    help: spoken("Of an addition: other words.", fr: "D'un ajout : d'autres mots."))
  var text: String?

  @Flag(
    help: spoken("Of an addition: keep it for you alone.", fr: "D'un ajout : le garder pour vous."))
  var reserved = false

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    if try await takeUp(desk) { return }
    guard text == nil, !reserved else {
      throw CommandFailure.usage(
        say(
          "--text and --reserved are for an addition",
          fr: "--text et --reserved sont pour un ajout"),
        hint: say("see 'maille inbox'", fr: "voyez « maille inbox »"))
    }
    let request = try await desk.withHub { hub in try await desk.requests(hub).find(id) }
    let payload = request.request.payload
    let compartments = scope.isEmpty ? payload.compartments : try scope.compartments()
    let now = Date()
    let longest = now.addingTimeInterval(TimeInterval(payload.days) * 86_400)
    let end = until?.date(now: now) ?? longest
    guard Set(compartments).isSubset(of: payload.compartments), end <= longest else {
      throw CommandFailure.usage(
        say("this is more than was asked", fr: "c'est plus que ce qui a été demandé"),
        hint: say(
          "use 'maille grant' to offer more", fr: "utilisez « maille grant » pour offrir plus"))
    }
    let entry = BookEntry(
      card: request.viewerCard, affiliation: request.affiliation,
      compared: try CardBook(options.home)[request.viewerCard.signer]?.compared ?? false)
    let wanted = WantedGrant(
      entry: entry, compartments: compartments, items: [], purpose: payload.purpose,
      referent: payload.referent, notBefore: now, notAfter: end, request: payload.id)
    do {
      try await GrantSigning(desk: desk, options: options, signing: signing).make(wanted)
    } catch let failure as CommandFailure where failure.status == .refused {
      // What the limits refuse may be what the owner was pressed to give.
      if !options.json { try ProposedObstacles.of(request, desk)?.tell() }
      throw failure
    }
  }

  /// Takes up the proposal that the identifier names; false where it names none.
  private func takeUp(_ desk: OwnerDesk) async throws -> Bool {
    let domains = scope.domain.flatMap(\.domains)
    let added: [NetworkItem]? = try await desk.withHub { hub in
      guard let proposed = try await desk.proposals(hub).find(id) else { return nil }
      guard domains.count <= 1, scope.domain.allSatisfy({ $0.compartments.isEmpty }),
        scope.facet.isEmpty, until == nil, !signing.dryRun
      else {
        throw CommandFailure.usage(
          say("an addition stands in one domain", fr: "un ajout est dans un seul domaine"),
          hint: say(
            "give --text, --reserved or one --domain",
            fr: "donnez --text, --reserved ou un seul --domain"))
      }
      guard let item = proposed.item else { throw DeskError.unreadableProposal }
      return try await desk.accept(
        proposed, as: try item.changed(text: text, domain: domains.first), reserved: reserved, hub)
    }
    guard let added else { return false }
    if options.json {
      try Printer.json(added.map(ItemPrinter.Row.init))
    } else {
      Printer.line(
        say("Added \(added.count) item(s).", fr: "\(added.count) élément(s) ajouté(s)."))
      OwnerDesk.remindToSync()
    }
    return true
  }
}

/// `maille decline`.
struct DeclineCommand: AsyncParsableCommand {
  static let configuration = command(
    "decline", "Say no to a request or an addition; they are told no more than “not available”.",
    fr: "Dire non à une demande ou à un ajout ; on ne leur dit que « non disponible ».",
    examples: ["maille decline hK3mZ0"])

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: spoken(
      "The beginning of the request's or the proposal's identifier.",
      fr: "Le début de l'identifiant de la demande ou de l'ajout."))
  var id: String

  func run() async throws {
    let desk = try await OwnerDesk.open(options)
    try await desk.withHub { hub in
      if let proposed = try await desk.proposals(hub).find(id) {
        return try await desk.refuse(proposed.id, hub)
      }
      try await desk.decline(desk.requests(hub).find(id).request.payload.id, hub)
    }
    if options.json { return try Printer.json(["declined": true]) }
    Printer.line(
      say("Declined. No reason is given to them.", fr: "Refusée. Aucune raison ne leur est donnée.")
    )
  }
}
