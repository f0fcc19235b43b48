import Consent
import Foundation
import HubClient
import Keys
import Record

/// Whether refusals of different kinds can be told apart by what they say or by when they come.
struct Timing {
  /// How many refusals of each kind.
  let tries: Int

  /// The step at whose multiples a refusal leaves, in milliseconds.
  private static let step = 250.0

  /// One kind of refusal: which record and grant are asked for, and for what.
  private struct Kind: Sendable {
    let name: String
    let record: RecordID
    let request: ViewRequest
  }

  private struct Try: Sendable {
    let kind: Int
    /// How long after the deadline the answer was there, in milliseconds.
    let lateness: Double
    let deadline: Int
    let shape: String
  }

  func print() async throws {
    let world = try await World()
    defer { world.end() }
    let kinds = try await kinds(world)
    var found: [Try] = []
    let clients = 48
    try await withThrowingTaskGroup(of: [Try].self) { group in
      for number in 0..<clients {
        let hub = try await world.client(world.viewer, world.affiliation)
        // Every client asks for every kind, in an order of its own.
        let share = tries / clients + (number < tries % clients ? 1 : 0)
        let plan = kinds.indices.flatMap { Array(repeating: $0, count: share) }.shuffled()
        group.addTask { try await ask(plan, kinds, hub) }
      }
      for try await some in group { found += some }
    }
    report(found, kinds)
  }

  private func kinds(_ world: World) async throws -> [Kind] {
    try await world.addRecord()
    try await world.addRecord(lasting: 4)
    let ended = Date(timeIntervalSinceNow: 5)
    try await world.addRecord(then: .isRevoked)
    try await world.addRecord(then: .isStopped)
    let grants = world.grants.map(\.payload)
    func kind(_ name: String, _ grant: Grant, _ purpose: Purpose = .coordination) -> Kind {
      Kind(
        name: name, record: grant.record, request: ViewRequest(grant: grant.id, purpose: purpose))
    }
    try await Task.sleep(for: .seconds(max(0, ended.timeIntervalSinceNow)))
    let absent = ViewRequest(grant: GrantID(), purpose: .coordination)
    return [
      kind("refused", grants[0], .care),
      Kind(name: "absent", record: grants[0].record, request: absent),
      kind("expired", grants[1]), kind("revoked", grants[2]), kind("stopped", grants[3]),
      Kind(name: "unknown", record: RecordID(), request: absent),
    ]
  }

  private func ask(_ plan: [Int], _ kinds: [Kind], _ hub: HubClient) async throws -> [Try] {
    var tries: [Try] = []
    for number in plan {
      let kind = kinds[number]
      let body = try HubConnection.encode(kind.request)
      let begin = ContinuousClock.now
      let answer = try await hub.connection.send(
        "POST", "/v1/records/\(kind.record)/views", body: body)
      let elapsed = (ContinuousClock.now - begin) / .milliseconds(1)
      let deadline = max(1, (elapsed / Self.step).rounded(.down))
      tries.append(
        Try(
          kind: number, lateness: elapsed - deadline * Self.step, deadline: Int(deadline),
          shape: "status \(answer.status), \(answer.body.count) bytes"))
    }
    await hub.close()
    return tries
  }

  private func report(_ tries: [Try], _ kinds: [Kind]) {
    tell("| kind | tries | shape | at the first deadline | late by p5 | p50 | p95 | p |")
    tell("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for (number, kind) in kinds.enumerated() {
      let own = tries.filter { $0.kind == number }
      let late = own.map(\.lateness).sorted()
      guard !late.isEmpty else { continue }
      func quantile(_ share: Double) -> Double { late[Int(share * Double(late.count - 1))] }
      let others = tries.filter { $0.kind != number }.map(\.lateness).sorted()
      let first = own.filter { $0.deadline == 1 }.count
      let shapes = Set(own.map(\.shape)).sorted().joined(separator: "; ")
      tell(
        "| \(kind.name) | \(late.count) | \(shapes) | \(first) | \(two: quantile(0.05)) ms "
          + "| \(two: quantile(0.5)) ms | \(two: quantile(0.95)) ms "
          + "| \(two: Self.kolmogorovSmirnov(late, others)) |")
    }
    tell(
      """
      p: that the lateness of this kind and of all others is of one distribution
      (two-sample Kolmogorov-Smirnov); one of six is below 0.05 by chance in a quarter of all runs.
      """)
  }

  /// The asymptotic p-value of the two-sample Kolmogorov-Smirnov test; both samples are ascending.
  static func kolmogorovSmirnov(_ one: [Double], _ other: [Double]) -> Double {
    guard !one.isEmpty, !other.isEmpty else { return 1 }
    var (place, otherPlace, distance) = (0, 0, 0.0)
    while place < one.count, otherPlace < other.count {
      let value = min(one[place], other[otherPlace])
      while place < one.count, one[place] <= value { place += 1 }
      while otherPlace < other.count, other[otherPlace] <= value { otherPlace += 1 }
      let gap = Double(place) / Double(one.count) - Double(otherPlace) / Double(other.count)
      distance = max(distance, abs(gap))
    }
    let size = (Double(one.count) * Double(other.count) / Double(one.count + other.count))
      .squareRoot()
    let scaled = (size + 0.12 + 0.11 / size) * distance
    guard scaled > 0.3 else { return 1 }
    let sum = (1...100).reduce(0.0) { sum, term in
      let sign = term.isMultiple(of: 2) ? -1.0 : 1.0
      return sum + sign * exp(-2 * Double(term * term) * scaled * scaled)
    }
    return min(1, max(0, 2 * sum))
  }
}
