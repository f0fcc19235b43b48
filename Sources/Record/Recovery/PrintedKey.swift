import Age
package import Foundation
package import Keys

/// A key file that a printed key opens: paper for the drawer, and a file that is worth nothing alone.
///
/// The paper holds an age key in its own text form, whose last characters are a checksum; the file
/// is the key file's JWK Set in an age file to that key.
package struct PrintedKey: Sendable {
  /// The file.
  package let file: Data
  /// What is printed: the text of the age key in groups of four.
  package let paper: String

  /// Makes a printed key for a key ring.
  package init(_ ring: KeyRing) throws(RecordError) {
    do {
      let key = try SecretBytes.random(count: 32).withBytes { try HybridIdentity(seed: $0) }
      file = try AgeFile.encrypt(Padding.pad(KeyFile.write(ring)), to: [key.recipient])
      paper = Self.grouped(key.secretText)
    } catch {
      throw RecordError(.cannotSeal, at: "printed key")
    }
  }

  /// Opens a file with what was typed from paper; blanks, line ends and small letters do not matter.
  ///
  /// Throws ``RecordError/Code/malformed`` where the checksum says that something was mistyped, and
  /// ``RecordError/Code/cannotOpen`` for the paper of another file.
  package static func open(_ file: Data, paper: String) async throws(RecordError) -> KeyRing {
    let typed = String(paper.unicodeScalars.filter { !$0.properties.isWhitespace })
    guard let key = try? HybridIdentity(typed.uppercased()) else {
      throw RecordError(.malformed, at: "printed key")
    }
    guard let padded = try? AgeFile.decrypt(file, with: [key]),
      let json = try? Padding.unpad(padded)
    else { throw RecordError(.cannotOpen, at: "printed key") }
    do {
      return try await KeyFile.read(json)
    } catch {
      throw RecordError(.malformed, at: "key file")
    }
  }

  private static func grouped(_ text: String) -> String {
    let letters = Array(text)
    let groups = stride(from: 0, to: letters.count, by: 4).map {
      String(letters[$0..<min($0 + 4, letters.count)])
    }
    let lines = stride(from: 0, to: groups.count, by: 5).map {
      groups[$0..<min($0 + 5, groups.count)].joined(separator: " ")
    }
    return lines.joined(separator: "\n")
  }
}
