import Foundation
import Testing

@testable import Keys

/// `keys-example/` holds exactly what the code derives.
///
/// With `MAILLE_WRITE_FILES=1` in the environment the files are written instead of compared.
@Suite struct ExampleWorldTests {
  static let folder = SharedData.root.appending(path: "keys-example")

  @Test(arguments: ExampleWorld.inhabitants.map(\.name))
  func keyFilesAreDerived(_ name: String) async throws {
    let ring = try #require(try await ExampleWorld.ring(name))
    let json = try KeyFile.write(ring) + Data("\n".utf8)
    try Written.check(json, at: Self.folder.appending(path: "\(name).jwks.json"))
    let back = try await KeyFile.read(json)
    #expect(back.identity.publicIdentity == ring.identity.publicIdentity)
    #expect(KeyFile.isInTheClear(json))
  }

  struct Row: Codable {
    let contexts: [Context]
    let id: AuthorityID
    let key: String
    let name: String
    let parent: AuthorityID?
  }

  @Test func theAuthoritiesAreListed() throws {
    let rows = try ExampleWorld.authorities.map {
      Row(
        contexts: $0.contexts, id: $0.id, key: "authority-\($0.id).jwks.json", name: $0.name,
        parent: $0.parent)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    try Written.check(
      encoder.encode(["authorities": rows]) + Data("\n".utf8),
      at: Self.folder.appending(path: "authorities.json"))
  }

  @Test func theAuthoritiesAreThoseOfTheCases() throws {
    guard let cases = SharedData.file("whole/nadege.jsonl") else {
      #expect(!SharedData.isRequired, "../shared/data/whole is absent")
      print("skipped: ../shared/data/whole is absent")
      return
    }
    struct Case: Decodable {
      struct Authority: Decodable {
        let id: AuthorityID
        let parent: AuthorityID?
        let contexts: [Context]
      }
      struct Viewer: Decodable {
        let id: String
        let authority: AuthorityID?
      }
      let authorities: [Authority]
      let viewers: [Viewer]
    }
    let line = try #require(cases.split(separator: 0x0a).first)
    let first = try JSONDecoder().decode(Case.self, from: Data(line))
    for authority in first.authorities {
      let ours = try ExampleWorld.authorities.first { $0.id == authority.id }
      #expect(ours?.contexts == authority.contexts && ours?.parent == authority.parent)
    }
    for viewer in first.viewers {
      let ours = ExampleWorld.inhabitants.first { $0.name == viewer.id }
      #expect(ours?.authority == viewer.authority && ours != nil)
    }
  }

  @Test func exampleKeysAreRecognised() throws {
    for inhabitant in ExampleWorld.inhabitants {
      let fingerprint = try ExampleKeys.identity(inhabitant.name).publicIdentity.fingerprint
      #expect(ExampleKeys.contains(fingerprint))
    }
    #expect(!ExampleKeys.contains(try Identity().publicIdentity.fingerprint))
    #expect(Set(ExampleWorld.inhabitants.map(\.name)).count == ExampleWorld.inhabitants.count)
  }

  @Test("an example key paired with a fresh one passed for an own key")
  func halfAnExample() throws {
    let example = try ExampleKeys.identity("paul").publicIdentity
    let own = try Identity().publicIdentity
    #expect(ExampleKeys.contains(example))
    #expect(!ExampleKeys.contains(own))
    for mixed in [
      try PublicIdentity(signing: example.signing, sealing: own.sealing),
      try PublicIdentity(signing: own.signing, sealing: example.sealing),
    ] {
      #expect(!ExampleKeys.contains(mixed.fingerprint))
      #expect(ExampleKeys.contains(mixed))
    }
  }
}

/// Files of the repository that the tests derive.
enum Written {
  static let writes = ProcessInfo.processInfo.environment["MAILLE_WRITE_FILES"] == "1"

  static func check(_ data: Data, at url: URL) throws {
    if writes {
      try data.write(to: url)
    } else {
      #expect(try Data(contentsOf: url) == data, "\(url.lastPathComponent) is not as derived")
    }
  }
}
