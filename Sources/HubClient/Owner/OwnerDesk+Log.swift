package import Consent
import Keys
import Record

extension OwnerDesk {
  /// Reads the record's log, every entry verified.
  package func readLog(_ hub: HubClient) async throws -> [VerifiedOwnerLog.Item] {
    try await readWholeLog(hub).items
  }

  /// The same, with what the entries were proved under.
  package func readWholeLog(_ hub: HubClient) async throws -> VerifiedOwnerLog {
    try await hub.log(
      of: state.record, owner: ring.identity, former: ring.formerOpeners,
      lastState: state.recordState?.payload)
  }

  /// Remembers what was shown.
  package func markRead(_ entries: [VerifiedOwnerLog.Item]) {
    record.read(upTo: entries.count)
  }
}
