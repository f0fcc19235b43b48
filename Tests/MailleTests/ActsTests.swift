import Foundation
import Testing

/// What an owner does with an access over a year: takes back, renews, keeps a receipt, leaves.
@Suite struct ActsTests {
  struct Made: Decodable { let address: String }
  struct Item: Decodable { let id: String }
  struct Signed: Decodable { let grant: String }

  /// An owner with a relative, Maman, in the care domain, and a viewer.
  private static func begin(_ hub: HubRun) throws -> String {
    try hub.makePerson("owner", kind: "owner")
    try hub.makePerson("vion", kind: "viewer")
    let made = try hub.require("owner", ["init", "--hub", hub.host, "--json"])
    try hub.require("owner", ["member", "add", "Maman Ursule", "--role", "e310"])
    try hub.require("owner", ["tie", "add", "Maman Ursule", "--domain", "care"])
    return try JSONDecoder().decode(Made.self, from: Data(made.output.utf8)).address
  }

  private static func grant(_ hub: HubRun, until: String = "20d") throws -> String {
    let signed = try hub.require(
      "owner",
      [
        "grant", "../vion.card", "--purpose", "care", "--domain", "care", "--facet", "people,ties",
        "--until", until, "--json",
      ])
    return try JSONDecoder().decode(Signed.self, from: Data(signed.output.utf8)).grant
  }

  @Test func whatWasDoneIsTakenBackOrSaidToStay() throws {
    try HubRun.with { hub in
      let address = try Self.begin(hub)
      let added = try hub.require(
        "owner", ["note", "add", "--domain", "care", "--text", "first words", "--json"])
      let note = try JSONDecoder().decode(Item.self, from: Data(added.output.utf8)).id
      try hub.require("owner", ["sync"])
      try hub.require("owner", ["note", "edit", note, "--text", "second words"])
      #expect(try hub.require("owner", ["undo", "--json"]).output.contains("\"edit\""))
      let shown = try hub.require("owner", ["record", "show"]).output
      #expect(shown.contains("first words") && !shown.contains("second words"))
      try hub.require("owner", ["note", "remove", note])
      try hub.require("owner", ["undo"])
      #expect(try hub.require("owner", ["record", "show"]).output.contains("first words"))
      try hub.require("owner", ["sync"])

      let grant = try Self.grant(hub)
      try hub.require("vion", ["view", grant, "--address", address])
      try hub.require("owner", ["undo"])
      try hub.run("vion", ["view", grant]).expectFailure(3)

      let second = try Self.grant(hub)
      try hub.require("owner", ["stop"])
      try hub.require("owner", ["undo"])
      try hub.require("vion", ["view", second, "--address", address])
      try hub.require("owner", ["revoke", second])
      let stays = try hub.run("owner", ["undo"])
      stays.expectFailure(5)
      #expect(stays.errors.contains("maille renew"))
    }
  }

  @Test func aRenewalIsShownWithTheUseAndBeginsWhereTheOldOneEnds() throws {
    try HubRun.with { hub in
      let address = try Self.begin(hub)
      let old = try Self.grant(hub)
      try hub.require("vion", ["view", old, "--address", address])
      try hub.require("vion", ["view", old])
      let dry = try hub.require("owner", ["renew", old, "--until", "60d", "--dry-run"])
      #expect(dry.output.contains("Opened 2 time(s) on 1 day(s)"), "\(dry.output)")
      try hub.run("owner", ["renew", old, "--until", "1d"]).expectFailure(5)
      try hub.run("owner", ["renew", old, "--until", "300d"]).expectFailure(1)
      try hub.run("owner", ["renew", "zzzz", "--until", "60d"]).expectFailure(5)
      let renewed = try hub.require("owner", ["renew", old, "--until", "60d", "--json"])
      #expect(renewed.output.contains("\"openings\" : 2"))
      struct Row: Decodable {
        let grant: String
        let from: Date
        let until: Date
        let state: String
      }
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      let rows = try decoder.decode(
        [Row].self, from: Data(try hub.require("owner", ["grants", "--json"]).output.utf8))
      try #require(rows.count == 2)
      #expect(rows[1].from == rows[0].until && rows[1].state == "waiting")

      try hub.require("owner", ["revoke", old])
      let again = try hub.require("owner", ["renew", old, "--until", "15d", "--json"])
      let fresh = try JSONDecoder().decode(Signed.self, from: Data(again.output.utf8)).grant
      try hub.require("vion", ["view", fresh, "--address", address])
    }
  }

  @Test func aReceiptSaysTheFactsOfAnAccessAndHowItStands() throws {
    try HubRun.with { hub in
      _ = try Self.begin(hub)
      let grant = try Self.grant(hub)
      func read() throws -> [String: Any] {
        let run = try hub.require("owner", ["receipt", grant])
        return try #require(
          JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      }
      let receipt = try read()
      #expect(receipt["@type"] as? String == "dpv:ConsentReceipt")
      let record = try #require(receipt["dpv:hasRecordOfActivity"] as? [String: Any])
      #expect(record["dct:identifier"] as? String == grant)
      let process = try #require(record["dpv:hasProcess"] as? [String: Any])
      #expect(
        process["dpv:hasPersonalData"] as? [String]
          == ["maille:compartment/care/people", "maille:compartment/care/ties"])
      #expect((record["dpv:hasConsentStatus"] as? [[String: Any]])?.count == 1)
      try hub.require("owner", ["revoke", grant])
      let ended = try #require(try read()["dpv:hasRecordOfActivity"] as? [String: Any])
      let states = try #require(ended["dpv:hasConsentStatus"] as? [[String: Any]])
      #expect(
        states.map { $0["@type"] as? String } == ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"])
      try hub.require("owner", ["receipt", grant, "--out", "receipt.jsonld"])
      try hub.run("owner", ["receipt", "zzzz"]).expectFailure(5)
    }
  }

  @Test func aMaskedRelativeIsSeenByRoleWithoutTheirName() throws {
    try HubRun.with { hub in
      let address = try Self.begin(hub)
      let grant = try Self.grant(hub)
      #expect(
        try hub.require("vion", ["view", grant, "--address", address]).output.contains("Ursule"))
      try hub.require("owner", ["mask", "Maman Ursule"])
      try hub.require("owner", ["sync"])
      let masked = try hub.require("vion", ["view", grant])
      #expect(!masked.output.contains("Ursule"), "\(masked.output)")
      #expect(masked.output.contains("Close family"), "\(masked.output)")
      #expect(try hub.require("owner", ["record", "show"]).output.contains("Ursule"))
      try hub.require("owner", ["unmask", "Maman Ursule"])
      try hub.run("owner", ["unmask", "Maman Ursule"]).expectFailure(5)
      try hub.require("owner", ["sync"])
      #expect(try hub.require("vion", ["view", grant]).output.contains("Ursule"))
      try hub.require("owner", ["member", "add", "Dr Vion", "--formal", "true"])
      try hub.run("owner", ["mask", "Dr Vion"]).expectFailure(5)
    }
  }

  @Test func noticesTellWhatOthersDidAndACommandLearnsNothing() throws {
    try HubRun.with { hub in
      let address = try Self.begin(hub)
      let grant = try Self.grant(hub, until: "5d")
      try hub.require("owner", ["status"])
      try hub.require("vion", ["view", grant, "--address", address])
      try hub.require("vion", ["give-back", grant])
      let told = hub.folder.appendingPathComponent("told").path
      let notify = ["status", "--on-notice", "env > '\(told)'"]
      let quiet = try hub.require("owner", notify)
      #expect(quiet.output.isEmpty)
      let environment = try String(contentsOfFile: told, encoding: .utf8)
      #expect(!environment.contains("MAILLE") && !environment.contains("vion"), "\(environment)")
      try FileManager.default.removeItem(atPath: told)
      try hub.require("owner", notify)
      #expect(!FileManager.default.fileExists(atPath: told), "the same is not told twice")

      let status = try hub.require("owner", ["status"])
      #expect(status.output.contains("vion – looked"), "\(status.output)")
      #expect(status.output.contains("vion – ended an access"))
      #expect(
        !(try hub.require("owner", ["status"]).output.contains("vion – looked")), "read once")
    }
  }

  @Test func whoLeavesHasEverythingAndTheHubHasNothing() throws {
    try HubRun.with { hub in
      let address = try Self.begin(hub)
      let grant = try Self.grant(hub)
      try hub.require("vion", ["view", grant, "--address", address])
      let home = hub.folder.appendingPathComponent("owner")
      try FileManager.default.copyItem(at: home, to: hub.folder.appendingPathComponent("before"))
      let out = ["--out", "all.age", "--export-passphrase-file", "passphrase"]
      try hub.run("owner", ["leave", "--out", "/proc/x"] + out.suffix(2)).expectFailure(7)
      try hub.require("vion", ["view", grant])
      try hub.require("owner", ["leave"] + out)
      let file = try Data(contentsOf: home.appendingPathComponent("all.age"))
      #expect(file.starts(with: Data("age-encryption.org/v1\n".utf8)))
      try hub.run("vion", ["view", grant]).expectFailure(3)
      try hub.run("owner", ["status"]).expectFailure(7)
      try hub.run("owner", ["leave"] + out).expectFailure(7)
      try hub.run("before", ["sync"]).expectFailure(1)
      try hub.require("owner", ["record", "show"])
    }
  }

  @Test func anOwnersPassphraseIsChangedAndTheRecordStillOpens() throws {
    try HubRun.with { hub in
      _ = try Self.begin(hub)
      let home = hub.folder.appendingPathComponent("owner")
      try Data("une autre phrase\n".utf8).write(to: home.appendingPathComponent("new"))
      try hub.require("owner", ["key", "passphrase", "--new-passphrase-file", "new"])
      try hub.run("owner", ["sync"]).expectFailure(7)
      try hub.require("owner", ["sync", "--passphrase-file", "new"])
    }
  }
}
