import Foundation
import TestSupport

@testable import Cedar

/// The shared conformance cases, read where they lie beside the repository.
enum ConformanceData {
  /// Whether every case is run, rather than a sample that suits a debug build.
  static var isFull: Bool {
    ProcessInfo.processInfo.environment["CEDAR_CONFORMANCE"] == "full"
  }

  /// The lines of a file, unpacked by `gunzip`.
  static func lines(_ name: String) throws -> [Substring] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/gunzip")
    process.arguments = ["-c", SharedData.folder.appending(path: "cedar/\(name).jsonl.gz").path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }
}

/// One conformance case.
struct Case {
  let fields: [ScalarString: JSONNode]

  init(_ line: some StringProtocol) throws {
    fields = try JSONNode(String(line)).members("a case")
  }

  init(_ node: JSONNode) throws {
    fields = try node.members("a case")
  }

  func text(_ name: ScalarString) -> String? {
    if case .string(let text) = fields[name] { text.string } else { nil }
  }

  func flag(_ name: ScalarString) -> Bool? {
    if case .bool(let flag) = fields[name] { flag } else { nil }
  }

  func items(_ name: ScalarString) throws -> [Case] {
    guard let node = fields[name] else { return [] }
    return try node.items("\(name)").map { try Case($0) }
  }

  func texts(_ name: ScalarString) throws -> Set<String> {
    guard let node = fields[name] else { return [] }
    return Set(
      try node.items("\(name)").compactMap {
        if case .string(let text) = $0 { text.string } else { nil }
      })
  }

  func uid(_ name: ScalarString) throws -> EntityUID {
    try ValueReader().uid(fields[name] ?? .null)
  }

  var id: String { text("id") ?? "?" }

  /// The schema, or `nil` where there is none; throws where its syntax is not read here.
  func schema() throws -> Schema? {
    guard let text = text("schema") else { return nil }
    guard self.text("schemaFormat") == "cedar" else { throw Unsupported() }
    return try Schema(text)
  }

  /// The policies, given as one text or as texts with ids.
  func policies() throws -> PolicySet {
    if let text = text("policies") { return try PolicySet(text) }
    var set = PolicySet()
    for item in try items("policies") {
      for policy in try PolicySet(item.text("text") ?? "").everything {
        try set.insert(policy.named(PolicyID(item.text("id") ?? "")))
      }
    }
    return set
  }
}

/// Thrown for a case that uses what is left to a later version.
struct Unsupported: Error {}

extension PolicySet {
  var everything: [Policy] { policies + templates }
}

/// How many cases went how.
struct Score: CustomStringConvertible {
  var right = 0
  var unsupported: [String] = []
  var wrong: [String] = []

  var description: String {
    let total = right + unsupported.count + wrong.count
    return "\(right) of \(total) right, \(unsupported.count) unsupported, \(wrong.count) wrong"
  }

  mutating func count(_ id: String, _ isRight: () throws -> Bool) {
    do {
      if try isRight() {
        right += 1
      } else {
        wrong.append(id)
      }
    } catch is Unsupported {
      unsupported.append(id)
    } catch {
      wrong.append("\(id): \(error)")
    }
  }
}
