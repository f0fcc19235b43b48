/// Why a log structure was refused: what kind of fault, and where it was found.
///
/// The codes are closed on purpose, so that a new one makes every caller decide what it means.
public struct TransparencyLogError: Error, Hashable, Sendable {
  /// The kind of fault.
  public enum Code: String, Hashable, Sendable {
    /// Bytes or text that do not follow their format.
    case malformed
    /// More bytes, lines or signatures than this implementation reads.
    case tooLarge
    /// A well-formed structure of a kind or algorithm that is not read here.
    case unsupported
    /// A leaf index or tree size outside the tree it is used with.
    case outOfRange
    /// A signature by a known key that does not verify.
    case badSignature
    /// No signature by the key that had to sign.
    case notSigned
    /// Fewer witnesses than the quorum asks for.
    case notWitnessed
    /// A checkpoint of another log than the one expected.
    case otherLog
    /// Hashes that do not lead to the root they are held against.
    case rootMismatch
    /// A node or tile that is needed and was not there.
    case missing
  }

  /// The kind of fault.
  public let code: Code
  /// Where it was found, for example `note line 4` or `inclusion proof`; never personal.
  public let place: String

  /// Creates an error of one kind at one place.
  public init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }
}

extension TransparencyLogError: CustomStringConvertible {
  /// One line naming the fault and its place.
  public var description: String {
    let cause =
      switch code {
      case .malformed: "malformed"
      case .tooLarge: "too large"
      case .unsupported: "not supported"
      case .outOfRange: "index or size outside the tree"
      case .badSignature: "a known key's signature does not verify"
      case .notSigned: "not signed by the expected key"
      case .notWitnessed: "fewer witnesses than the quorum"
      case .otherLog: "from another log"
      case .rootMismatch: "hashes do not lead to the root"
      case .missing: "a needed hash is missing"
      }
    return "\(place): \(cause)"
  }
}
