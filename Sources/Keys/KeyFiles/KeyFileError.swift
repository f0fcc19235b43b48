package import Age

/// Why a key file cannot be written or opened.
package enum KeyFileError: Error, Hashable, Sendable {
  /// The passphrase does not open the file.
  case passphrase
  /// The passphrase is empty.
  case emptyPassphrase
  /// The file is not an age file under a passphrase, or was changed; says why.
  case file(AgeError)
  /// The file opens but does not hold our keys; says which part.
  case content(DocumentError)
}

extension KeyFileError: CustomStringConvertible {
  /// One line in lower case for the cause.
  package var description: String {
    switch self {
    case .passphrase: "the passphrase does not open the key file"
    case .emptyPassphrase: "the passphrase is empty"
    case .file(let error): "the key file cannot be read: \(error)"
    case .content(let error): "the key file does not hold a set of keys: \(error)"
    }
  }

  /// One line in lower case for the next step, if there is one.
  package var hint: String? {
    switch self {
    case .passphrase: "check the passphrase, capital letters and keyboard layout included"
    case .emptyPassphrase: "choose a passphrase of several words"
    case .file: "restore the file from a copy"
    case .content: "restore the file from a copy, or check that it is a key file"
    }
  }
}
