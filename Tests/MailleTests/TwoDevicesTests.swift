import Foundation
import Testing

/// Two devices of one owner: the same key file and local record, edited apart.
@Suite struct TwoDevicesTests {
  struct Item: Decodable {
    let id: String
  }

  struct Conflict: Decodable {
    let item: String
  }

  /// An owner with one synchronised note, on a laptop and on a phone.
  private static func begin(_ hub: HubRun) throws -> String {
    try hub.makePerson("laptop", kind: "owner")
    try hub.require("laptop", ["init", "--hub", hub.host])
    let id = try add("first words", on: "laptop", hub)
    try hub.require("laptop", ["sync"])
    try FileManager.default.copyItem(
      at: hub.folder.appendingPathComponent("laptop"),
      to: hub.folder.appendingPathComponent("phone"))
    return id
  }

  private static func add(_ text: String, on device: String, _ hub: HubRun) throws -> String {
    let added = try hub.require(
      device, ["note", "add", "--domain", "care", "--text", text, "--json"])
    return try JSONDecoder().decode(Item.self, from: Data(added.output.utf8)).id
  }

  private static func edit(_ id: String, _ text: String, on device: String, _ hub: HubRun) throws {
    try hub.require(device, ["note", "edit", id, "--text", text])
  }

  private static func shown(_ device: String, _ hub: HubRun) throws -> String {
    try hub.require(device, ["record", "show"]).output
  }

  /// As after an answer that was lost: what one device signed and sent, the other sends again.
  @Test func whatWasSentAlreadyMayBeSentAgain() throws {
    try HubRun.with { hub in
      _ = try Self.begin(hub)
      hub.stop()
      let waiting = try hub.run("laptop", ["stop"])
      waiting.expectFailure(6)
      #expect(waiting.errors.contains("maille sync"))
      let manager = FileManager.default
      try manager.removeItem(at: hub.folder.appendingPathComponent("phone"))
      try manager.copyItem(
        at: hub.folder.appendingPathComponent("laptop"),
        to: hub.folder.appendingPathComponent("phone"))
      try hub.serve(["--listen", hub.host]) { _ in
        for device in ["laptop", "phone"] {
          try hub.require(device, ["sync"])
          let status = try hub.require(device, ["status"]).output
          #expect(status.contains("Everything is stopped."), "\(device)")
        }
      }
    }
  }

  @Test func anItemChangedOnBothIsShownAndLostOnlyByChoice() throws {
    try HubRun.with { hub in
      let id = try Self.begin(hub)
      try Self.edit(id, "laptop words", on: "laptop", hub)
      try hub.require("laptop", ["sync"])
      try Self.edit(id, "phone words", on: "phone", hub)

      let undecided = try hub.run("phone", ["sync"])
      undecided.expectFailure(8)
      #expect(undecided.output.contains("laptop words") && undecided.output.contains("phone words"))
      #expect(undecided.errors.contains("--mine, --theirs or --both"))
      let list = try hub.run("phone", ["sync", "--json"])
      list.expectFailure(8)
      let conflicts = try JSONDecoder().decode([Conflict].self, from: Data(list.output.utf8))
      #expect(conflicts.map(\.item) == [id])
      #expect(try Self.shown("phone", hub).contains("phone words"), "nothing was lost")
      try hub.run("phone", ["sync", "--mine", id, "--theirs", id]).expectFailure(2)

      try hub.require("phone", ["sync", "--both", id])
      try hub.require("laptop", ["sync"])
      for device in ["laptop", "phone"] {
        let text = try Self.shown(device, hub)
        #expect(text.contains("laptop words") && text.contains("phone words"), "\(device)")
      }

      for (choice, kept) in [("--mine", "from the phone"), ("--theirs", "from the laptop")] {
        try Self.edit(id, "from the laptop", on: "laptop", hub)
        try hub.require("laptop", ["sync"])
        try Self.edit(id, "from the phone", on: "phone", hub)
        try hub.run("phone", ["sync"]).expectFailure(8)
        try hub.require("phone", ["sync", choice, id])
        try hub.require("laptop", ["sync"])
        for device in ["laptop", "phone"] {
          #expect(try Self.shown(device, hub).contains(kept), "\(choice) on \(device)")
        }
      }
    }
  }

  @Test func anEditOfWhatTheOtherRemovedIsAChoiceToo() throws {
    try HubRun.with { hub in
      let id = try Self.begin(hub)
      try hub.require("laptop", ["note", "remove", id])
      try hub.require("laptop", ["sync"])
      try Self.edit(id, "kept after all", on: "phone", hub)
      let undecided = try hub.run("phone", ["sync"])
      undecided.expectFailure(8)
      #expect(undecided.output.contains("removed"))
      try hub.require("phone", ["sync", "--mine", id])
      try hub.require("laptop", ["sync"])
      #expect(try Self.shown("laptop", hub).contains("kept after all"))
    }
  }

  @Test func aStopFromADeviceThatIsBehindIsInForce() throws {
    try HubRun.with { hub in
      _ = try Self.begin(hub)
      for words in ["one", "two", "three"] {
        _ = try Self.add(words, on: "laptop", hub)
        try hub.require("laptop", ["sync"])
      }
      // The phone's counter was used up by the laptop: it signs again above it, by itself.
      try hub.require("phone", ["stop"])
      let status = try hub.require("laptop", ["status"])
      #expect(status.output.contains("stopped"))
      try hub.require("laptop", ["resume"])
      try hub.require("phone", ["sync"])
      #expect(try Self.shown("phone", hub).contains("three"))
    }
  }
}
