package import Foundation

/// Where a hub takes its time from, and how it waits.
///
/// The hub reads both clocks only here, so that a test can move them by hand.
package struct HubClock: Sendable {
  /// The time of day, UTC.
  package let now: @Sendable () -> Date

  /// Milliseconds of a clock that never goes back.
  package let milliseconds: @Sendable () -> Int

  /// Waits until ``milliseconds`` has reached a value.
  package let waitUntil: @Sendable (Int) async throws -> Void

  /// A clock from its three readings.
  package init(
    now: @escaping @Sendable () -> Date,
    milliseconds: @escaping @Sendable () -> Int,
    waitUntil: @escaping @Sendable (Int) async throws -> Void
  ) {
    self.now = now
    self.milliseconds = milliseconds
    self.waitUntil = waitUntil
  }

  /// The machine's clocks.
  package static let system: HubClock = {
    let start = ContinuousClock.now
    return HubClock(
      now: { Date() },
      milliseconds: {
        let elapsed = (ContinuousClock.now - start).components
        return Int(elapsed.seconds) * 1000 + Int(elapsed.attoseconds / 1_000_000_000_000_000)
      },
      waitUntil: { time in
        try await Task.sleep(until: start + .milliseconds(time), clock: .continuous)
      })
  }()
}
