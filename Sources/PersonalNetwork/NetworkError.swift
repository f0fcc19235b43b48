/// Why a value of the personal network was refused.
///
/// The place is the path of a field (`tie.member`), never a value: errors carry nothing personal.
public struct NetworkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was wrong, in a closed list.
  public enum Code: String, CaseIterable, Sendable {
    case emptyText = "empty-text"
    case textTooLong = "text-too-long"
    case textNotAllowed = "text-not-allowed"
    case listTooLong = "list-too-long"
    case notSorted = "not-sorted"
    case outOfRange = "out-of-range"
    case endBeforeStart = "end-before-start"
    case malformedDay = "malformed-day"
    case malformedIdentifier = "malformed-identifier"
    case malformedAuthority = "malformed-authority"
    case malformedCompartment = "malformed-compartment"
    case unknownContent = "unknown-content"
    case contradiction = "contradiction"
    case duplicateItem = "duplicate-item"
    case unknownItem = "unknown-item"
    case unknownMember = "unknown-member"
    case stillReferenced = "still-referenced"
    case selfTie = "self-tie"
    case domainWithoutTie = "domain-without-tie"
    case tooManyReferents = "too-many-referents"
  }

  /// What was wrong.
  public let code: Code
  /// Where: the path of the field, without any value of the record.
  public let place: String

  /// Makes an error; `place` must not hold a value of the record.
  public init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }

  /// The code and the place.
  public var description: String { "\(code.rawValue) at \(place)" }
}
