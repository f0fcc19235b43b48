import Foundation
import PersonalNetwork

/// One of Nadège's grants, as DOMAIN §7 tells them.
struct ToldGrant {
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
  func giveAccess(_ world: World, _ record: NadegesRecord) throws -> [String: String] {
    let (nadege, ines) = (try world.player("nadege"), try world.player("ines"))
    var signed: [String: String] = [:]
    for grant in ToldGrant.all {
      stage.tell(
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
      try stage.run(nadege, arguments, contains: [grant.name])
      try stage.run(
        ines,
        [
          "attest", "\(grant.viewer).draft", "--explained", "--said-back", "--link", "none",
          "--out",
          "\(grant.viewer).attestation",
        ], shows: 3)
      let answer = try stage.run(
        nadege,
        [
          "grant", "--from", "\(grant.viewer).draft", "--attestation",
          "\(grant.viewer).attestation", "--json",
        ],
        contains: ["\"attestations\" : 1"])
      let id = try answer.json(Signed.self).grant
      signed[grant.viewer] = id
      try open(grant, id, world, record)
    }
    stage.tell("Who sees what now.", fr: "Qui voit quoi maintenant.")
    try stage.run(nadege, ["grants"], contains: ["Paul", "M. Baert"])
    try stage.run(nadege, ["who-sees", "--domain", "housing"], contains: ["Paul"])
    return signed
  }

  /// A view opens exactly what its scope holds, item by item, and nothing of the reserve.
  private func open(
    _ grant: ToldGrant, _ id: String, _ world: World, _ record: NadegesRecord
  ) throws {
    let viewer = try world.player(grant.viewer)
    let answer = try stage.run(
      viewer, ["view", id, "--address", record.address, "--json"],
      lacks: ["Okoro", "Théo", "chorale"],
      shows: 4)
    let seen = Set(try answer.json(Seen.self).items.map(\.id))
    let expected = try record.ids(grant.compartments, picked: grant.items)
    try stage.check(
      seen == expected && !seen.isEmpty,
      "\(grant.name) sees exactly the \(expected.count) items of the scope",
      fr: "\(grant.name) voit exactement les \(expected.count) éléments de la partie ouverte")
  }

  /// What the limits refuse: too much for Paul, everything for the control worker.
  func refuseTooMuch(_ world: World, _ record: NadegesRecord) throws {
    let nadege = try world.player("nadege")
    stage.tell(
      "Paul would like every facet of nine domains. The limits say no, and say why.",
      fr: "Paul aimerait toutes les facettes de neuf domaines. Les limites disent non, et pourquoi."
    )
    let nine =
      "mobility,housing,responsibilities,work,leisure,relations,community,nutrition,communication"
    let facets = Facet.allCases.map(\.rawValue).joined(separator: ",")
    try stage.run(
      nadege,
      [
        "grant", "paul.card", "--purpose", "coordination", "--domain", nine, "--facet", facets,
        "--referent", "--until", "180d",
      ], status: .refused, contains: ["viewer-share", say("51.46 %", fr: "51,46 %")])

    stage.tell(
      "The control worker asks for the whole map.",
      fr: "L'assistante sociale du contrôle demande toute la carte.")
    let control = try world.player("control")
    let all = LifeDomain.allCases.map(\.rawValue).joined(separator: ",")
    struct Asked: Decodable { let request: String }
    let asked = try stage.run(
      control,
      [
        "ask", record.address, "--domain", all, "--facet", facets, "--purpose", "rights", "--days",
        "60", "--reason", "verification", "--json",
      ], contains: ["request"])
    let id = try asked.json(Asked.self).request
    let limits = ["wall", "viewer-share", "viewer-domains", "authority-share", "authority-domains"]
    try stage.run(nadege, ["inbox"], contains: ["Mme Claes"])
    try stage.run(nadege, ["inbox", id], contains: ["Mme Claes"] + limits, shows: 30)
    try stage.run(nadege, ["accept", id], status: .refused, contains: limits)
    try stage.run(nadege, ["decline", id])
    let unavailable = say("not available", fr: "non disponible")
    try stage.run(control, ["asked"], contains: [unavailable], lacks: limits)
  }

  /// Her letters go into the reserve; from there nothing can be granted.
  func keepTheLetters(_ world: World, _ record: NadegesRecord) throws {
    let nadege = try world.player("nadege")
    let letters = try record.id("letters")
    stage.tell(
      "Nadège keeps the letters to her son for herself alone.",
      fr: "Nadège garde pour elle seule les lettres à son fils.")
    try stage.run(nadege, ["reserve", letters])
    try stage.run(nadege, ["sync"])
    try stage.run(
      nadege,
      ["grant", "paul.card", "--purpose", "coordination", "--item", letters, "--until", "30d"],
      status: .invalidInput)
  }

  /// One access is taken back, one ends by itself; both close.
  func endAccess(
    _ world: World, _ record: NadegesRecord, _ grants: [String: String]
  ) throws {
    let (nadege, mediator) = (try world.player("nadege"), try world.player("mediator"))
    let unavailable = say("not available", fr: "non disponible")
    guard let baert = grants["mediator"] else { return }
    stage.tell(
      "The mediator's access is taken back: one act, no reason.",
      fr: "L'accès du médiateur est retiré : un geste, sans raison.")
    try stage.run(nadege, ["revoke", baert], contains: ["M. Baert"])
    try stage.run(mediator, ["view", baert], status: .notAvailable, contains: [unavailable])

    // Long enough for two more commands on this machine, however loaded it is.
    let seconds = max(4, Int((stage.lastSeconds * 8).rounded(.up)))
    stage.tell(
      "An access of a few seconds opens, then closes by itself.",
      fr: "Un accès de quelques secondes s'ouvre, puis se ferme seul.")
    let answer = try stage.run(
      nadege,
      [
        "grant", "leader.card", "--purpose", "work", "--domain", "work/people", "--until",
        "\(seconds)s",
        "--json",
      ])
    let granted = Date()
    let short = try answer.json(Signed.self).grant
    let leader = try world.player("leader")
    try stage.run(leader, ["view", short, "--address", record.address], contains: ["Karim"])
    Thread.sleep(until: granted.addingTimeInterval(Double(seconds) + 1))
    try stage.run(leader, ["view", short], status: .notAvailable, contains: [unavailable])
  }

  /// Everything is stopped, and resumed.
  func stopEverything(
    _ world: World, _ record: NadegesRecord, _ grants: [String: String]
  ) throws {
    let (nadege, paul) = (try world.player("nadege"), try world.player("paul"))
    guard let grant = grants["paul"] else { return }
    stage.tell(
      "Nadège stops everything, then opens it again.", fr: "Nadège arrête tout, puis rouvre.")
    try stage.run(nadege, ["stop"])
    try stage.run(
      paul, ["view", grant], status: .notAvailable,
      contains: [say("not available", fr: "non disponible")])
    try stage.run(nadege, ["resume"])
    try stage.run(paul, ["view", grant], contains: ["Nadège"], shows: 6)
  }
}
