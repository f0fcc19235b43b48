import Cedar
import Foundation
import Interchange
import Keys
import PersonalNetwork

/// Formats that people or programs write as text.
enum Texts {
  static func policies(_ data: Data) {
    let text = String(decoding: data, as: UTF8.self)
    let schema = try? Schema(text)
    if let policies = try? PolicySet(text) {
      _ = schema?.validate(policies)
      if let request {
        _ = Authorizer(policies).decide(request, entities: .empty)
      }
    }
    _ = try? Entities(json: text, schema: schema)
  }

  private static let request: Request? = {
    guard let principal = EntityUID("Person", "a"), let action = EntityUID("Action", "view"),
      let resource = EntityUID("Record", "r")
    else { return nil }
    return Request(principal: principal, action: action, resource: resource)
  }()

  static func signatures(_ data: Data) throws(Difference) {
    let text = String(decoding: data, as: UTF8.self)
    if let input = try? SignatureInput(parsing: text) {
      try Difference.check("signature input", text.utf8, input.serialized.utf8)
      let base = "\"@signature-params\": \(input.serialized)"
      _ = try? SignedRequestEvidence(base: base, signature: Data()).nonce
    }
    // A whole request: its target on the first line, one field on each other.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let fields = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return HeaderField(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    let request = SignableRequest(
      method: "POST", authority: "hub.example", target: lines.first.map(String.init) ?? "/",
      fields: fields)
    guard let read = try? HTTPMessageSignature.read(request, label: RequestSignature.label) else {
      return
    }
    guard (try? read.evidence.input) == read.input else {
      throw Difference(form: "signature base")
    }
  }

  static func records(_ data: Data) throws(Difference) {
    guard let plan = try? RecordJSON.plan(data),
      let network = try? PersonalNetwork(items: plan.items)
    else { return }
    let written = RecordJSON.write(network)
    guard let back = try? RecordJSON.plan(written),
      (try? PersonalNetwork(items: back.items)) == network
    else { throw Difference(form: "record") }
  }

  /// Members, ties and mapping, apart by the record separator.
  static func tables(_ data: Data) {
    let parts = data.split(separator: 0x1E, maxSplits: 2, omittingEmptySubsequences: false)
      .map { Data($0) }
    guard parts.count == 3, let mapping = try? TableMapping(parts[2]) else { return }
    _ = try? TableImport.plan(
      members: parts[0], ties: parts[1].isEmpty ? nil : parts[1], mapping: mapping)
  }
}
