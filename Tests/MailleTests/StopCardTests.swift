import Foundation
import Testing

/// A stop card on paper, through the command line and a hub that runs.
@Suite struct StopCardTests {
  @Test func whoeverFindsTheCardStopsEverythingOnceAndTheOwnerAloneResumes() throws {
    try HubRun.with { hub in
      for (name, kind) in [("owner", "owner"), ("neighbour", "helper")] {
        try hub.makePerson(name, kind: kind)
      }
      try hub.require("owner", ["init", "--hub", hub.host])
      try hub.require("owner", ["stop-card", "--out", "../card.html", "--lang", "fr"])
      let page = try String(
        contentsOf: hub.folder.appendingPathComponent("card.html"), encoding: .utf8)
      #expect(page.contains("<svg ") && page.contains("<html lang=\"fr\">"))
      #expect(page.contains("Carte d’arrêt") && !page.contains("<script"))

      // Someone else, with a key of their own that has nothing to do with it.
      try hub.require("neighbour", ["stop", "--card", "../card.html"])
      #expect(try hub.require("owner", ["status"]).output.contains("Everything is stopped."))
      try hub.require("owner", ["resume"])
      try hub.run("neighbour", ["stop", "--card", "../card.html"]).expectFailure(1)

      let text = try hub.require("owner", ["stop-card", "--text"]).output
      try hub.require("owner", ["stop-card", "--withdraw"])
      try hub.run("neighbour", ["stop", "--card", text]).expectFailure(1)
      try hub.run("neighbour", ["stop", "--card", "no card"]).expectFailure(5)
      try hub.run("owner", ["stop-card"]).expectFailure(2)
    }
  }
}
