import Foundation

import Glibc

/// Reading and writing a person's own files: never half-written, readable by nobody else.
enum LocalFile {
  /// The most a file given to a command may hold, in bytes.
  static let largest = 64 << 20

  /// The bytes of a file, `-` being standard input.
  static func read(_ path: String, largest: Int = largest) throws -> Data {
    let handle: FileHandle
    if path == "-" {
      handle = .standardInput
    } else {
      guard let opened = FileHandle(forReadingAtPath: path) else {
        throw CommandFailure.local(
          say("file cannot be read", fr: "fichier illisible"),
          hint: say(
            "check that the path exists and that you may read it",
            fr: "vérifiez que le chemin existe et que vous pouvez le lire"))
      }
      handle = opened
    }
    var data = Data()
    do {
      while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
        data.append(chunk)
        guard data.count <= largest else {
          throw CommandFailure.invalid(
            say("file is too large", fr: "fichier trop grand"),
            hint: say("at most \(largest >> 20) MiB", fr: "au plus \(largest >> 20) Mio"))
        }
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure.local(
        say("file cannot be read", fr: "fichier illisible"),
        hint: say("give a file, not a folder", fr: "donnez un fichier, pas un dossier"))
    }
    return data
  }

  /// The text of a file, without white space at its ends.
  static func readText(_ path: String, largest: Int = 1 << 20) throws -> String {
    guard let text = String(data: try read(path, largest: largest), encoding: .utf8) else {
      throw CommandFailure.invalid(
        say("file is not UTF-8 text", fr: "le fichier n'est pas du texte UTF-8"),
        hint: say(
          "give the file as it was written by maille",
          fr: "donnez le fichier tel que maille l'a écrit"))
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Replaces a file: a temporary file beside it, flushed to disk, then renamed; mode 0600.
  ///
  /// When this returns, the new content and its name are durable.
  static func write(_ data: Data, to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    let temporary = (place as NSString).appendingPathComponent(
      ".\((path as NSString).lastPathComponent).\(UInt64.random(in: 0...UInt64.max))")
    let failure = CommandFailure.local(
      say("file cannot be written", fr: "fichier impossible à écrire"),
      hint: say(
        "check that the folder exists and that there is room",
        fr: "vérifiez que le dossier existe et qu'il reste de la place"))
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure }
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
      throw failure
    }
    let directory = unsafe open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  /// Makes a folder, and those above it, that only their owner may enter.
  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure.local(
        say("folder cannot be made", fr: "dossier impossible à créer"),
        hint: say("check the path and your rights", fr: "vérifiez le chemin et vos droits"))
    }
  }

  /// Whether something is at the path.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
