package import Foundation
import Glibc

/// Reading and writing a person's own files: never half-written, readable by nobody else.
package enum LocalFile {
  /// The most a file given to a command may hold, in bytes.
  package static let largest = 64 << 20

  /// The bytes of a file, `-` being standard input.
  package static func read(_ path: String, largest: Int = largest) throws(HomeError) -> Data {
    let handle: FileHandle
    if path == "-" {
      handle = .standardInput
    } else {
      guard let opened = FileHandle(forReadingAtPath: path) else {
        throw .unreadable
      }
      handle = opened
    }
    var data = Data()
    do {
      while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
        data.append(chunk)
        guard data.count <= largest else {
          throw HomeError.tooLarge(mebibytes: largest >> 20)
        }
      }
    } catch let error as HomeError {
      throw error
    } catch {
      throw .notAFile
    }
    return data
  }

  /// The text of a file, without white space at its ends.
  package static func readText(_ path: String, largest: Int = 1 << 20) throws(HomeError) -> String {
    guard let text = String(data: try read(path, largest: largest), encoding: .utf8) else {
      throw .notText
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Replaces a file: a temporary file beside it, flushed to disk, then renamed; mode 0600.
  ///
  /// When this returns, the new content and its name are durable.
  package static func write(_ data: Data, to path: String) throws(HomeError) {
    let folder = (path as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    let temporary = (place as NSString).appendingPathComponent(
      ".\((path as NSString).lastPathComponent).\(UInt64.random(in: 0...UInt64.max))")
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unwritable }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    var written = true
    do {
      try handle.write(contentsOf: data)
      try handle.synchronize()
    } catch {
      written = false
    }
    let closed = close(file) == 0
    guard written, closed, unsafe rename(temporary, path) == 0 else {
      unsafe unlink(temporary)
      throw .unwritable
    }
    let directory = unsafe open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// Makes a folder, and those above it, that only their owner may enter.
  package static func makeFolder(_ path: String) throws(HomeError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .folderNotMade
    }
  }

  /// Whether something is at the path.
  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
