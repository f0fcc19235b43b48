import Age
import Foundation
import Testing

@testable import Keys

@Suite struct KeyFileTests {
  static func ring() async throws -> KeyRing {
    try await Samples.ring("paul")
      .adding("root", SecretBytes(Array(repeating: 3, count: 32)))
      .adding("log", SecretBytes(Array(repeating: 4, count: 32)))
  }

  @Test func aKeyFileComesBack() async throws {
    let ring = try await Self.ring()
    let file = try KeyFile.seal(ring, passphrase: "maison bleue", workFactor: 4)
    let back = try await KeyFile.open(file, passphrase: "maison bleue")
    #expect(back.identity.publicIdentity == ring.identity.publicIdentity)
    #expect(back.identity.sealingSeed == ring.identity.sealingSeed)
    #expect(back.card == ring.card && back.secrets == ring.secrets)
    #expect(!KeyFile.isInTheClear(file))
  }

  @Test func theWorkFactorIsSixteen() async throws {
    let file = try KeyFile.seal(await Self.ring(), passphrase: "x")
    let lines = file.split(separator: 0x0a, maxSplits: 2)
    #expect(lines[1].starts(with: "-> scrypt ".utf8) && lines[1].suffix(3) == Data(" 16".utf8))
  }

  @Test func wrongPassphrasesAndFilesAreNamed() async throws {
    let file = try KeyFile.seal(await Self.ring(), passphrase: "maison bleue", workFactor: 4)
    await #expect(throws: KeyFileError.passphrase) {
      _ = try await KeyFile.open(file, passphrase: "maison rouge")
    }
    await #expect(throws: KeyFileError.emptyPassphrase) {
      _ = try await KeyFile.open(file, passphrase: "")
    }
    await #expect(throws: KeyFileError.self) {
      _ = try await KeyFile.open(file.dropLast(), passphrase: "maison bleue")
    }
    await #expect(throws: KeyFileError.self) {
      _ = try await KeyFile.open(Data("{}".utf8), passphrase: "x")
    }
    let costly = try ScryptRecipient(passphrase: Data("x".utf8), workFactor: 2)
    let header = try AgeFile.encrypt(Data(), to: [costly])
    let text = String(decoding: header.prefix(60), as: UTF8.self)
    let raised = text.replacingOccurrences(of: " 2\n", with: " 21\n")
    #expect(raised != text)
    await #expect(throws: KeyFileError.file(.workFactor(21))) {
      _ = try await KeyFile.open(
        Data(raised.utf8) + header.dropFirst(60), passphrase: "x")
    }
  }

  @Test func anyNormalFormOfThePassphraseOpens() async throws {
    let file = try KeyFile.seal(await Self.ring(), passphrase: "cle\u{301}", workFactor: 2)
    _ = try await KeyFile.open(file, passphrase: "cl\u{e9}")
  }

  @Test func aSetThatDoesNotFitTogetherIsRefused() async throws {
    let paul = try await Self.ring()
    let vion = try await Samples.ring("vion")
    let json = String(decoding: try KeyFile.write(paul), as: UTF8.self)
    let changes = [
      (paul.card.compact, vion.card.compact),
      (
        Base64URL.encode(paul.identity.publicIdentity.signing),
        Base64URL.encode(vion.identity.publicIdentity.signing)
      ),
      (
        paul.identity.sealingSeed.withBytes(Base64URL.encode),
        vion.identity.sealingSeed.withBytes(Base64URL.encode)
      ),
      (#""kid":"root""#, #""kid":"log""#), (#""kty":"oct""#, #""kty":"RSA""#), ("{", "{ "),
    ]
    for (old, new) in changes {
      let changed = json.replacingOccurrences(of: old, with: new)
      #expect(changed != json)
      await #expect(throws: KeyFileError.self) { _ = try await KeyFile.read(Data(changed.utf8)) }
    }
    _ = try await KeyFile.read(Data((json + "\n").utf8))
  }

  @Test func aRingPrintsNoSecret() async throws {
    let ring = try await Self.ring()
    var dumped = ""
    dump(ring, to: &dumped)
    let seed = ring.identity.signingSeed.withBytes { $0 }
    for text in ["\(ring)", String(reflecting: ring), dumped] {
      #expect(!text.contains(Base64URL.encode(seed)) && !text.contains(seed.base64EncodedString()))
      #expect(!text.contains("root") && !text.contains("symmetricKey"), "\(text)")
    }
  }
}
