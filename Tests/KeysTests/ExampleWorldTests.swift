import Foundation
import TestSupport
import Testing

@testable import Keys

/// `keys-example/` holds exactly what the code derives; see ``WrittenFile`` for how it is written.
@Suite struct ExampleWorldTests {
  @Test(arguments: ExampleWorld.inhabitants.map(\.name))
  func keyFilesAreDerived(_ name: String) async throws {
    let ring = try #require(try await ExampleWorld.ring(name))
    let json = try KeyFile.write(ring) + Data("\n".utf8)
    try WrittenFile("keys-example/\(name).jwks.json").check(json)
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
    try WrittenFile("keys-example/authorities.json").check(json: ["authorities": rows])
  }

  @Test(.sharedData)
  func theAuthoritiesAreThoseOfTheCases() throws {
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
    let line = try #require(try SharedData.lines("whole/nadege.jsonl").first)
    let first = try JSONDecoder().decode(Case.self, from: line)
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
