package import Foundation
package import Keys
import TransparencyLog

/// The full check of a hub's folder: its log, its documents, and every value at rest.
///
/// It opens none of what it checks for use, so that a damaged hub, which does not start, can be
/// checked. It repairs nothing.
package enum HubFolderCheck {
  /// Checks a folder with the hub's keys.
  ///
  /// What is wrong is a finding of the report. Throws ``HubError`` or ``StoreError`` only where the
  /// keys are not this hub's or the databases do not open at all.
  package static func run(
    _ ring: KeyRing, in folder: URL, at time: Date
  ) async throws -> HubCheckReport {
    let keys = try HubKeys(ring)
    let store = try SQLiteStore(folder: folder, keys: keys.store)
    var accesses: [Data: SQLiteStore.Access] = [:]
    for id in try await store.recordIDs() {
      guard let record = try? RecordID(bytes: id) else { continue }
      accesses[id] = try? await store.access(to: record)
    }
    let known = accesses
    let log = try await HubCheck(
      SQLiteLogStore(store.values), key: keys.logKey().verifierKey, keys: keys.store
    ) { leaf in
      leaf.entry.flatMap {
        try? store.open(entry: $0, at: leaf.index, in: known[leaf.sequenceKey])
      }
    }.run()
    var findings = log.findings
    do {
      _ = try await Registry(store: store, hub: keys.identity.publicIdentity, now: { time })
    } catch let error as HubError {
      findings.append(.init(kind: .badRules, place: error.place))
    } catch {
      findings.append(.init(kind: .badRules, place: "bundle or register"))
    }
    for (number, id) in try await store.recordIDs().enumerated() {
      guard let fault = try await fault(of: id, in: store) else { continue }
      findings.append(.init(kind: .unreadableValue, place: "record \(number + 1), \(fault)"))
    }
    return HubCheckReport(
      size: log.size, root: log.root, checkpoints: log.checkpoints, sequences: log.sequences,
      findings: findings)
  }

  /// The first thing of a record that does not open, by the name of its table.
  private static func fault(of id: Data, in store: SQLiteStore) async throws -> String? {
    guard let record = try? RecordID(bytes: id) else { return "id" }
    do {
      _ = try await store.read(record) { reading in
        _ = try reading.state()
        for kind in RowKind.allCases { _ = try reading.rows(kind) }
      }
      return nil
    } catch StoreError.unreadable(let table) {
      return table
    } catch StoreError.keyUnreadable {
      return "record_key"
    }
  }
}
