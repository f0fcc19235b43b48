package import Foundation
package import Keys

/// The owner's local file: one record, under a key derived from its root.
package enum OwnerStore {
  /// The file's name in the record's folder.
  package static let fileName = "record.maille"
  private static let headerLine = Data("maille local record 1\n".utf8)

  /// Whether a folder holds a record, readable or not.
  package static func exists(in folder: String) -> Bool {
    FileManager.default.fileExists(
      atPath: URL(fileURLWithPath: folder).appendingPathComponent(fileName).path)
  }

  /// Makes the file for a record that was just begun.
  package static func create(
    in folder: URL, ring: KeyRing, state: OwnerState
  ) throws(RecordError) -> SealedStore<OwnerState> {
    try SealedStore.create(
      in: folder, named: fileName, header: headerLine + state.record.bytes,
      key: key(ring, state.record), state: state)
  }

  /// Opens the file with the owner's keys.
  ///
  /// Throws ``RecordError/Code/noLocalFile``, ``RecordError/Code/locked`` while another process has
  /// it, and ``RecordError/Code/cannotOpen`` for other keys or a changed byte.
  package static func open(
    in folder: URL, ring: KeyRing
  ) throws(RecordError) -> SealedStore<OwnerState> {
    let record = try record(in: folder)
    return try SealedStore.open(
      in: folder, named: fileName, header: headerLine + record.bytes, key: key(ring, record))
  }

  /// Which record a folder holds, told by the file's header alone.
  package static func record(in folder: URL) throws(RecordError) -> RecordID {
    let url = folder.appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw RecordError(.noLocalFile, at: fileName)
    }
    let head: Data
    do {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      head = try handle.read(upToCount: headerLine.count + RecordID.byteCount) ?? Data()
    } catch {
      throw RecordError(.localFileUnreadable, at: fileName)
    }
    guard head.starts(with: headerLine), head.count == headerLine.count + RecordID.byteCount else {
      throw RecordError(.malformed, at: fileName)
    }
    return RecordID(unchecked: Data(head.dropFirst(headerLine.count)))
  }

  private static func key(
    _ ring: KeyRing, _ record: RecordID
  ) throws(RecordError) -> SecretBytes {
    RecordKeys(root: try OwnerRecord.root(of: ring), record: record).storeKey
  }
}
