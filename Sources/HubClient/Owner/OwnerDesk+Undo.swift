package import Foundation
import Record

extension OwnerDesk {
  /// Takes the newest act back where it is an edit, and makes that durable; tells whether it was.
  ///
  /// Throws ``RecordError/Code/conflict``, and changes nothing, where an item was changed again.
  package func takeBackEdit(at time: Date) async throws -> Bool {
    guard case .edit(let changes) = record.lastAct, !changes.isEmpty else { return false }
    guard case .edit? = try await record.undo(at: time) else { return false }
    try save()
    return true
  }
}
