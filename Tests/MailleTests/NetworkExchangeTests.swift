import Foundation
import TestSupport
import Testing

/// Networks in and out through the command line: what is told first is what happens then.
@Suite struct NetworkExchangeTests {
  private struct Told: Decodable {
    let items: Int
    let taken: Int
    let merged: Int
    let dropped: Int
  }

  private struct Exported: Decodable {
    let members: Int
    let ties: Int
    let leftOut: Int
    let reserve: Bool
  }

  @Test func aNetworkComesInAsTheDryRunSaysAndGoesOutWithoutTheReserve() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.require("owner", ["init", "--hub", hub.host])
      let home = hub.folder.appendingPathComponent("owner")
      for name in ["networkx", "network-canvas"] {
        try Repository.bytes("Tests/InterchangeTests/Samples/\(name).graphml")
          .write(to: home.appendingPathComponent("\(name).graphml"))
      }
      func told(_ arguments: [String]) throws -> Told {
        let output = try hub.require("owner", arguments + ["--json"]).output
        return try JSONDecoder().decode(Told.self, from: Data(output.utf8))
      }
      let importing = ["record", "import", "networkx.graphml", "--domain", "leisure"]
      let before = try hub.require("owner", ["record", "show", "--json"]).output
      let dry = try told(importing + ["--dry-run"])
      #expect(dry.items == 7 && dry.merged == 2 && dry.dropped == 3)
      #expect(try hub.require("owner", ["record", "show", "--json"]).output == before)
      let lines = try hub.require("owner", importing + ["--dry-run", "--lang", "fr"]).output
      #expect(lines.contains("networkx.graphml:17") && lines.contains("un lien avec soi-même"))
      let done = try told(importing)
      #expect(done.items == dry.items && done.taken == dry.taken)

      let several = try hub.run("owner", ["record", "import", "network-canvas.graphml"])
      several.expectFailure(5)
      #expect(several.errors.contains("--network 1"))
      let second = try told(["record", "import", "network-canvas.graphml", "--network", "2"])
      #expect(second.items == 2)

      try hub.require("owner", ["reserve", "Liv"])
      func exported(_ extra: [String]) throws -> Exported {
        let output = try hub.require(
          "owner", ["network", "export", "--out", "out.graphml", "--json"] + extra
        ).output
        return try JSONDecoder().decode(Exported.self, from: Data(output.utf8))
      }
      let part = try exported([])
      #expect(part.members == 3 && part.leftOut == 1 && !part.reserve)
      let out = home.appendingPathComponent("out.graphml")
      #expect(!String(decoding: try Data(contentsOf: out), as: UTF8.self).contains("Liv"))
      let whole = try exported(["--with-reserve"])
      #expect(whole.members == 4 && whole.reserve)
      #expect(String(decoding: try Data(contentsOf: out), as: UTF8.self).contains("Liv"))
      // What went out is already there.
      #expect(try told(["record", "import", "out.graphml"]).items == 0)

      let printed = try hub.require("owner", ["network", "export"])
      #expect(printed.output.hasPrefix("<?xml"))
      #expect(printed.errors.contains("the reserve is not in it: 1 member(s)"))
      try hub.require("owner", ["network", "export", "--format", "gephi", "--out", "tables"])
      let tables = try told(["record", "import", "tables-nodes.csv", "tables-edges.csv"])
      #expect(tables.items == 0)
    }
  }
}
