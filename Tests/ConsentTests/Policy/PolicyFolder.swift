import Foundation
import TestSupport
import Testing

@testable import Consent

/// The policies of the repository.
enum PolicyFolder {
  static func text(_ name: String) throws -> String {
    try String(contentsOf: Repository.policies.appending(path: name), encoding: .utf8)
  }

  static func schema() throws -> String { try text("maille.cedarschema") }

  static func policies() throws -> [PolicyText] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.policies.path).sorted()
      .filter { $0.hasSuffix(".cedar") }
      .map { PolicyText(name: String($0.dropLast(6)), text: try text($0)) }
  }

  static func engine() throws -> PolicyEngine {
    try PolicyEngine(schema: schema(), policies: policies())
  }

  static func cases() throws -> [(file: String, test: PolicyCase)] {
    let tests = Repository.policies.appending(path: "tests")
    return try FileManager.default.contentsOfDirectory(atPath: tests.path).sorted()
      .filter { $0.hasSuffix(".json") }
      .map { ($0, try PolicyCase(json: text("tests/\($0)"))) }
  }
}
