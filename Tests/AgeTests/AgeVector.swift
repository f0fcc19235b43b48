import Crypto
import Foundation
import Testing

@testable import Age

/// One file of the published test kit of the age format.
struct AgeVector: CustomTestStringConvertible, Sendable {
  let name: String
  let fields: [String: [String]]
  let file: Data

  var testDescription: String { name }

  init(_ url: URL) throws {
    name = url.lastPathComponent
    let bytes = try Data(contentsOf: url)
    guard let end = bytes.range(of: Data("\n\n".utf8)) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    var fields: [String: [String]] = [:]
    for line in String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\n") {
      guard let colon = line.firstRange(of: ": ") else { continue }
      fields[String(line[..<colon.lowerBound]), default: []].append(
        String(line[colon.upperBound...]))
    }
    self.fields = fields
    let rest = Data(bytes[end.upperBound...])
    file = fields["compressed"] == nil ? rest : try Inflate.decompress(rest)
  }

  var identities: [any AgeIdentity] {
    get throws {
      var identities: [any AgeIdentity] = []
      for passphrase in fields["passphrase"] ?? [] {
        identities.append(try ScryptIdentity(passphrase: Data(passphrase.utf8)))
      }
      for text in fields["identity"] ?? [] {
        if text.hasPrefix("AGE-SECRET-KEY-PQ-1") {
          identities.append(try HybridIdentity(text))
        } else {
          identities.append(try X25519Identity(text))
        }
      }
      return identities
    }
  }

  /// What the test kit calls the way in which `error` fails.
  static func outcome(of error: AgeError) -> String {
    switch error {
    case .armor: "armor failure"
    case .header, .workFactor: "header failure"
    case .noMatch: "no match"
    case .headerMAC: "HMAC failure"
    case .payload: "payload failure"
    default: "\(error)"
    }
  }

  /// Reads the file in pieces of `step` bytes; returns the outcome and the hash of what was released.
  func read(step: Int) throws -> (outcome: String, payload: String) {
    var hash = SHA256()
    var outcome = "success"
    do throws(AgeError) {
      let bytes = fields["armored"] == nil ? file : try Armor.decode(file)
      let identities: [any AgeIdentity]
      do { identities = try self.identities } catch { throw .key }
      var decryptor = AgeDecryptor(identities: identities)
      var rest = bytes
      while !rest.isEmpty {
        hash.update(data: try decryptor.update(rest.prefix(step)))
        rest = rest.dropFirst(step)
      }
      hash.update(data: try decryptor.finish())
    } catch {
      outcome = Self.outcome(of: error)
    }
    return (outcome, hash.finalize().map { String(format: "%02x", $0) }.joined())
  }
}
