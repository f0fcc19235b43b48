import Consent
import Foundation
import Keys
import Record

/// The CPU of a release's cryptography alone, in milliseconds.
struct Primitives {
  /// Request verified, entry and frame sealed, share opened, answer sealed.
  let cached: Double
  /// The same, grant and measures opened, and five more signatures verified: of card, affiliation,
  /// grant, measures and manifest.
  let cold: Double

  static func measure(_ world: World, rounds: Int = 300) async throws -> Primitives {
    let (gate, other) = (try Identity(), try Identity())
    let (_, evidence) = try RequestSignature.sign(
      SignableRequest(method: "POST", authority: "127.0.0.1", target: "/v1/records/x/views"),
      body: Data(count: 60), keys: world.viewer, affiliation: world.affiliation, created: Date())
    let viewer = world.viewer.identity.publicIdentity
    let (entry, frame, answer) = (Data(count: 8192), Data(count: 1024), Data(count: 65_536))
    let share = try SealedFile.seal(Data(count: 1168), to: [gate.publicIdentity])
    let file = try SealedFile.seal(Data(count: 16_384), to: [gate.publicIdentity])
    func time(_ body: () throws -> Void) rethrows -> Double {
      let before = ownProcessorSeconds()
      for _ in 0..<rounds { try body() }
      return (ownProcessorSeconds() - before) * 1000 / Double(rounds)
    }
    func verify() throws {
      guard evidence.isSigned(by: viewer) else { throw BenchmarkError("no signature") }
    }
    let cached = try time {
      try verify()
      _ = try SealedFile.seal(entry, to: [gate.publicIdentity, other.publicIdentity])
      _ = try SealedFile.seal(frame, to: [gate.publicIdentity])
      _ = try SealedFile.open(share, with: gate)
      _ = try SealedBox.seal(answer, to: other.publicIdentity, info: Data())
    }
    let opening = try time {
      for _ in 0..<2 { _ = try SealedFile.open(file, with: gate) }
      for _ in 0..<5 { try verify() }
    }
    return Primitives(cached: cached, cold: cached + opening)
  }
}
