import Foundation
import Glibc

/// A hub in a process of its own, so that its CPU and memory are told apart from its clients'.
///
/// It ends when its standard input does, so that it outlives no killed measurement.
final class HubProcess: Sendable {
  let port: Int
  private let process: Process
  private let lifeline = Pipe()

  init(folder: URL) throws {
    port = Int.random(in: 20_000..<60_000)
    process = Process()
    process.executableURL = URL(
      fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    process.arguments = ["serve", folder.path, String(port)]
    process.standardInput = lifeline
    try process.run()
  }

  /// User and system time so far, in seconds.
  func processorSeconds() throws -> Double {
    let stat = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
    let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
      throw BenchmarkError("no processor time")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The memory that it holds now, in MiB.
  func mebibytes() throws -> Double {
    let status = try String(
      contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let line, let size = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { throw BenchmarkError("no memory size") }
    return size / 1024
  }

  func end() {
    process.terminate()
    process.waitUntilExit()
  }
}

/// The CPU time of this process so far, in seconds.
func ownProcessorSeconds() -> Double {
  var usage = rusage()
  guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
