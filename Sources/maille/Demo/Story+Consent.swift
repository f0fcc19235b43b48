import Foundation
import PersonalNetwork

/// One of Nadège's grants, as DOMAIN §7 tells them.
struct ToldGrant: Sendable {
  let viewer: String
  let name: String
  let purpose: String
  let domains: [String]
  let facets: [Facet]
  var extra: [Compartment] = []
  var items: [String] = []
  var referent = false
  var days = 180

  /// The compartments that the options name.
  var compartments: [Compartment] {
    domains.compactMap(LifeDomain.init(rawValue:)).flatMap { domain in
      facets.map { Compartment.of(domain, $0) }
    } + extra
  }

  static let all: [ToldGrant] = [
    ToldGrant(
      viewer: "paul", name: "Paul", purpose: "coordination",
      domains: ["mobility", "housing", "responsibilities", "work", "leisure"],
      facets: [.people, .ties, .plan], extra: [.of(.relations, .people)], referent: true),
    ToldGrant(
      viewer: "mediator", name: "M. Baert", purpose: "money", domains: ["responsibilities"],
      facets: Facet.allCases, items: ["rent"], days: 120),
    ToldGrant(
      viewer: "vion", name: "Dr Vion", purpose: "care", domains: ["wellbeing", "care"],
      facets: Facet.allCases),
    ToldGrant(
      viewer: "psychologist", name: "Mme Lenoir", purpose: "care", domains: ["wellbeing"],
      facets: Facet.allCases, items: ["mother.relations.ties", "ines.relations.ties"]),
    ToldGrant(
      viewer: "leader", name: "Karim", purpose: "work", domains: ["work"], facets: [.plan]),
    ToldGrant(
      viewer: "delegate", name: "Mme Diallo", purpose: "rights", domains: [], facets: [],
      items: ["visits"]),
  ]
}

extension Story {
  /// Her grants, each explained and attested by Inès, and opened by whom they are for.
  func giveAccess(
    _ world: World, _ record: NadegesRecord, _ scene: Scene
  ) async throws -> [String: String] {
    let nadege = try world.player("nadege")
    let scenes = ToldGrant.all.map { ($0, scene.begin()) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (grant, part) in scenes {
        try await draft(grant, world, record, part)
        group.addTask { try await attest(grant, world, part) }
      }
      try await group.waitForAll()
    }
    let signed = try await withThrowingTaskGroup(of: Void.self) { group in
      var signed: [String: String] = [:]
      for (grant, part) in scenes {
        let answer = try await part.run(
          nadege,
          [
            "grant", "--from", "\(grant.viewer).draft", "--attestation",
            "\(grant.viewer).attestation", "--json",
          ],
          contains: ["\"attestations\" : 1"])
        let id = try answer.json(Signed.self).grant
        signed[grant.viewer] = id
        group.addTask { try await open(grant, id, world, record, part) }
      }
      try await group.waitForAll()
      return signed
    }
    scene.tell("Who sees what now.", fr: "Qui voit quoi maintenant.")
    try await scene.run(nadege, ["grants"], contains: ["Paul", "M. Baert"])
    try await scene.run(nadege, ["who-sees", "--domain", "housing"], contains: ["Paul"])
    scene.end()
    return signed
  }

  private func draft(
    _ grant: ToldGrant, _ world: World, _ record: NadegesRecord, _ scene: Scene
  ) async throws {
    scene.tell(
      "\(grant.name): drafted, explained by Inès, signed by Nadège, opened.",
      fr: "\(grant.name) : préparé, expliqué par Inès, signé par Nadège, ouvert.")
    var arguments = ["grant", "\(grant.viewer).card", "--purpose", grant.purpose]
    let domains = grant.domains + grant.extra.map(\.description)
    if !domains.isEmpty { arguments += ["--domain", domains.joined(separator: ",")] }
    if !grant.facets.isEmpty {
      arguments += ["--facet", grant.facets.map(\.rawValue).joined(separator: ",")]
    }
    for item in grant.items { arguments += ["--item", try record.id(item)] }
    if grant.referent { arguments += ["--referent"] }
    arguments += ["--until", "\(grant.days)d", "--draft", "\(grant.viewer).draft"]
    try await scene.run(try world.player("nadege"), arguments, contains: [grant.name])
  }

  private func attest(_ grant: ToldGrant, _ world: World, _ scene: Scene) async throws {
    try await scene.run(
      try world.player("ines"),
      [
        "attest", "\(grant.viewer).draft", "--explained", "--said-back", "--link", "none", "--out",
        "\(grant.viewer).attestation",
      ], shows: 3)
  }

  /// A view opens exactly what its scope holds, item by item, and nothing of the reserve.
  private func open(
    _ grant: ToldGrant, _ id: String, _ world: World, _ record: NadegesRecord, _ scene: Scene
  ) async throws {
    let answer = try await scene.run(
      try world.player(grant.viewer), ["view", id, "--address", record.address, "--json"],
      lacks: ["Okoro", "Théo", "chorale"],
      shows: 4)
    let seen = Set(try answer.json(Seen.self).items.map(\.id))
    let expected = try record.ids(grant.compartments, picked: grant.items)
    try scene.check(
      seen == expected && !seen.isEmpty,
      "\(grant.name) sees exactly the \(expected.count) items of the scope",
      fr: "\(grant.name) voit exactement les \(expected.count) éléments de la partie ouverte")
    scene.end()
  }

  /// What the limits refuse: too much for Paul, everything for the control worker.
  func refuseTooMuch(_ world: World, _ record: NadegesRecord, _ scene: Scene) async throws {
    let nadege = try world.player("nadege")
    let control = try world.player("control")
    let (tooMuch, wholeMap) = (scene.begin(), scene.begin())
    wholeMap.tell(
      "The control worker asks for the whole map.",
      fr: "L'assistante sociale du contrôle demande toute la carte.")
    let facets = Facet.allCases.map(\.rawValue).joined(separator: ",")
    let all = LifeDomain.allCases.map(\.rawValue).joined(separator: ",")
    struct Asked: Decodable { let request: String }
    async let asking = wholeMap.run(
      control,
      [
        "ask", record.address, "--domain", all, "--facet", facets, "--purpose", "rights", "--days",
        "60", "--reason", "verification", "--json",
      ], contains: ["request"])

    tooMuch.tell(
      "Paul would like every facet of nine domains. The limits say no, and say why.",
      fr: "Paul aimerait toutes les facettes de neuf domaines. Les limites disent non, et pourquoi."
    )
    let nine =
      "mobility,housing,responsibilities,work,leisure,relations,community,nutrition,communication"
    try await tooMuch.run(
      nadege,
      [
        "grant", "paul.card", "--purpose", "coordination", "--domain", nine, "--facet", facets,
        "--referent", "--until", "180d",
      ], status: .refused, contains: ["viewer-share", say("51.46 %", fr: "51,46 %")])
    tooMuch.end()

    let id = try await asking.json(Asked.self).request
    let limits = ["wall", "viewer-share", "viewer-domains", "authority-share", "authority-domains"]
    try await wholeMap.run(nadege, ["inbox"], contains: ["Mme Claes"])
    try await wholeMap.run(nadege, ["inbox", id], contains: ["Mme Claes"] + limits, shows: 30)
    try await wholeMap.run(nadege, ["accept", id], status: .refused, contains: limits)
    try await wholeMap.run(nadege, ["decline", id])
    try await wholeMap.run(control, ["asked"], contains: [Self.unavailable], lacks: limits)
    wholeMap.end()
  }

  private static var unavailable: String { say("not available", fr: "non disponible") }
}

extension Story {
  /// An access that ends by itself while the story goes on.
  struct ShortAccess: Sendable {
    let grant: String
    /// When it has ended for sure.
    let end: Date
  }

  /// An access of a few seconds opens.
  func giveAccessForSeconds(
    _ world: World, _ record: NadegesRecord, _ scene: Scene
  ) async throws -> ShortAccess {
    let nadege = try world.player("nadege")
    scene.tell(
      "An access of a few seconds opens; it will close by itself.",
      fr: "Un accès de quelques secondes s'ouvre ; il se fermera seul.")
    // Long enough for two more commands on this machine, however loaded it is.
    let last = try await scene.run(nadege, ["status", "--json"], shows: 6)
    let seconds = max(4, Int((last.seconds * 8).rounded(.up)))
    let answer = try await scene.run(
      nadege,
      [
        "grant", "leader.card", "--purpose", "work", "--domain", "work/people", "--until",
        "\(seconds)s",
        "--json",
      ])
    let end = Date(timeIntervalSinceNow: Double(seconds) + 1)
    let grant = try answer.json(Signed.self).grant
    try await scene.run(
      try world.player("leader"), ["view", grant, "--address", record.address],
      contains: ["Karim"])
    return ShortAccess(grant: grant, end: end)
  }

  /// One access is taken back, one has ended by itself; both are closed.
  func endAccess(
    _ world: World, _ grants: [String: String], _ short: ShortAccess, _ scene: Scene
  ) async throws {
    let (nadege, mediator) = (try world.player("nadege"), try world.player("mediator"))
    guard let baert = grants["mediator"] else { return }
    let (revoked, ended) = (scene.begin(), scene.begin())
    revoked.tell(
      "The mediator's access is taken back: one act, no reason.",
      fr: "L'accès du médiateur est retiré : un geste, sans raison.")
    try await revoked.run(nadege, ["revoke", baert], contains: ["M. Baert"])
    async let closed = revoked.run(
      mediator, ["view", baert], status: .notAvailable, contains: [Self.unavailable])

    ended.tell(
      "The access of a few seconds has closed by itself.",
      fr: "L'accès de quelques secondes s'est fermé seul.")
    try await Task.sleep(for: .seconds(max(0, short.end.timeIntervalSinceNow)))
    try await ended.run(
      try world.player("leader"), ["view", short.grant], status: .notAvailable,
      contains: [Self.unavailable])
    ended.end()
    _ = try await closed
    revoked.end()
  }

  /// Everything is stopped, and resumed.
  func stopEverything(
    _ world: World, _ grants: [String: String], _ scene: Scene
  ) async throws {
    let (nadege, paul) = (try world.player("nadege"), try world.player("paul"))
    guard let grant = grants["paul"] else { return }
    scene.tell(
      "Nadège stops everything, then opens it again.", fr: "Nadège arrête tout, puis rouvre.")
    try await scene.run(nadege, ["stop"])
    try await scene.run(
      paul, ["view", grant], status: .notAvailable, contains: [Self.unavailable])
    try await scene.run(nadege, ["resume"])
    try await scene.run(paul, ["view", grant], contains: ["Nadège"], shows: 6)
  }
}
