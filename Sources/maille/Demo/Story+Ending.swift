import Foundation
import Interchange
import PersonalNetwork

extension Story {
  /// Nadège reads who looked; the officer verifies the log and reads it without content.
  func readTheLog(_ world: World) throws {
    let (nadege, auditor) = (try world.player("nadege"), try world.player("auditor"))
    stage.tell(
      "Nadège reads who asked and who looked.", fr: "Nadège lit qui a demandé et qui a regardé.")
    try stage.run(
      nadege, ["log"], contains: ["Paul", "Mme Claes", "stop", "resume", "revocation", "refusal"],
      shows: 40)

    stage.tell(
      "The ethics officer verifies the log and reads it, without names or content.",
      fr: "L'éthicienne vérifie le journal et le lit, sans noms ni contenu.")
    let host = try hubHost(nadege)
    let secret = ["Paul", "Claes", "Baert", "Nadège", "Okoro", "Sacha", "Vion"]
    try stage.run(auditor, ["audit", "verify", "--hub", host], lacks: secret)
    try stage.run(
      auditor, ["audit", "entries", "--hub", host],
      contains: ["view", "refusal", "request", "revocation", "cpas", "estran"], lacks: secret,
      shows: 40)
    try stage.run(
      auditor, ["audit", "report", "--hub", host], contains: ["cpas"], lacks: secret, shows: 30)
  }

  private func hubHost(_ nadege: Player) throws -> String {
    struct Status: Decodable { let address: String }
    let status = try stage.run(nadege, ["status", "--json"], shows: 6)
    let address = try status.json(Status.self).address
    guard let at = address.firstIndex(of: "@"), let end = address.lastIndex(of: "#"),
      let colon = address[at...].firstIndex(of: ":")
    else { throw StoryFailure(reason: "no address") }
    return String(address[address.index(after: at)..<colon]) + "@"
      + String(address[address.index(after: colon)..<end])
  }

  /// The export opens with the program of another maker.
  func takeEverythingAlong(_ world: World) throws {
    let nadege = try world.player("nadege")
    stage.tell(
      "Nadège takes everything along; a stock age opens it.",
      fr: "Nadège emporte tout ; un age ordinaire l'ouvre.")
    let words = "trois mots à emporter"
    try LocalFile.write(Data((words + "\n").utf8), to: stage.path("export-passphrase.txt"))
    try stage.run(
      nadege,
      ["export", "--out", "nadege.age", "--export-passphrase-file", "export-passphrase.txt"])
    // age asks for a passphrase on a terminal only, so that script lends it one.
    let opened = try stage.other(
      [
        "script", "--quiet", "--return", "--echo", "never", "--command",
        "age --decrypt --output nadege-open.json nadege.age", "/dev/null",
      ],
      shown: "age --decrypt --output nadege-open.json nadege.age", input: words + "\n")
    try stage.check(opened.status == 0, "age opened it", fr: "age l'a ouvert")
    let open = String(decoding: try LocalFile.read(stage.path("nadege-open.json")), as: UTF8.self)
    try stage.check(
      open.contains("Okoro") && open.contains("maille-export-1"),
      "it holds her whole record, the reserve too",
      fr: "il contient tout son dossier, le jardin secret aussi")
  }

  /// A real published network becomes a record, and one of its views is granted and opened.
  func importARealNetwork(_ world: World, host: String) throws {
    let data = (source as NSString).appendingPathComponent("../shared/data/networks/vacca-028")
    guard LocalFile.exists(data) else {
      return stage.tell(
        "(The published network is not on this machine: left out.)",
        fr: "(Le réseau publié n'est pas sur cette machine : omis.)")
    }
    stage.tell(
      "A real, published network of 45 people becomes a record.",
      fr: "Un vrai réseau publié de 45 personnes devient un dossier.")
    let owner = try stage.player("ego28")
    try stage.run(owner, ["key", "new", "--name", "Ego 28", "--kind", "owner"], shows: 2)
    try stage.run(owner, ["init", "--hub", host], shows: 1)
    try stage.run(
      owner,
      [
        "record", "import", data + "/alter_attributes_028.csv", data + "/alter_ties_028.csv",
        "--map", source + "/Tests/InterchangeTests/Mappings/vacca-028.json",
      ], shows: 6)
    let shown = try stage.run(owner, ["record", "show", "--json"], shows: 3)
    let members = try RecordJSON.plan(Data(shown.output.utf8)).items.filter { $0.member != nil }
    try stage.check(
      members.count == 45, "forty-five people are in the record",
      fr: "quarante-cinq personnes sont dans le dossier")
    struct Granted: Decodable { let grant: String }
    let granted = try stage.run(
      owner,
      [
        "grant", "vion.card", "--purpose", "care", "--domain", "relations/people", "--until", "30d",
        "--json",
      ])
    struct Status: Decodable { let address: String }
    let address = try stage.run(owner, ["status", "--json"], shows: 3).json(Status.self).address
    let view = try stage.run(
      try world.player("vion"),
      ["view", try granted.json(Granted.self).grant, "--address", address, "--json"], shows: 4)
    let count = try view.json(Seen.self).items.count
    try stage.check(
      count > 0, "\(count) people are in the view", fr: "\(count) personnes sont dans la vue")
  }
}
