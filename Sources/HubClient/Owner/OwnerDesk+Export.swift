import Age
import Consent
package import Foundation
import Record

/// What an export holds, and the file that only its own passphrase opens.
package struct SealedExport: Sendable {
  /// What it holds.
  package let content: ExportFile
  /// The age file.
  package let file: Data
  private let plain: Data

  /// Seals an export to a passphrase.
  ///
  /// Throws ``RecordError/Code/cannotSeal`` where no passphrase may be so.
  fileprivate init(_ content: ExportFile, plain: Data, passphrase: String) throws {
    self.content = content
    self.plain = plain
    do {
      file = try AgeFile.encrypt(
        plain, to: [ScryptRecipient(passphrase: Data(passphrase.utf8))])
    } catch {
      throw RecordError(.cannotSeal, at: "export")
    }
  }

  /// Whether a copy of the file opens again and holds the same.
  package func isHeld(by copy: Data, passphrase: String) -> Bool {
    let words = Data(passphrase.utf8)
    return (try? AgeFile.decrypt(copy, with: [ScryptIdentity(passphrase: words)])) == plain
  }
}

extension OwnerDesk {
  /// Synchronises, and seals everything that is the owner's into one file.
  package func export(passphrase: String) async throws -> SealedExport {
    let entries = try await withHub { hub in
      try await synchronise(hub)
      return try await readLog(hub)
    }
    let content = ExportFile(state, log: entries)
    return try SealedExport(
      content, plain: content.data(with: state.network()), passphrase: passphrase)
  }
}
