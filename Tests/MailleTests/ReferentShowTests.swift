import Foundation
import Testing

/// What the owner reads of a référent and of the signals, by commands.
@Suite struct ReferentShowTests {
  private struct Shown: Decodable {
    struct Bar: Decodable {
      let characteristic: String
      let value: Double?
    }

    let bars: [Bar]
    let isCapture: Bool
  }

  private struct Told: Decodable {
    struct Signal: Decodable { let signal: String }
    struct Proposed: Decodable {
      let code: String
    }

    let signals: [Signal]
    let proposedObstacles: [Proposed]
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ run: CommandRun) throws -> Value {
    try JSONDecoder().decode(type, from: Data(run.output.utf8))
  }

  @Test func fiveBarsForEachReferentAndNoneForOthers() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.require("owner", ["init", "--hub", hub.host])
      #expect(
        try decode([Shown].self, hub.require("owner", ["referent", "show", "--json"])).isEmpty)
      for name in ["Paul Fictif", "Ursule Fictive"] {
        try hub.require("owner", ["member", "add", name])
        try hub.require("owner", ["tie", "add", name, "--domain", "housing"])
      }
      try hub.require("owner", ["referent", "name", "Paul Fictif", "--since", "2025-01-01"])
      let shown = try decode(
        [Shown].self, hub.require("owner", ["referent", "show", "--local", "--json"]))
      #expect(shown.count == 1)
      #expect(
        shown.first?.bars.map(\.characteristic) == [
          "proximity", "centrality", "flexibility", "proactivity", "continuity",
        ])
      #expect(shown.first?.bars.allSatisfy { (0...1).contains($0.value ?? 0) } == true)
      let text = try hub.require("owner", ["referent", "show", "Paul Fictif"]).output
      #expect(text.contains("Paul Fictif") && !text.contains("Ursule"))
      try hub.run("owner", ["referent", "show", "Ursule Fictive"]).expectFailure(5)
    }
  }

  @Test func anObstacleIsProposedUntilTheOwnerNotesIt() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.require("owner", ["init", "--hub", hub.host])
      try hub.require(
        "owner", ["member", "add", "Le foyer fictif", "--formal", "true", "--authority", "roof"])
      for domain in ["housing", "work", "leisure"] {
        try hub.require("owner", ["tie", "add", "Le foyer fictif", "--domain", domain])
      }
      let before = try decode(Told.self, hub.require("owner", ["signals", "--json"]))
      #expect(before.signals.contains { $0.signal == "single-authority" })
      #expect(before.proposedObstacles.map(\.code) == ["O17"])
      let list = try hub.require("owner", ["obstacle", "list", "--json"]).output
      #expect(!list.contains("O17"), "nothing is noted without the owner")
      try hub.require(
        "owner", ["obstacle", "add", "--domain", "housing", "--code", "O17", "--severity", "2"])
      let after = try decode(Told.self, hub.require("owner", ["signals", "--local", "--json"]))
      #expect(after.proposedObstacles.isEmpty)
    }
  }
}
