import Foundation
import Testing

@Suite struct KeyCommandTests {
  private func makeKey(_ home: URL, kind: String = "viewer") throws -> CommandRun {
    try CommandRun(
      ["key", "new", "--name", "Dr Vion", "--kind", kind, "--passphrase-fd", "0", "--json"],
      home: home, input: "quatre mots bien choisis\n")
  }

  @Test func aKeyIsMadeOnceReadableByItsOwnerAloneAndOpensAgain() throws {
    try CommandRun.withHome { home in
      let made = try makeKey(home)
      #expect(made.status == 0)
      #expect(made.errors.isEmpty)
      let path = home.appendingPathComponent("key.age").path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes.starts(with: Data("age-encryption.org/v1\n-> scrypt ".utf8)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["key.age"])

      try makeKey(home).expectFailure(7)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes, "never overwritten")

      let shown = try CommandRun(
        ["card", "show", "--passphrase-fd", "0", "--json"], home: home,
        input: "quatre mots bien choisis\n")
      #expect(shown.status == 0)
      #expect(shown.output == made.output)
    }
  }

  @Test func aWrongOrEmptyPassphraseIsALocalError() throws {
    try CommandRun.withHome { home in
      #expect(try makeKey(home).status == 0)
      for wrong in ["quatre mots mal choisis\n", "\n", ""] {
        try CommandRun(["card", "show", "--passphrase-fd", "0"], home: home, input: wrong)
          .expectFailure(7)
      }
    }
  }

  @Test func aPassphraseIsChangedByFiles() throws {
    try CommandRun.withHome { home in
      #expect(try makeKey(home).status == 0)
      for (name, text) in [("old", "quatre mots bien choisis\n"), ("new", "une autre phrase\r\n")] {
        try Data(text.utf8).write(to: home.appendingPathComponent(name))
      }
      let changed = try CommandRun(
        ["key", "passphrase", "--passphrase-file", "old", "--new-passphrase-file", "new"],
        home: home)
      #expect(changed.status == 0)
      try CommandRun(["card", "show", "--passphrase-file", "old"], home: home).expectFailure(7)
      let shown = try CommandRun(
        ["card", "show", "--passphrase-file", "new"], home: home,
        environment: ["MAILLE_LANG": "fr"])
      #expect(shown.status == 0)
      #expect(shown.output.contains("empreinte"))
    }
  }

  @Test func damagedKeyFilesAreRefused() throws {
    try CommandRun.withHome { home in
      #expect(try makeKey(home).status == 0)
      let file = home.appendingPathComponent("key.age")
      let bytes = try Data(contentsOf: file)
      var flipped = bytes
      flipped[flipped.count - 3] ^= 1
      for damaged in [Data(), Data("not a key\n".utf8), bytes.dropLast(40), flipped] {
        try Data(damaged).write(to: file)
        let run = try CommandRun(
          ["card", "show", "--passphrase-fd", "0"], home: home,
          input: "quatre mots bien choisis\n")
        run.expectFailure(7)
      }
    }
  }

  @Test func aCardIsHandedOverComparedAndASwappedKeyRefused() throws {
    try CommandRun.withHome { home in
      #expect(try makeKey(home).status == 0)
      let shown = try CommandRun(
        ["card", "show", "--passphrase-fd", "0", "--out", "vion.card", "--json"], home: home,
        input: "quatre mots bien choisis\n")
      #expect(shown.status == 0)
      struct Shown: Decodable { let digits: String }
      let digits = try JSONDecoder().decode(Shown.self, from: Data(shown.output.utf8)).digits

      #expect(try CommandRun(["card", "add", "vion.card"], home: home).status == 0)
      try CommandRun(
        ["card", "compare", "Dr Vion", "--digits", String(digits.reversed())], home: home
      ).expectFailure(4)
      #expect(
        try CommandRun(["card", "compare", "Dr Vion", "--digits", digits], home: home).status == 0)
      let list = try CommandRun(["card", "list", "--json"], home: home)
      #expect(list.output.contains("\"compared\" : true"))

      let file = home.appendingPathComponent("vion.card")
      let text = try String(contentsOf: file, encoding: .utf8)
      var parts = text.split(separator: ".").map(String.init)
      let payload = parts[1]
      parts[1] = String(payload.dropLast(8)) + "AAAAAAAA"
      try Data(parts.joined(separator: ".").utf8).write(to: file)
      let swapped = try CommandRun(["card", "add", "vion.card"], home: home)
      #expect(swapped.status == 4 || swapped.status == 5)
      swapped.expectFailure(swapped.status)
      for bad in ["", "x", "a.b.c", text + text + text] {
        try Data(bad.utf8).write(to: file)
        let run = try CommandRun(["card", "add", "vion.card"], home: home)
        run.expectFailure(5)
      }
    }
  }
}
