import Foundation
import Testing

/// What must be impossible through the command line, against a hub that runs.
@Suite struct RefusalTests {
  struct Item: Decodable {
    let id: String
  }

  private static func grant(_ more: [String]) -> [String] { ["grant", "../vion.card"] + more }

  private static let fine = ["--purpose", "care", "--domain", "care", "--facet", "people"]

  @Test func impossibleGrantsAreRefusedEachWithItsCode() throws {
    try HubRun.with { hub in
      for (name, kind) in [("owner", "owner"), ("vion", "viewer"), ("ines", "helper")] {
        try hub.makePerson(name, kind: kind)
      }
      let wrong = String(repeating: "A", count: 43)
      try hub.run("owner", ["init", "--hub", "\(wrong)@\(hub.host)"]).expectFailure(4)
      try hub.require("owner", ["init", "--hub", hub.host])
      try hub.run("owner", ["init", "--hub", hub.host]).expectFailure(7)
      try hub.require("owner", ["member", "add", "Théo"])
      for domain in ["care", "work", "housing"] {
        try hub.require("owner", ["tie", "add", "Théo", "--domain", domain])
      }
      let note = try hub.require(
        "owner",
        ["note", "add", "--domain", "care", "--text", "letter", "--reserved", "--json"])
      let secret = try JSONDecoder().decode(Item.self, from: Data(note.output.utf8)).id
      try hub.require("owner", ["helper", "name", "../ines.card"])

      try hub.run("owner", Self.grant(Self.fine)).expectFailure(2)
      try hub.run("owner", Self.grant(Self.fine + ["--until", "181d"])).expectFailure(1)
      try hub.run("owner", Self.grant(Self.fine + ["--until", "2020-01-01"])).expectFailure(5)
      try hub.run("owner", Self.grant(["--purpose", "care", "--domain", "care", "--until", "9d"]))
        .expectFailure(2)
      try hub.run(
        "owner", Self.grant(["--purpose", "care", "--item", secret, "--until", "9d"])
      ).expectFailure(5)
      let helped = try hub.run("owner", ["grant", "../ines.card"] + Self.fine + ["--until", "9d"])
      helped.expectFailure(1)
      #expect(helped.errors.contains("second-attestation"))
      try hub.run(
        "owner", Self.grant(Self.fine + ["--domain", "work,housing", "--until", "9d"])
      ).expectFailure(1)

      let before = try hub.require("owner", ["grants", "--json"])
      #expect(before.output == "[\n\n]\n", "nothing refused was left behind")
    }
  }

  @Test func aGrantOpensAndClosesAndAMissingHubLosesNothing() throws {
    try HubRun.with { hub in
      for (name, kind) in [("owner", "owner"), ("vion", "viewer")] {
        try hub.makePerson(name, kind: kind)
      }
      let made = try hub.require("owner", ["init", "--hub", hub.host, "--json"])
      struct Made: Decodable { let address: String }
      let address = try JSONDecoder().decode(Made.self, from: Data(made.output.utf8)).address
      try hub.require("owner", ["member", "add", "Théo"])
      try hub.require("owner", ["tie", "add", "Théo", "--domain", "care"])
      let dry = try hub.require(
        "owner", Self.grant(Self.fine + ["--until", "9d", "--dry-run"]))
      #expect(dry.output.contains("Théo"))
      let signed = try hub.require("owner", Self.grant(Self.fine + ["--until", "9d", "--json"]))
      struct Signed: Decodable { let grant: String }
      let grant = try JSONDecoder().decode(Signed.self, from: Data(signed.output.utf8)).grant

      let view = try hub.require("vion", ["view", grant, "--address", address])
      #expect(view.output.contains("Théo"))
      try hub.run("vion", ["view", "AAAAAAAAAAAAAAAAAAAAAA"]).expectFailure(3)
      try hub.require("vion", ["give-back", grant])
      try hub.run("vion", ["view", grant]).expectFailure(3)

      hub.stop()
      try hub.run("owner", ["stop"]).expectFailure(6)
      let grants = try hub.require("owner", ["grants", "--json"])
      #expect(grants.output.contains(grant), "what is on the device stays readable")
    }
  }
}
