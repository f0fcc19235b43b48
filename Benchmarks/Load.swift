import Consent
import Foundation
import HubClient
import Keys

/// What came of many releases.
struct Load {
  /// The time of each release, in milliseconds, ascending.
  let milliseconds: [Double]
  /// How long all of them took, in seconds.
  let seconds: Double
  /// The hub's CPU per release, in milliseconds.
  let hubMilliseconds: Double
  /// The leaf of each release.
  let leaves: Set<UInt64>

  var perSecond: Double { Double(milliseconds.count) / seconds }

  /// The time that a share of the releases took at most.
  func quantile(_ share: Double) -> Double {
    milliseconds[min(milliseconds.count - 1, Int(share * Double(milliseconds.count)))]
  }

  /// Releases to a number of clients at once, each answer followed into the log.
  static func run(
    _ world: World, clients: Int, releases: Int, grants: [VerifiedDocument<Grant>]
  ) async throws -> Load {
    var hubs: [HubClient] = []
    for _ in 0..<clients { hubs.append(try await world.client(world.viewer, world.affiliation)) }
    let before = try world.process.processorSeconds()
    let begin = ContinuousClock.now
    let each = releases / clients
    let times = try await withThrowingTaskGroup(of: [(Double, UInt64)].self) { group in
      for (number, hub) in hubs.enumerated() {
        group.addTask {
          var times: [(Double, UInt64)] = []
          for release in 0..<each {
            let start = ContinuousClock.now
            let answer = try await hub.view(grants[(number * each + release) % grants.count])
            times.append(
              ((ContinuousClock.now - start) / .milliseconds(1), answer.verified.index))
          }
          return times
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let used = try world.process.processorSeconds() - before
    for hub in hubs { await hub.close() }
    return Load(
      milliseconds: times.map(\.0).sorted(), seconds: seconds,
      hubMilliseconds: used * 1000 / Double(times.count), leaves: Set(times.map(\.1)))
  }
}
