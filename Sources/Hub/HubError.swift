/// Why a hub does not start, or cannot be set up.
package struct HubError: Error, Equatable, Sendable {
  /// What is wrong; equal errors have equal codes.
  package enum Code: String, Sendable {
    /// The key file lacks one of a hub's secrets, or its card is not a hub's.
    case keys
    /// The keys are the published example keys, and this is not demo mode.
    case exampleKeys
    /// The folder holds no hub, or another one.
    case notSetUp
    /// The folder holds a hub already.
    case alreadySetUp
    /// The policy bundle is not signed as it must be, or does not validate.
    case bundle
    /// The register is not signed as it must be, or does not follow the one before.
    case register
    /// The database does not open, or a value in it does not.
    case store
    /// The log does not open, or does not match what it signed.
    case log
    /// The certificate or its key cannot be read.
    case certificate
    /// The address cannot be listened on: it is in use, or not of this machine.
    case address
  }

  /// What is wrong.
  package let code: Code

  /// Where: the secret, document or file that is at fault, never a value of it.
  package let place: String

  /// An error at a place.
  package init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }
}
