import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// Kills the hub's process at random moments; `make soak` does it until 500 acts were made.
@Suite("A hub that is killed", .serialized)
struct CrashTests {
  /// What the clients were told before the hub died.
  private struct Heard: Sendable {
    var releases: [(index: UInt64, leaf: Data)] = []
    var acts = 0
  }

  static let acts = ProcessInfo.processInfo.environment["MAILLE_SOAK"].flatMap { Int($0) } ?? 30

  @Test("what was acknowledged is there, what was released is logged", .timeLimit(.minutes(60)))
  func killed() async throws {
    let world = try await CrashWorld()
    try await world.start()
    var owner = try await CrashOwner.make(in: world)
    var viewers: [(Person, VerifiedDocument<Grant>)] = []
    for (number, domain) in [LifeDomain.housing, .leisure, .community].enumerated() {
      let viewer = try await world.viewer("Viewer \(number)")
      let grant = try await world.with(owner.person) {
        try await owner.grant(to: viewer, domain: domain, over: $0)
      }
      viewers.append((viewer, grant))
    }
    world.crash()
    var (acts, size, kills) = (0, 0, 0)
    while acts < Self.acts {
      try await world.start()
      // The owner's device, which may not have heard the last answer, goes on.
      try await world.with(owner.person) { try await owner.writeAgain($0) }
      let (heard, next) = try await self.run(world, owner, viewers)
      owner = next
      kills += 1
      acts += heard.acts
      #expect(try await world.findings() == [], "after kill \(kills)")
      let leaves = try await world.leaves()
      #expect(leaves.count >= size, "the log never shrinks")
      size = leaves.count
      for release in heard.releases {
        #expect(leaves[Int(release.index)].leaf == release.leaf, "each release has its entry")
      }
      let version = try await world.version(of: owner.record.state.record)
      #expect(version >= owner.acknowledged, "each acknowledged write is there")
    }
    print("soak: \(acts) acts answered, \(kills) kills, \(size) leaves")
  }

  /// Viewers look and the owner writes until the hub is killed under them.
  private func run(
    _ world: CrashWorld, _ owner: CrashOwner, _ viewers: [(Person, VerifiedDocument<Grant>)]
  ) async throws -> (Heard, CrashOwner) {
    let writing = Task { [owner] in
      var owner = owner
      var count = 0
      guard let client = try? await world.client(owner.person) else { return (owner, count) }
      while (try? await owner.write(client)) != nil { count += 1 }
      await client.close()
      return (owner, count)
    }
    let looking = viewers.map { viewer, grant in
      Task {
        var heard = Heard()
        guard let client = try? await world.client(viewer) else { return heard }
        while let answer = try? await client.view(grant) {
          heard.releases.append((answer.verified.index, answer.verified.leaf.bytes))
        }
        await client.close()
        return heard
      }
    }
    try await Task.sleep(for: .milliseconds(Int.random(in: 50...900)))
    world.crash()
    var heard = Heard()
    for task in looking { heard.releases += await task.value.releases }
    let (next, writes) = await writing.value
    heard.acts = heard.releases.count + writes
    return (heard, next)
  }

  @Test("a disk that fills up while a hub serves", .timeLimit(.minutes(60)))
  func fullDisk() async throws {
    let world = try await CrashWorld()
    try await world.start()
    var owner = try await CrashOwner.make(in: world)
    let viewer = try await world.viewer("Paul")
    let grant = try await world.with(owner.person) {
      try await owner.grant(to: viewer, domain: .housing, over: $0)
    }
    world.crash()
    // No file may grow past this many KiB from now on: the database, or the log beside it.
    let size =
      ["hub.sqlite", "hub.sqlite-wal"].map {
        let path = world.folder.appendingPathComponent($0).path
        return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      }.max() ?? 0
    try await world.start("trap '' XFSZ; ulimit -f \(size / 1024 + 200)")
    var releases: [(index: UInt64, leaf: Data)] = []
    var failure: HubClientError?
    try await world.with(viewer) { client in
      for _ in 0..<58 where failure == nil {
        do throws(HubClientError) {
          let answer = try await client.view(grant)
          releases.append((answer.verified.index, answer.verified.leaf.bytes))
        } catch {
          failure = error
        }
      }
    }
    guard case .hubFailed(status: 503)? = failure else {
      Issue.record("\(releases.count) releases, then \(String(describing: failure))")
      return
    }
    world.crash()
    #expect(try await world.findings() == [])
    let leaves = try await world.leaves()
    for release in releases { #expect(leaves[Int(release.index)].leaf == release.leaf) }
    try await world.start()
    try await world.with(viewer) { _ = try await $0.view(grant) }
    world.crash()
    #expect(try await world.findings() == [])
  }
}
