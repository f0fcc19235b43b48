import Foundation
import Testing

@Suite struct RecoveryCommandTests {
  private struct Shown: Decodable { let digits: String }
  private struct Printed: Decodable {
    let paper: String
    let address: String?
  }

  @Test func aPrintedKeyOpensTheRecordAgainUnderAnotherPassphrase() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.require("owner", ["init", "--hub", hub.host])
      let made = try hub.require("owner", ["backup", "paper", "--out", "copy.age", "--json"])
      let paper = try JSONDecoder().decode(Printed.self, from: Data(made.output.utf8)).paper
      let home = hub.folder.appendingPathComponent("owner")
      try hub.run("owner", ["restore", "paper", "copy.age", "--paper-file", "-"])
        .expectFailure(7)
      try FileManager.default.removeItem(at: home.appendingPathComponent("key.age"))
      try Data("oubliée, puis choisie à neuf\n".utf8).write(
        to: home.appendingPathComponent("passphrase"))
      let slip = paper.replacing("AGE", with: "AGF")
      for (text, status) in [(slip, 5), (paper.lowercased(), 0)] as [(String, Int32)] {
        try Data(text.utf8).write(to: home.appendingPathComponent("typed"))
        let run = try hub.run("owner", ["restore", "paper", "copy.age", "--paper-file", "typed"])
        if status == 0 { #expect(run.status == 0) } else { run.expectFailure(status) }
      }
      try hub.require("owner", ["status"])
    }
  }

  /// A phone is lost with the record on it, and the passphrase is forgotten: what is left is the
  /// copy, the paper and the address on it.
  @Test func aLostPhoneAndAForgottenPassphraseEndWell() throws {
    try HubRun.with { hub in
      try hub.makePerson("owner", kind: "owner")
      try hub.makePerson("ines", kind: "helper")
      try hub.makePerson("theo", kind: "viewer")
      try hub.require("owner", ["init", "--hub", hub.host, "--attestation-required"])
      for domain in ["care", "housing", "work", "education"] {
        for number in 1...4 {
          try hub.require(
            "owner", ["note", "add", "--domain", domain, "--text", "\(domain) \(number)"])
        }
      }
      try hub.require("owner", ["sync"])
      try hub.require("owner", ["helper", "name", "../ines.card"])
      let made = try hub.require("owner", ["backup", "paper", "--out", "../copy.age", "--json"])
      let paper = try JSONDecoder().decode(Printed.self, from: Data(made.output.utf8))
      let before = try hub.require("owner", ["record", "show", "--json"]).output
      try FileManager.default.removeItem(at: hub.folder.appendingPathComponent("owner"))

      try HubRun.person("again", in: hub.folder)
      let address = try #require(paper.address)
      try hub.run("again", ["restore", "record", address]).expectFailure(7)
      let typed = hub.folder.appendingPathComponent("again/typed")
      try Data(paper.paper.utf8).write(to: typed)
      try hub.require("again", ["restore", "paper", "../copy.age", "--paper-file", "typed"])
      let missing = try hub.run("again", ["status"])
      missing.expectFailure(7)
      #expect(missing.errors.contains("maille restore record"))
      let wrong = address.replacing(/#.*$/, with: "#" + String(repeating: "A", count: 43))
      #expect(try hub.run("again", ["restore", "record", wrong]).status != 0)
      let back = try hub.require("again", ["restore", "record", address])
      #expect(back.output.contains("16 item(s), 0 access(es), 1 helper(s)"))
      #expect(try hub.require("again", ["record", "show", "--json"]).output == before)
      try hub.run("again", ["restore", "record", address]).expectFailure(7)
      // What the owner asked for at the beginning holds on this device too.
      let grant = try hub.run(
        "again",
        [
          "grant", "../theo.card", "--domain", "care", "--facet", "notes", "--purpose",
          "coordination", "--until", "9d",
        ])
      #expect(grant.status == 1 && (grant.output + grant.errors).contains("attest"))
      try hub.require("again", ["helper", "dismiss", "ines"])
      try hub.require("again", ["note", "add", "--domain", "work", "--text", "from the new phone"])
      try hub.require("again", ["sync"])
    }
  }

  @Test func trustedPeopleAnnounceANewKeyWhichTheOldOneCancels() throws {
    try HubRun.with { hub in
      for (name, kind) in [("owner", "owner"), ("ines", "helper"), ("theo", "helper")] {
        try hub.makePerson(name, kind: kind)
      }
      try hub.require("owner", ["init", "--hub", hub.host])
      try hub.run(
        "owner", ["backup", "kit", "--trust", "../ines.card", "--threshold", "1", "--out", "k"]
      ).expectFailure(2)
      try hub.require(
        "owner",
        [
          "backup", "kit", "--trust", "../ines.card", "--trust", "../theo.card", "--threshold",
          "2", "--out", "../kit.json",
        ])
      try hub.makePerson("again", kind: "owner")
      let card = try hub.require("again", ["card", "show", "--json"])
      let digits = try JSONDecoder().decode(Shown.self, from: Data(card.output.utf8)).digits
      for name in ["ines", "theo"] {
        try hub.require(name, ["card", "add", "../again.card"])
        let ask = ["restore", "piece", "../kit.json", "--for", "again", "--out", "../\(name).json"]
        try hub.run(name, ask).expectFailure(1)
        try hub.require(name, ["card", "compare", "again", "--digits", digits])
        try hub.require(name, ask)
      }
      let restore = ["restore", "kit", "../kit.json", "--piece", "../ines.json"]
      try hub.run("again", restore).expectFailure(1)
      try hub.require("again", restore + ["--piece", "../theo.json"])
      // Within one second it would be the very same announcement, and answered as the first time.
      Thread.sleep(forTimeInterval: 1.1)
      try hub.run("again", restore + ["--piece", "../theo.json"]).expectFailure(8)
      let status = try hub.require("owner", ["status"])
      #expect(status.output.contains("A NEW KEY WAS ANNOUNCED"))
      try hub.require("owner", ["restore", "cancel"])
      #expect(try !hub.require("owner", ["status"]).output.contains("NEW KEY"))
      #expect(try hub.require("owner", ["restore", "cancel"]).output.contains("No new key"))
    }
  }
}
