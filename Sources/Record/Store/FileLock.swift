import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An exclusive lock on a file, held until the value is released or the process ends.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock without waiting; throws ``RecordError/Code/locked`` where another holds it.
  init(at url: URL) throws(RecordError) {
    let flags = O_CREAT | O_RDWR | O_CLOEXEC
    let opened = unsafe open(url.path, flags, 0o600)
    guard opened >= 0 else { throw RecordError(.localFileUnwritable, at: "lock") }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      _ = close(opened)
      throw RecordError(.locked, at: "lock")
    }
    descriptor = opened
  }

  deinit {
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }
}

/// Writes files so that after a crash the old bytes or the new ones are there, never parts.
enum AtomicFile {
  /// Writes to a temporary file beside the target, makes it durable, renames it over the target and
  /// makes the folder durable.
  static func write(_ data: Data, to url: URL) throws(RecordError) {
    let temporary = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).new")
    let descriptor = unsafe open(
      temporary.path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RecordError(.localFileUnwritable, at: "file") }
    var isWritten = writeAll(data, to: descriptor) && fsync(descriptor) == 0
    isWritten = close(descriptor) == 0 && isWritten
    guard isWritten, unsafe rename(temporary.path, url.path) == 0 else {
      _ = unsafe unlink(temporary.path)
      throw RecordError(.localFileUnwritable, at: "file")
    }
    let folder = unsafe open(url.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw RecordError(.localFileUnwritable, at: "folder") }
    defer { _ = close(folder) }
    guard fsync(folder) == 0 else { throw RecordError(.localFileUnwritable, at: "folder") }
  }

  private static func writeAll(_ data: Data, to descriptor: Int32) -> Bool {
    unsafe data.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) in
      var offset = 0
      while offset < buffer.count {
        let written = unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return false }
        offset += written
      }
      return true
    }
  }
}
