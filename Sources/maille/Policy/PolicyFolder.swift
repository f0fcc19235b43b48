import Consent
import Foundation
import HubClient

/// The files of a `policies` folder: one schema, one file a concern, tests.
enum PolicyFolder {
  /// The schema's text and the policy files, by name.
  static func read(_ folder: String) throws -> (schema: String, policies: [PolicyText]) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw CommandFailure.local(
        say("the folder of policies cannot be read", fr: "le dossier des règles est illisible"),
        hint: say("name it with --policies", fr: "nommez-le avec --policies"))
    }
    let schemas = names.filter { $0.hasSuffix(".cedarschema") }
    guard schemas.count == 1 else {
      throw CommandFailure.invalid(
        say("a folder of policies holds one schema", fr: "un dossier de règles contient un schéma"),
        hint: say("see policies/maille.cedarschema", fr: "voyez policies/maille.cedarschema"))
    }
    let policies = try names.filter { $0.hasSuffix(".cedar") }.map { name in
      PolicyText(
        name: String(name.dropLast(".cedar".count)), text: try text(folder, name))
    }
    return (try text(folder, schemas[0]), policies)
  }

  /// The test files of the folder, with their names.
  static func tests(_ folder: String) throws -> [(name: String, data: Data)] {
    let place = (folder as NSString).appendingPathComponent("tests")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      (name, try LocalFile.read((place as NSString).appendingPathComponent(name)))
    }
  }

  /// A file's text as it is, to the last byte.
  private static func text(_ folder: String, _ name: String) throws -> String {
    let data = try LocalFile.read(
      (folder as NSString).appendingPathComponent(name), largest: 1 << 20)
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure.invalid(
        say("\(name) is not UTF-8 text", fr: "\(name) n'est pas du texte UTF-8"),
        hint: say("save it as UTF-8", fr: "enregistrez-le en UTF-8"))
    }
    return text
  }
}

extension PolicyFolder {
  /// The cases of a test file: one, or a list of them.
  static func cases(_ data: Data, file: String) throws -> [PolicyCase] {
    let failure = CommandFailure.invalid(
      say("\(file) is not a test of policies", fr: "\(file) n'est pas un essai de règles"),
      hint: say("see policies/tests", fr: "voyez policies/tests"))
    guard let text = String(data: data, encoding: .utf8) else { throw failure }
    do {
      if text.first(where: { !$0.isWhitespace }) == "[" {
        guard let list = try JSONSerialization.jsonObject(with: data) as? [Any] else {
          throw failure
        }
        return try list.map { item in
          try PolicyCase(
            json: String(decoding: try JSONSerialization.data(withJSONObject: item), as: UTF8.self))
        }
      }
      return [try PolicyCase(json: text)]
    } catch let error as PolicyEngineError {
      throw CommandFailure.invalid(
        "\(file): \(error.description)", hint: say("see policies/tests", fr: "voyez policies/tests")
      )
    } catch {
      throw failure
    }
  }
}
