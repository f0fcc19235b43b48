package import Foundation
package import Keys

/// One encrypted file in a folder that one process at a time may use.
///
/// The file is a header line, 16 bytes that name the record, and the padded state under
/// AES-256-GCM with the header as associated data. Every save raises the file's version, and after
/// a crash the old or the new file is there.
package final class SealedStore<State: Codable & Sendable> {
  private struct Envelope: Codable {
    let version: Int
    let state: State
  }

  private let url: URL
  private let lock: FileLock
  private let key: SecretBytes
  private let header: Data
  /// How often the file was written.
  package private(set) var version: Int
  /// What the file holds.
  package private(set) var state: State

  private init(
    url: URL, lock: FileLock, key: SecretBytes, header: Data, version: Int, state: State
  ) {
    self.url = url
    self.lock = lock
    self.key = key
    self.header = header
    self.version = version
    self.state = state
  }

  /// Makes the file; throws ``RecordError/Code/localFileExists`` where there is one.
  package static func create(
    in folder: URL, named name: String, header: Data, key: SecretBytes, state: State
  ) throws(RecordError) -> SealedStore {
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw RecordError(.localFileUnwritable, at: "folder")
    }
    let url = folder.appendingPathComponent(name)
    let lock = try FileLock(at: folder.appendingPathComponent(name + ".lock"))
    guard !FileManager.default.fileExists(atPath: url.path) else {
      throw RecordError(.localFileExists, at: name)
    }
    let store = SealedStore(
      url: url, lock: lock, key: key, header: header, version: 0, state: state)
    try store.save(state)
    return store
  }

  /// Opens the file; `header` gives what it must begin with.
  package static func open(
    in folder: URL, named name: String, header: Data, key: SecretBytes
  ) throws(RecordError) -> SealedStore {
    let url = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw RecordError(.noLocalFile, at: name)
    }
    let lock = try FileLock(at: folder.appendingPathComponent(name + ".lock"))
    let bytes: Data
    do {
      bytes = try Data(contentsOf: url)
    } catch {
      throw RecordError(.localFileUnreadable, at: name)
    }
    guard bytes.starts(with: header) else { throw RecordError(.cannotOpen, at: name) }
    let padded = try RecordCipher.open(
      Data(bytes.dropFirst(header.count)), key: key, context: header, at: name)
    do {
      let envelope = try CanonicalJSON.read(Envelope.self, from: Padding.unpad(padded))
      return SealedStore(
        url: url, lock: lock, key: key, header: header, version: envelope.version,
        state: envelope.state)
    } catch {
      throw RecordError(.malformed, at: name)
    }
  }

  /// Replaces what the file holds; durable when the call returns.
  package func save(_ next: State) throws(RecordError) {
    let plain: Data
    do {
      plain = try CanonicalJSON.encode(Envelope(version: version + 1, state: next))
    } catch {
      throw RecordError(.cannotSeal, at: url.lastPathComponent)
    }
    let sealed = try RecordCipher.seal(Padding.pad(plain), key: key, context: header)
    try AtomicFile.write(header + sealed, to: url)
    version += 1
    state = next
  }
}
