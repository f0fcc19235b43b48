import Consent
import Foundation
import HubClient
import Keys
import Synchronization
import Testing

@testable import Hub

/// The people whom an attack is not to be felt by: professionals who look, and how long it took.
struct GoodClients {
  /// How long answers took, in milliseconds.
  struct Times {
    /// Over connections that were open already.
    var kept: [Double] = []
    /// Over a new connection for each.
    var fresh: [Double] = []
    /// How often there was no release.
    var failures = 0
    /// The most memory that the hub held meanwhile, in bytes.
    var peak = 0
  }

  let world: CrashWorld
  let viewers: [(Person, VerifiedDocument<Grant>)]

  /// Looks for so long, each viewer just below their rate.
  func look(for time: Duration) async throws -> Times {
    let end = ContinuousClock.now + time
    return try await withThrowingTaskGroup(of: Times.self) { group in
      for (number, (viewer, grant)) in viewers.enumerated() {
        let isFresh = !number.isMultiple(of: 2)
        group.addTask {
          try await isFresh
            ? lookFresh(viewer, grant, until: end) : lookKept(viewer, grant, until: end)
        }
      }
      group.addTask { try await watchMemory(until: end) }
      return try await group.reduce(into: Times()) { sum, part in
        sum.kept += part.kept
        sum.fresh += part.fresh
        sum.failures += part.failures
        sum.peak = max(sum.peak, part.peak)
      }
    }
  }

  private static let pause = Duration.milliseconds(280)

  private func lookKept(
    _ viewer: Person, _ grant: VerifiedDocument<Grant>, until end: ContinuousClock.Instant
  ) async throws -> Times {
    var times = Times()
    let client = try await world.client(viewer)
    while ContinuousClock.now < end {
      let start = ContinuousClock.now
      if (try? await client.view(grant)) == nil {
        times.failures += 1
      } else {
        times.kept.append((ContinuousClock.now - start) / .milliseconds(1))
      }
      try await Task.sleep(for: Self.pause)
    }
    await client.close()
    return times
  }

  private func lookFresh(
    _ viewer: Person, _ grant: VerifiedDocument<Grant>, until end: ContinuousClock.Instant
  ) async throws -> Times {
    var times = Times()
    let body = try CanonicalJSON.encode(
      ViewRequest(grant: grant.payload.id, purpose: grant.payload.purpose))
    let path = "/v1/records/\(grant.payload.record)/views"
    while ContinuousClock.now < end {
      let start = ContinuousClock.now
      let connection = HubConnection(
        endpoint: world.endpoint,
        signer: RequestSigner(ring: viewer.ring, affiliation: viewer.affiliation))
      if let answer = try? await connection.send("POST", path, body: body), answer.status == 200 {
        times.fresh.append((ContinuousClock.now - start) / .milliseconds(1))
      } else {
        times.failures += 1
      }
      await connection.close()
      try await Task.sleep(for: Self.pause)
    }
    return times
  }

  private func watchMemory(until end: ContinuousClock.Instant) async throws -> Times {
    var times = Times()
    while ContinuousClock.now < end {
      times.peak = max(times.peak, world.residentBytes)
      try await Task.sleep(for: .milliseconds(200))
    }
    return times
  }
}

extension [Double] {
  /// The value that a share of them do not pass; 0 of none.
  func quantile(_ share: Double) -> Double {
    let sorted = sorted()
    guard let last = sorted.indices.last else { return 0 }
    return sorted[Swift.min(last, Int(share * Double(sorted.count)))]
  }
}
