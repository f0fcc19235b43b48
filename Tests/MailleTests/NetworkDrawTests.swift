import Foundation
import Testing

/// The picture and the record as it was, with the commands themselves.
@Suite struct NetworkDrawTests {
  private static func fill(_ hub: HubRun) throws {
    for arguments in [
      ["member", "add", "Rose Fictive", "--circle", "1", "--since", "2020-01-01"],
      ["member", "add", "Paul Fictif", "--since", "2024-03-01"],
      ["member", "add", "Okoro Fictive", "--reserved"],
      ["tie", "add", "Rose Fictive", "--domain", "care", "--support", "3"],
      ["tie", "add", "Paul Fictif", "--domain", "housing", "--stress", "2"],
    ] { try hub.require("owner", arguments) }
  }

  @Test func thePictureIsAFileListsOrThatOfADay() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.require("owner", ["init", "--hub", hub.host])
      try Self.fill(hub)
      let draw = ["network", "draw", "--lang", "en"]
      let picture = try hub.require("owner", draw).output
      #expect(picture.hasPrefix("<?xml") && picture.hasSuffix("</svg>\n"))
      for name in ["Rose Fictive", "Paul Fictif", "Okoro Fictive"] {
        #expect(picture.contains(name))
      }
      #expect(try hub.require("owner", draw).output == picture)
      try hub.require("owner", draw + ["--out", "network.svg"])
      let file = hub.folder.appendingPathComponent("owner/network.svg")
      #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == picture)

      let lists = try hub.require("owner", draw + ["--text"]).output
      #expect(lists.contains("    Rose Fictive   supports you\n"))
      #expect(lists.contains("secret garden"))
      let past = try hub.require("owner", draw + ["--at", "2023-06-01"]).output
      #expect(past.contains("Rose Fictive") && !past.contains("Paul Fictif"))
      let shown = try hub.require("owner", ["record", "show", "--at", "2023-06-01"]).output
      #expect(shown.contains("Rose Fictive") && !shown.contains("Paul Fictif"))
      let before = try hub.require("owner", ["record", "show", "--at", "2019-12-31"]).output
      #expect(!before.contains("Rose Fictive"))
      try hub.run("owner", draw + ["--at", "2023-02-30"]).expectFailure(2)
      try hub.run("owner", draw + ["--json"]).expectFailure(2)
      try hub.run("owner", draw + ["--as", "nobody"]).expectFailure(5)
    }
  }

  @Test func whatAViewerDoesNotSeeIsGreyed() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.makePerson("vion", kind: "viewer")
      try hub.require("owner", ["init", "--hub", hub.host])
      try Self.fill(hub)
      try hub.require(
        "owner",
        [
          "grant", "../vion.card", "--purpose", "care", "--domain", "care", "--facet",
          "people,ties", "--until", "20d",
        ])
      let name = "vion"
      let picture = try hub.require(
        "owner", ["network", "draw", "--lang", "en", "--as", name]
      ).output
      let pale = try #require(picture.firstMatch(of: /<g class="unseen">(.*?)<\/g>/)?.1)
      #expect(pale.contains("Paul Fictif") && pale.contains("Okoro Fictive"))
      #expect(!pale.contains("Rose Fictive") && picture.contains("Rose Fictive"))
      let shown = try hub.require("owner", ["record", "show", "--as", name]).output
      #expect(shown.contains("Rose Fictive") && !shown.contains("Paul Fictif"))
      try hub.require("owner", ["stop"])
      let stopped = try hub.require("owner", ["record", "show", "--as", name]).output
      #expect(!stopped.contains("Rose Fictive"))
    }
  }
}
