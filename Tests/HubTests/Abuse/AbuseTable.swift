import Consent
import Foundation
import Glibc
import HubClient
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// What `make abuse` prints: what the others feel of each kind of abuse, and the hub's memory.
///
/// It measures and asserts nothing of time, so that it is no part of `make test`.
@Suite("Abuse at full scale", .serialized)
struct AbuseTable {
  private static let environment = ProcessInfo.processInfo.environment
  private static let connections = environment["MAILLE_ABUSE"].flatMap { Int($0) }
  private static let seconds = environment["MAILLE_ABUSE_SECONDS"].flatMap { Int($0) } ?? 20
  private static let memoryBound = 150

  @Test(
    "what others feel of each kind of abuse", .enabled(if: connections != nil, "make abuse"),
    .timeLimit(.minutes(60)))
  func table() async throws {
    let connections = try #require(Self.connections)
    _ = OpenFiles.makeRoom(forConnections: connections + 2000)
    let world = try await CrashWorld()
    try await world.start()
    var owner = try await CrashOwner.make(in: world)
    let client = try await world.client(owner.person)
    var viewers: [(Person, VerifiedDocument<Grant>)] = []
    for number in 0..<6 {
      let viewer = try await world.viewer("Viewer \(number)")
      viewers.append((viewer, try await owner.grant(to: viewer, domain: .housing, over: client)))
    }
    let good = GoodClients(world: world, viewers: viewers)
    _ = try await good.look(for: .seconds(2))
    let usual = try await good.look(for: .seconds(Self.seconds))
    tell(
      "| under | open connection p50, p99 ms (× usual; bound 2) | new connection p50, p99 ms "
        + "(× usual; bound 2) | not answered | revocation | memory before, most, after MB "
        + "(bound \(Self.memoryBound)) | the attack |\n| --- | --- | --- | --- | --- | --- | --- |")
    tell(row("nothing", usual, usual: usual, before: world.residentBytes, world, "", "–"))
    for make in try await Attack.all(in: world, on: viewers[0].1, connections: connections) {
      let passing = try await world.viewer("Passing \(UUID())")
      let grant = try await owner.grant(to: passing, domain: .housing, over: client)
      let attack = try await make()
      let before = world.residentBytes
      let port = try #require(Int(world.endpoint.host.split(separator: ":")[1]))
      let flood = Flood(
        port: port, manner: attack.manner, from: attack.addresses, sending: attack.payloads)
      try await flood.start(connections: attack.connections)
      let revoking = Task { [owner] in
        var owner = owner
        try await Task.sleep(for: .seconds(2))
        _ = try await owner.record.revoke([grant.payload.id], at: Date())
        try await owner.flush(client)
        return owner
      }
      let times = try await good.look(for: .seconds(Self.seconds))
      let revoked = await revoking.result
      try await flood.stop()
      if case .success(let next) = revoked { owner = next }
      try await Task.sleep(for: .seconds(2))
      let isRevoked = if case .success = revoked { "taken" } else { "not taken" }
      tell(
        row(
          attack.name, times, usual: usual, before: before, world, flood.soFar.description,
          isRevoked))
    }
    await client.close()
    world.crash()
    #expect(try await world.findings() == [], "after all of it the hub's folder is whole")
  }

  private func row(
    _ name: String, _ times: GoodClients.Times, usual: GoodClients.Times, before: Int,
    _ world: CrashWorld, _ attack: String, _ revocation: String
  ) -> String {
    func pair(_ values: [Double], _ usual: [Double]) -> String {
      [0.5, 0.99].map { share in
        let (value, base) = (values.quantile(share), usual.quantile(share))
        return "\(tenths(value)) (\(tenths(base > 0 ? value / base : 0)))"
      }.joined(separator: ", ")
    }
    let memory = [before, times.peak, world.residentBytes].map { "\($0 >> 20)" }
    let answered = times.kept.count + times.fresh.count
    return "| \(name) | \(pair(times.kept, usual.kept)) | \(pair(times.fresh, usual.fresh)) | "
      + "\(times.failures) of \(answered + times.failures) | \(revocation) | "
      + "\(memory.joined(separator: ", ")) | \(attack) |"
  }

  private func tenths(_ value: Double) -> String {
    value.formatted(.number.precision(.fractionLength(1)).grouping(.never))
  }

  /// Writes a line at once, so that a long measurement shows how far it is.
  private func tell(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
