import Foundation
import Testing

@testable import Consent

/// The policies of the repository.
enum PolicyFolder {
  static var folder: URL {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appending(path: "policies")
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  static func schema() throws -> String { try text("maille.cedarschema") }

  static func policies() throws -> [PolicyText] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".cedar") }
      .map { PolicyText(name: String($0.dropLast(6)), text: try text($0)) }
  }

  static func engine() throws -> PolicyEngine {
    try PolicyEngine(schema: schema(), policies: policies())
  }

  static func cases() throws -> [(file: String, test: PolicyCase)] {
    let tests = folder.appending(path: "tests")
    return try FileManager.default.contentsOfDirectory(atPath: tests.path).sorted()
      .filter { $0.hasSuffix(".json") }
      .map { ($0, try PolicyCase(json: text("tests/\($0)"))) }
  }
}
