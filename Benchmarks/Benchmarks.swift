import Foundation
import Glibc
import Hub
import Keys
import Logging

/// Measures what `make bench` and `make timing` print.
///
/// It is no product: it reaches into the package, and is built for release with the same settings.
@main
enum Benchmarks {
  static func main() async {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      switch arguments.first {
      case "serve": try await serve(arguments[1], port: Int(arguments[2]) ?? 0)
      case "log": try await Table.printLog(rounds: number("--rounds", in: arguments) ?? 5)
      case "owner": try await Table.printOwner(rounds: number("--rounds", in: arguments) ?? 5)
      case "network":
        try NetworkFigures(folder: URL(fileURLWithPath: arguments[1])).print()
      case "timing": try await Timing(tries: number("--tries", in: arguments) ?? 100).print()
      default:
        try await Table(
          records: number("--records", in: arguments) ?? 200,
          releases: number("--releases", in: arguments) ?? 10_000
        ).print()
      }
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func number(_ name: String, in arguments: [String]) -> Int? {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else {
      return nil
    }
    return Int(arguments[place + 1])
  }

  /// Runs the hub of a folder, with room for one machine to be every client.
  private static func serve(_ folder: String, port: Int) async throws {
    Thread.detachNewThread {
      _ = try? FileHandle.standardInput.readToEnd()
      exit(0)
    }
    let folder = URL(fileURLWithPath: folder)
    let ring = try await KeyFile.read(Data(contentsOf: folder.appendingPathComponent("hub.jwks")))
    var limits = EdgeLimits()
    let boundless = 100_000_000
    (limits.burst, limits.refillPerSecond) = (boundless, boundless)
    (limits.openBurst, limits.openRefillPerSecond) = (boundless, boundless)
    (limits.creationBurst, limits.creationsPerHour) = (boundless, boundless)
    (limits.hubCreationBurst, limits.hubCreationsPerHour) = (boundless, boundless)
    try await runHub(
      HubConfiguration(folder: folder, port: port, limits: limits), ring: ring,
      logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
  }
}

/// What a measurement could not do.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
