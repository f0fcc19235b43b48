import Foundation
import Glibc
import Interchange
import Keys
import PersonalNetwork

/// Nadège's story: every command as a person would type it, every answer checked.
struct Story: Sendable {
  let stage: Stage
  /// The repository's folder, where `policies/` and `keys-example/` are.
  let source: String

  /// What a grant's `--json` answer holds.
  struct Signed: Decodable {
    let grant: String
  }

  /// What an opened view's `--json` answer holds.
  struct Seen: Decodable {
    struct Item: Decodable {
      let id: String
    }

    let items: [Item]
  }

  /// Tells it all, and returns where the hub is, as `--hub` takes it.
  ///
  /// What does not wait for each other happens at the same time; it is told in one order.
  func tell() async throws -> String {
    Printer.line(
      say(
        "Nadège's story. Everyone is fictional, and so are their keys; everything else is real.",
        fr: "L'histoire de Nadège. Tout le monde est fictif, les clés aussi ; le reste est réel."))
    let world = try await World(stage: stage, source: source)
    let scene = Scene(stage)
    let (rules, work) = (scene.begin(), scene.begin())
    async let affirmed: Void = affirmTheWorkers(world, work)
    let host = try await openTheHub(world, rules)
    try await affirmed
    let (beginning, accesses) = (scene.begin(), scene.begin())
    let (ends, reading, published) = (scene.begin(), scene.begin(), scene.begin())
    async let imported = importARealNetwork(world, host: host, published)
    let record = try await beginTheRecord(world, host, beginning)
    let grants = try await giveAccess(world, record, accesses)
    let short = try await giveAccessForSeconds(world, record, ends)
    try await refuseTooMuch(world, record, ends)
    try await keepTheLetters(world, record, ends)
    try await endAccess(world, grants, short, ends)
    try await stopEverything(world, grants, ends)
    ends.end()
    async let verified: Void = readTheLog(world, record, reading)
    if let network = try await imported {
      try await openTheRealNetwork(world, network, published)
    }
    published.end()
    try await verified
    return try record.hub()
  }

  /// A hub is made and run, and the register signed by two.
  private func openTheHub(_ world: World, _ scene: Scene) async throws -> String {
    scene.tell(
      "A hub is made; an ethics officer signs its rules with it.",
      fr: "Un hub est créé ; une éthicienne signe ses règles avec lui.")
    let keeper = try world.player("operator")
    let auditor = try world.player("auditor")
    let ceremony = [
      "--auditor-key", auditor.home + "/key.age", "--auditor-passphrase-file",
      auditor.home + "/passphrase.txt",
    ]
    try await scene.run(
      keeper,
      [
        "hub", "init", "--name", "Hub de démonstration", "--policies", source + "/policies",
        "--naming", "naming.card", "--demo",
      ]
        + ceremony, contains: ["hub"])
    let host = "127.0.0.1:\(try freePort())"
    try scene.serve(keeper, ["hub", "serve", "--listen", host, "--demo"], until: host)
    try await scene.run(
      keeper, ["hub", "register", "authorities.json", "--hub", host] + ceremony, contains: ["7"])
    scene.end()
    return host
  }

  /// Each authority says who works for it.
  private func affirmTheWorkers(_ world: World, _ scene: Scene) async throws {
    scene.tell(
      "Each authority says who works for it, and they keep its word.",
      fr: "Chaque autorité dit qui travaille pour elle, et chacun garde sa parole.")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in World.workers {
        let part = scene.begin()
        group.addTask {
          try await part.run(
            try world.player(worker.authority),
            [
              "authority", "affirm", "\(worker.key).card", "--id", worker.authority, "--role",
              worker.role, "--until", "90d", "--out", "\(worker.key).card",
            ], contains: [worker.authority], shows: 2)
          try await part.run(
            try world.player(worker.key), ["card", "add", "\(worker.key).card"], shows: 2)
          part.end()
        }
      }
      try await group.waitForAll()
    }
    scene.end()
  }

  /// Nadège begins her record, with her sister beside her.
  private func beginTheRecord(
    _ world: World, _ host: String, _ scene: Scene
  ) async throws -> NadegesRecord {
    let nadege = try world.player("nadege")
    scene.tell(
      "Nadège begins her record. Her sister Inès helps her.",
      fr: "Nadège commence son dossier. Sa sœur Inès l'aide.")
    struct Made: Decodable { let address: String }
    let made = try await scene.run(
      nadege, ["init", "--hub", host, "--json"], contains: ["maille:"])
    struct Imported: Decodable { let names: [String: String] }
    let imported = try await scene.run(
      nadege, ["record", "import", source + "/keys-example/nadege.json", "--json"], shows: 6)
    try await scene.run(nadege, ["sync"], contains: ["1"])
    try await scene.run(nadege, ["helper", "name", "ines.card"], contains: ["Inès"])
    let shown = try await scene.run(nadege, ["record", "show", "--json"], shows: 4)
    let plan = try RecordJSON.plan(Data(shown.output.utf8))
    let record = NadegesRecord(
      address: try made.json(Made.self).address,
      network: try PersonalNetwork(items: plan.items),
      names: try imported.json(Imported.self).names)
    try scene.check(
      record.network.members.count == 17,
      "seventeen members are in the record", fr: "dix-sept membres sont dans le dossier")
    try scene.check(
      Set(record.network.ties().map(\.tie.domain)).count == LifeDomain.allCases.count
        || record.network.items.compactMap(\.content.domain).reduce(into: Set()) { $0.insert($1) }
          .count == 12,
      "all twelve life domains are in use", fr: "les douze domaines de vie sont utilisés")
    scene.end()
    return record
  }

  /// A port that nothing listens on, found by asking for any.
  private func freePort() throws -> Int {
    let failure = StoryFailure(reason: "no free port")
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw failure }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor, generic, length) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard bound else { throw failure }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

/// What the story knows of Nadège's record, to check answers against.
struct NadegesRecord: Sendable {
  let address: String
  let network: PersonalNetwork
  /// Identifiers by the names that the input file uses.
  let names: [String: String]

  /// The identifier of a named item.
  func id(_ name: String) throws -> String {
    guard let id = names[name] else { throw StoryFailure(reason: "no item \(name)") }
    return id
  }

  /// The identifiers of every item that a scope opens, computed from the record itself.
  func ids(_ compartments: [Compartment], picked: [String] = []) throws -> Set<String> {
    let whole = Set(compartments)
    let inScope = network.items.filter { !whole.isDisjoint(with: network.compartments(of: $0)) }
    return Set(inScope.map(\.id.description)).union(try picked.map { try id($0) })
  }
}
