import ArgumentParser
import Foundation

import Glibc
import HubClient

/// Where a passphrase comes from: a file, a descriptor, else the terminal; never an argument.
enum PassphraseSource: Equatable {
  case file(String)
  case descriptor(Int32)
  case terminal

  /// The source that two options name; naming both is a usage error.
  init(file: String?, descriptor: Int32?) throws {
    switch (file, descriptor) {
    case (.some, .some):
      throw CommandFailure.usage(
        say(
          "a passphrase cannot come from a file and a descriptor at once",
          fr: "une phrase de passe ne peut venir à la fois d'un fichier et d'un descripteur"),
        hint: say("give one of the two options", fr: "donnez une seule des deux options"))
    case (.some(let file), nil): self = .file(file)
    case (nil, .some(let descriptor)): self = .descriptor(descriptor)
    case (nil, nil): self = .terminal
    }
  }

  /// Reads the passphrase: the first line of the file or descriptor, or what is typed.
  ///
  /// - Parameters:
  ///   - prompt: What the terminal shows; nothing typed is echoed.
  ///   - twice: Whether the terminal asks again, for a new passphrase.
  func read(prompt: String, twice: Bool = false) throws -> String {
    let passphrase: String
    switch self {
    case .file(let path):
      passphrase = try Self.firstLine(try LocalFile.read(path, largest: 1 << 16))
    case .descriptor(let descriptor):
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
      var data = Data()
      do {
        while data.count < 1 << 16, !data.contains(0x0A) {
          guard let chunk = try handle.read(upToCount: 4096), !chunk.isEmpty else { break }
          data.append(chunk)
        }
      } catch {
        throw CommandFailure.local(
          say("the descriptor cannot be read", fr: "le descripteur est illisible"),
          hint: say(
            "open it for reading first, as in --passphrase-fd 3 3< FILE",
            fr: "ouvrez-le d'abord en lecture, comme --passphrase-fd 3 3< FICHIER"))
      }
      passphrase = try Self.firstLine(data)
    case .terminal:
      passphrase = try Self.ask(prompt)
      if twice, try Self.ask(say("once more: ", fr: "encore une fois : ")) != passphrase {
        throw CommandFailure.local(
          say("the two passphrases differ", fr: "les deux phrases de passe diffèrent"),
          hint: say("nothing was written; try again", fr: "rien n'a été écrit ; recommencez"))
      }
    }
    guard !passphrase.isEmpty else {
      throw CommandFailure.local(
        say("the passphrase is empty", fr: "la phrase de passe est vide"),
        hint: say(
          "use several words that only you know",
          fr: "prenez plusieurs mots que vous seul connaissez"))
    }
    return passphrase
  }

  private static func firstLine(_ data: Data) throws -> String {
    let line = data.prefix { $0 != 0x0A }
    guard var text = String(data: line, encoding: .utf8) else {
      throw CommandFailure.local(
        say("the passphrase is not UTF-8 text", fr: "la phrase de passe n'est pas du texte UTF-8"),
        hint: say("save its file as UTF-8", fr: "enregistrez son fichier en UTF-8"))
    }
    if text.unicodeScalars.last == "\r" { text.unicodeScalars.removeLast() }
    return text
  }

  /// Asks on the controlling terminal, not on standard input, without echo.
  private static func ask(_ prompt: String) throws -> String {
    let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw CommandFailure.local(
        say(
          "no terminal to ask for the passphrase",
          fr: "aucun terminal pour demander la phrase de passe"),
        hint: say(
          "give --passphrase-file or --passphrase-fd",
          fr: "donnez --passphrase-file ou --passphrase-fd"))
    }
    defer { close(terminal) }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    var before = termios()
    guard unsafe tcgetattr(terminal, &before) == 0 else {
      throw CommandFailure.local(
        say("the terminal cannot hide what is typed", fr: "le terminal ne peut cacher la frappe"),
        hint: say("give --passphrase-file", fr: "donnez --passphrase-file"))
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
    defer { unsafe tcsetattr(terminal, TCSAFLUSH, &before) }
    handle.write(Data(prompt.utf8))
    var data = Data()
    while data.count < 1 << 16 {
      guard let byte = try? handle.read(upToCount: 1), byte.first != 0x0A, !byte.isEmpty else {
        break
      }
      data.append(byte)
    }
    handle.write(Data("\n".utf8))
    return try firstLine(data)
  }
}
