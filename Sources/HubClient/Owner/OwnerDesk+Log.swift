package import Consent
import Keys
import Record

extension OwnerDesk {
  /// Reads the record's log, every entry verified.
  package func readLog(_ hub: HubClient) async throws -> [VerifiedOwnerLog.Item] {
    try await hub.log(
      of: state.record, owner: ring.identity, former: ring.formerOpeners,
      lastState: state.recordState?.payload
    ).items
  }

  /// Remembers what was shown.
  package func markRead(_ entries: [VerifiedOwnerLog.Item]) {
    record.read(upTo: entries.count)
  }
}
