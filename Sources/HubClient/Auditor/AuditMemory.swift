import Consent
import Foundation
package import Keys

/// What an auditor remembers between two readings: the hub and the checkpoint verified last.
package struct AuditMemory: Codable, Sendable {
  /// The hub.
  package let hub: Fingerprint
  /// The checkpoint, as a signed note.
  package let checkpoint: String

  /// Remembers a checkpoint of a hub.
  package init(hub: Fingerprint, checkpoint: String) {
    self.hub = hub
    self.checkpoint = checkpoint
  }

  private static func path(_ home: Home) -> String {
    (home.audit as NSString).appendingPathComponent("seen.json")
  }

  /// What a home remembers; nil before the first reading.
  package static func read(_ home: Home) throws -> AuditMemory? {
    guard LocalFile.exists(path(home)) else { return nil }
    do {
      return try CanonicalJSON.decode(AuditMemory.self, from: try LocalFile.read(path(home)))
    } catch is DocumentError {
      throw DeskError.auditMemoryUnreadable
    }
  }

  /// Remembers it in a home.
  package func write(_ home: Home) throws {
    try LocalFile.makeFolder(home.audit)
    try LocalFile.write(try CanonicalJSON.encode(self), to: Self.path(home))
  }
}
