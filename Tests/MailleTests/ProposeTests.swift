import Foundation
import Testing

/// A professional proposes an addition; the owner takes it up, changes it, or says no.
@Suite struct ProposeTests {
  private struct Made: Decodable { let address: String }
  private struct Signed: Decodable { let grant: String }
  private struct Sent: Decodable { let proposal: String }

  private static func read<Value: Decodable>(_ type: Value.Type, _ run: CommandRun) throws -> Value
  {
    try JSONDecoder().decode(type, from: Data(run.output.utf8))
  }

  /// An owner, and a viewer with an access to notes and plans in care; gives the access.
  private static func begin(_ hub: HubRun) throws -> String {
    try hub.makePerson("owner", kind: "owner")
    try hub.makePerson("vion", kind: "viewer")
    let made = try read(Made.self, hub.require("owner", ["init", "--hub", hub.host, "--json"]))
    try hub.require("owner", ["note", "add", "--domain", "care", "--text", "first words"])
    let grant = try read(
      Signed.self,
      hub.require(
        "owner",
        [
          "grant", "../vion.card", "--purpose", "care", "--domain", "care", "--facet",
          "notes,plan,people", "--until", "20d", "--json",
        ])
    ).grant
    try hub.require("vion", ["views", made.address])
    return grant
  }

  private static func propose(_ hub: HubRun, _ grant: String, _ options: [String]) throws -> String
  {
    try read(
      Sent.self, hub.require("vion", ["propose", grant, "--domain", "care", "--json"] + options)
    ).proposal
  }

  @Test func aYesAddsOneItemAndANoNone() throws {
    try HubRun.with { hub in
      let grant = try Self.begin(hub)
      let note = try Self.propose(hub, grant, ["--note", "the nurse comes on Tuesdays"])
      #expect(
        try hub.require("owner", ["status", "--json"]).output.contains("\"openProposals\" : 1"))
      #expect(try hub.require("owner", ["inbox"]).output.contains(note.prefix(8)))
      let told = try hub.require("owner", ["inbox", note]).output
      #expect(told.contains("the nurse comes on Tuesdays") && told.contains("vion"))
      try hub.require("owner", ["accept", note, "--text", "the nurse comes on Mondays"])
      let shown = try hub.require("owner", ["record", "show"]).output
      #expect(shown.contains("on Mondays") && !shown.contains("on Tuesdays"))
      try hub.run("owner", ["accept", note]).expectFailure(5)

      let second = try Self.propose(hub, grant, ["--note", "words that nobody wants"])
      try hub.require("owner", ["decline", second])
      #expect(!(try hub.require("owner", ["record", "show"]).output.contains("nobody wants")))
      #expect(try hub.require("owner", ["inbox", "--json"]).output.contains("proposal") == false)
      try hub.run("owner", ["undo"]).expectFailure(5)

      let member = try Self.propose(hub, grant, ["--member", "Rose Fictive"])
      try hub.require("owner", ["accept", member, "--reserved"])
      #expect(try hub.require("owner", ["record", "show"]).output.contains("Rose Fictive"))
      try hub.require("owner", ["sync"])
      #expect(!(try hub.require("vion", ["view", grant]).output.contains("Rose Fictive")))
    }
  }

  @Test func whatDoesNotFitIsToldAndNothingIsSent() throws {
    try HubRun.with { hub in
      let grant = try Self.begin(hub)
      func refused(_ options: [String], _ status: Int32) throws {
        try hub.run("vion", ["propose", grant] + options).expectFailure(status)
      }
      try refused(["--domain", "care"], 2)
      try refused(["--domain", "care", "--note", "a", "--objective", "b"], 2)
      try refused(["--domain", "care", "--contact", "555 0100"], 2)
      try refused(["--domain", "care", "--appointment", "bilan"], 2)
      try refused(["--domain", "work", "--note", "elsewhere"], 5)
      try refused(["--domain", "care", "--note", " "], 5)
      try hub.run("vion", ["propose", "zzzz", "--domain", "care", "--note", "a"]).expectFailure(3)
      let note = try Self.propose(hub, grant, ["--note", "words"])
      try hub.run("owner", ["accept", note, "--until", "3d"]).expectFailure(2)
      try hub.require("owner", ["revoke", grant])
      try refused(["--domain", "care", "--note", "too late"], 3)
      #expect(try hub.require("owner", ["inbox"]).output.contains(note.prefix(8)))
    }
  }
}
