import Consent
package import Foundation
import GRDB
package import Keys
import TransparencyLog

/// The full check of a hub's folder: both databases against themselves, the log against its
/// checkpoints, every value at rest against its place, the others and the log.
///
/// It opens none of what it checks for use, so that a damaged hub, which does not start, can be
/// checked. It repairs nothing.
package enum HubFolderCheck {
  /// Checks a folder with the hub's keys.
  ///
  /// `since` is a checkpoint that was kept elsewhere: a log that does not extend it was cut, or is
  /// an older copy. What is wrong is a finding of the report. Throws ``HubError`` or ``StoreError``
  /// only where the keys are not this hub's or the databases do not open at all.
  package static func run(
    _ ring: KeyRing, in folder: URL, at time: Date, since checkpoint: Data? = nil
  ) async throws -> HubCheckReport {
    let keys = try HubKeys(ring)
    let store = try SQLiteStore(folder: folder, keys: keys.store)
    let log = try await HubCheck(
      SQLiteLogStore(store.values), key: keys.logKey().verifierKey, keys: keys.store,
      since: checkpoint, entry: try await opener(of: store)
    ).run()
    var findings = try await TableCheck(store: store, hub: keys.identity).run() + log.findings
    do {
      _ = try await Registry(store: store, hub: keys.identity.publicIdentity, now: { time })
    } catch let error as HubError {
      findings.append(.init(kind: .badRules, place: error.place))
    } catch {
      findings.append(.init(kind: .badRules, place: "bundle or register"))
    }
    let reader = try LogReader(SQLiteLogStore(store.values))
    let gate = Gate(identity: keys.gate)
    for (number, id) in try await store.recordIDs().enumerated() {
      findings += try await RecordCheck(
        store: store, gate: gate, log: reader, number: number + 1, now: time
      ).run(id)
    }
    return HubCheckReport(
      size: log.size, root: log.root, checkpoints: log.checkpoints, sequences: log.sequences,
      findings: findings)
  }

  /// What opens the entries at rest, each with its record's key.
  private static func opener(
    of store: SQLiteStore
  ) async throws -> @Sendable (StoredLeaf) -> Data? {
    var accesses: [Data: SQLiteStore.Access] = [:]
    for id in try await store.recordIDs() {
      guard let record = try? RecordID(bytes: id) else { continue }
      accesses[id] = try? await store.access(to: record)
    }
    let known = accesses
    return { leaf in
      leaf.entry.flatMap {
        try? store.open(entry: $0, at: leaf.index, in: known[leaf.sequenceKey])
      }
    }
  }
}
