import Foundation
package import Keys

/// The log in which every release must be found.
package struct LogTrust: Hashable, Codable, Sendable {
  /// The log's origin line.
  package let origin: String
  /// The log's signed-note verifier key, as text.
  package let key: String
  /// The verifier keys of the witnesses, sorted and unique.
  package let witnesses: [String]
  /// How many of the witnesses must have cosigned; 0 reads as *not witnessed*.
  package let quorum: Int

  /// Names a log; refuses an unreachable quorum, unsorted witnesses or text on several lines.
  package init(
    origin: String, key: String, witnesses: [String], quorum: Int
  ) throws(ConsentError) {
    for (text, place) in [(origin, "log.origin"), (key, "log.key")]
      + witnesses.map({
        ($0, "log.witnesses")
      })
    {
      guard (1...512).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
      else { throw ConsentError(.malformedText, at: place) }
    }
    guard witnesses.count <= 16 else { throw ConsentError(.tooMany, at: "log.witnesses") }
    guard zip(witnesses, witnesses.dropFirst()).allSatisfy({ isAscending($0.utf8, $1.utf8) }) else {
      throw ConsentError(.unsorted, at: "log.witnesses")
    }
    guard (0...witnesses.count).contains(quorum) else {
      throw ConsentError(.unreachableQuorum, at: "log.quorum")
    }
    self.origin = origin
    self.key = key
    self.witnesses = witnesses
    self.quorum = quorum
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      origin: container.decode(String.self, forKey: .origin),
      key: container.decode(String.self, forKey: .key),
      witnesses: container.decode([String].self, forKey: .witnesses),
      quorum: container.decode(Int.self, forKey: .quorum))
  }
}

/// What a viewer must trust, taken from the owner's signature and never from the hub.
package struct Trust: Hashable, Codable, Sendable {
  /// The log of every release.
  package let log: LogTrust
  /// The gates, in the order in which their shares make the grant's key; 1 to 4, all different.
  package let gates: [PublicIdentity]
  /// The hash of the policy bundle in force when the grant was drafted.
  package let bundle: DocumentHash
  /// The hub's fingerprint.
  package let hub: Fingerprint

  /// Names what to trust; refuses a grant without a gate or with one gate twice.
  package init(
    log: LogTrust, gates: [PublicIdentity], bundle: DocumentHash, hub: Fingerprint
  ) throws(ConsentError) {
    guard !gates.isEmpty else { throw ConsentError(.noGate, at: "trust.gates") }
    guard gates.count <= 4 else { throw ConsentError(.tooMany, at: "trust.gates") }
    guard Set(gates.map(\.fingerprint)).count == gates.count else {
      throw ConsentError(.duplicateGate, at: "trust.gates")
    }
    self.log = log
    self.gates = gates
    self.bundle = bundle
    self.hub = hub
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      log: container.decode(LogTrust.self, forKey: .log),
      gates: container.decode([PublicIdentity].self, forKey: .gates),
      bundle: container.decode(DocumentHash.self, forKey: .bundle),
      hub: container.decode(Fingerprint.self, forKey: .hub))
  }
}

/// Whether one byte string comes strictly before another.
func isAscending(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> Bool {
  one.lexicographicallyPrecedes(other)
}
