import Consent
package import Foundation
package import Keys
import Record

/// What closes or opens again: each is durable on this device when it returns, and in force once the
/// hub has it.
extension OwnerDesk {
  /// Takes accesses back.
  package func revoke(_ grants: some Sequence<GrantID>, at time: Date) async throws {
    _ = try await record.revoke(grants, at: time)
    try save()
  }

  /// Stops everything.
  package func stop(at time: Date) async throws {
    _ = try await record.stop(at: time)
    try save()
  }

  /// Opens again what was stopped.
  package func resume(at time: Date) async throws {
    _ = try await record.resume(at: time)
    try save()
  }

  /// Dismisses a helper.
  package func dismiss(helper: Fingerprint, at time: Date) async throws {
    _ = try await record.dismiss(helper: helper, at: time)
    try save()
  }
}
