import Foundation
import Hub

/// One table: each figure beside its bound, from one run.
struct Table {
  /// How many records the hub holds for the memory figure.
  let records: Int
  /// How many releases the memory figure is of.
  let releases: Int

  func print() async throws {
    let world = try await World()
    defer { world.end() }
    for _ in 0..<max(1, records) { try await world.addRecord() }
    tell("| figure | bound | measured |\n| --- | --- | --- |")
    let one = [world.grants[0]]

    let primitives = try await Primitives.measure(world)
    try await world.restart()
    let cold = try await Load.run(
      world, clients: 1, releases: world.grants.count, grants: world.grants)
    _ = try await Load.run(world, clients: 1, releases: 100, grants: one)
    let single = try await Load.run(world, clients: 1, releases: 1000, grants: one)
    Self.row(
      "primitives' share of the hub's CPU per release, cached grant", "≥ 60 %",
      share(primitives.cached, single))
    Self.row(
      "the same, cold grant (\(cold.milliseconds.count) records)", "≥ 60 %",
      share(primitives.cold, cold))
    Self.row(
      "release of 2 domains, 15 items, 1 client, durable", "p50 ≤ 4 ms",
      "p50 \(one: single.quantile(0.5)) ms, p99 \(one: single.quantile(0.99)) ms")

    let many = try await Load.run(world, clients: 32, releases: 8000, grants: world.grants)
    let made = many.milliseconds.count
    Self.row(
      "32 clients", "≥ 1,000 releases/s, p99 ≤ 60 ms, none lost, none unlogged",
      "\(one: many.perSecond) /s, p50 \(one: many.quantile(0.5)) ms, "
        + "p99 \(one: many.quantile(0.99)) ms, \(made) of 8000 received, "
        + "\(many.leaves.count) leaves proved")

    try await Self.logRow(LogLoad.event(like: world))

    Self.row(
      "policy decision on parsed policies", "≤ 5 µs median",
      "\(one: try LocalFigures.decision(world)) µs")

    let half = try await Load.run(world, clients: 8, releases: releases / 2, grants: world.grants)
    let before = try world.process.mebibytes()
    let rest = try await Load.run(world, clients: 8, releases: releases / 2, grants: world.grants)
    let count = half.milliseconds.count + rest.milliseconds.count
    Self.row(
      "hub memory after \(count) releases over \(world.grants.count) records",
      "flat, ≤ 150 MB (100,000 over 10,000: --records, --releases)",
      "\(one: before) MiB half way, \(one: try world.process.mebibytes()) MiB at the end")

    try await Self.ownerRow(world)
  }

  /// The row of the log alone, several times.
  static func printLog(rounds: Int) async throws {
    let world = try await World()
    defer { world.end() }
    try await world.addRecord()
    let event = try await LogLoad.event(like: world)
    for _ in 0..<rounds { try await logRow(event) }
  }

  /// The row of the owner's record alone, several times.
  static func printOwner(rounds: Int) async throws {
    let world = try await World()
    defer { world.end() }
    try await world.addRecord()
    for _ in 0..<rounds { try await ownerRow(world) }
  }

  private static func logRow(_ event: LogEvent) async throws {
    let log = try await LogLoad.run(writers: 32, appends: 32_000, of: event)
    row(
      "log writer, 32 writers, sealed entry and frame of a release (\(log.bytes) bytes), durable",
      "≥ 8,000 appends/s", "\(one: log.perSecond) /s, \(one: log.batch) entries a commit")
  }

  private static func ownerRow(_ world: World) async throws {
    row(
      "owner's record of 2,000 items: open and show, passphrase apart", "≤ 60 ms",
      "\(one: try await LocalFigures.ownerRecord(world)) ms")
  }

  private func share(_ primitives: Double, _ load: Load) -> String {
    let percent = 100 * primitives / load.hubMilliseconds
    return "\(one: percent) % (\(two: primitives) of \(two: load.hubMilliseconds) ms)"
  }

  private static func row(_ figure: String, _ bound: String, _ measured: String) {
    tell("| \(figure) | \(bound) | \(measured) |")
  }
}

extension DefaultStringInterpolation {
  mutating func appendInterpolation(one value: Double) {
    appendInterpolation(value.formatted(.number.precision(.fractionLength(1)).grouping(.never)))
  }

  mutating func appendInterpolation(two value: Double) {
    appendInterpolation(value.formatted(.number.precision(.fractionLength(3)).grouping(.never)))
  }
}

/// Writes a line at once, so that a long measurement shows how far it is.
func tell(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
