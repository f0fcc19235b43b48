import Foundation
import HubClient
import Interchange
import PersonalNetwork

extension Story {
  /// Nadège reads who looked and takes everything along; the officer verifies the log and reads it
  /// without content.
  func readTheLog(_ world: World, _ record: NadegesRecord, _ scene: Scene) async throws {
    let (told, audited, taken) = (scene.begin(), scene.begin(), scene.begin())
    async let audit: Void = audit(world, record, audited)
    told.tell(
      "Nadège reads who asked and who looked.", fr: "Nadège lit qui a demandé et qui a regardé.")
    try await told.run(
      try world.player("nadege"), ["log"],
      contains: ["Paul", "Mme Claes", "stop", "resume", "revocation", "refusal"], shows: 40)
    told.end()
    try await takeEverythingAlong(world, taken)
    try await audit
    scene.end()
  }

  private func audit(_ world: World, _ record: NadegesRecord, _ scene: Scene) async throws {
    let auditor = try world.player("auditor")
    scene.tell(
      "The ethics officer verifies the log and reads it, without names or content.",
      fr: "L'éthicienne vérifie le journal et le lit, sans noms ni contenu.")
    let host = try record.hub()
    let secret = ["Paul", "Claes", "Baert", "Nadège", "Okoro", "Sacha", "Vion"]
    try await scene.run(auditor, ["audit", "verify", "--hub", host], lacks: secret)
    try await scene.run(
      auditor, ["audit", "entries", "--hub", host],
      contains: ["view", "refusal", "request", "revocation", "cpas", "estran"], lacks: secret,
      shows: 40)
    try await scene.run(
      auditor, ["audit", "report", "--hub", host], contains: ["cpas"], lacks: secret, shows: 30)
    scene.end()
  }

  /// The export opens with the program of another maker.
  private func takeEverythingAlong(_ world: World, _ scene: Scene) async throws {
    scene.tell(
      "Nadège takes everything along; a stock age opens it.",
      fr: "Nadège emporte tout ; un age ordinaire l'ouvre.")
    let words = "trois mots à emporter"
    try LocalFile.write(Data((words + "\n").utf8), to: stage.path("export-passphrase.txt"))
    try await scene.run(
      try world.player("nadege"),
      ["export", "--out", "nadege.age", "--export-passphrase-file", "export-passphrase.txt"])
    // age asks for a passphrase on a terminal only, so that script lends it one.
    let opened = try await scene.other(
      [
        "script", "--quiet", "--return", "--echo", "never", "--command",
        "age --decrypt --output nadege-open.json nadege.age", "/dev/null",
      ],
      shown: "age --decrypt --output nadege-open.json nadege.age", input: words + "\n")
    try scene.check(opened.status == 0, "age opened it", fr: "age l'a ouvert")
    let open = String(decoding: try LocalFile.read(stage.path("nadege-open.json")), as: UTF8.self)
    try scene.check(
      open.contains("Okoro") && open.contains("maille-export-1"),
      "it holds her whole record, the reserve too",
      fr: "il contient tout son dossier, le jardin secret aussi")
    scene.end()
  }
}

extension Story {
  /// A published network that became a record, with a grant for Dr Vion.
  struct ImportedNetwork: Sendable {
    let grant: String
    let address: String
  }

  /// A real published network becomes a record, and one of its views is granted.
  ///
  /// Nil where the network is not on this machine.
  func importARealNetwork(
    _ world: World, host: String, _ scene: Scene
  ) async throws -> ImportedNetwork? {
    let data = (source as NSString).appendingPathComponent("../shared/data/networks/vacca-028")
    guard LocalFile.exists(data) else {
      scene.tell(
        "(The published network is not on this machine: left out.)",
        fr: "(Le réseau publié n'est pas sur cette machine : omis.)")
      return nil
    }
    scene.tell(
      "A real, published network of 45 people becomes a record.",
      fr: "Un vrai réseau publié de 45 personnes devient un dossier.")
    let owner = try stage.player("ego28")
    try await scene.run(owner, ["key", "new", "--name", "Ego 28", "--kind", "owner"], shows: 2)
    try await scene.run(owner, ["init", "--hub", host], shows: 1)
    try await scene.run(
      owner,
      [
        "record", "import", data + "/alter_attributes_028.csv", data + "/alter_ties_028.csv",
        "--map", source + "/Tests/InterchangeTests/Mappings/vacca-028.json",
      ], shows: 6)
    let shown = try await scene.run(owner, ["record", "show", "--json"], shows: 3)
    let members = try RecordJSON.plan(Data(shown.output.utf8)).items.filter { $0.member != nil }
    try scene.check(
      members.count == 45, "forty-five people are in the record",
      fr: "quarante-cinq personnes sont dans le dossier")
    let granted = try await scene.run(
      owner,
      [
        "grant", "vion.card", "--purpose", "care", "--domain", "relations/people", "--until", "30d",
        "--json",
      ])
    struct Status: Decodable { let address: String }
    let status = try await scene.run(owner, ["status", "--json"], shows: 3)
    return ImportedNetwork(
      grant: try granted.json(Signed.self).grant, address: try status.json(Status.self).address)
  }

  /// Dr Vion opens the view of the published network.
  func openTheRealNetwork(
    _ world: World, _ network: ImportedNetwork, _ scene: Scene
  ) async throws {
    let view = try await scene.run(
      try world.player("vion"), ["view", network.grant, "--address", network.address, "--json"],
      shows: 4)
    let count = try view.json(Seen.self).items.count
    try scene.check(
      count > 0, "\(count) people are in the view", fr: "\(count) personnes sont dans la vue")
  }
}

extension NadegesRecord {
  /// The hub of the address, as `--hub` takes it: its fingerprint and where it listens.
  func hub() throws -> String {
    guard let at = address.firstIndex(of: "@"), let end = address.lastIndex(of: "#"),
      let colon = address[at...].firstIndex(of: ":")
    else { throw StoryFailure(reason: "no address") }
    return String(address[address.index(after: at)..<colon]) + "@"
      + String(address[address.index(after: colon)..<end])
  }
}
