package import Consent
package import Foundation
import Record

extension OwnerDesk {
  /// Moves a limit, in force 72 hours later; the hub has it when this returns.
  ///
  /// Throws ``RecordError/Code/alreadyDone`` while another move of the limit waits, and
  /// ``RecordError/Code/malformed`` for a value past the ceiling.
  package func move(
    _ limit: MovableLimit, to value: Int, at time: Date
  ) async throws -> TakenLimitMove {
    try await withHub { hub in
      // What another device moved or cancelled is heard first.
      try await synchronise(hub)
      let taken = try await record.move(limit, to: value, at: time)
      try save()
      try await flush(hub)
      return taken
    }
  }

  /// Cancels the move of a limit that waits.
  ///
  /// Throws ``RecordError/Code/alreadyDone`` where none waits.
  package func cancelMove(of limit: MovableLimit, at time: Date) async throws {
    try await withHub { hub in
      try await synchronise(hub)
      try await record.cancelMove(of: limit, at: time)
      try save()
      try await flush(hub)
    }
  }
}
