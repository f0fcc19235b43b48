/// A set of values, in no order that means anything.
///
/// Kept sorted by checksum, so that two sets are compared in one pass over integers.
public struct ValueSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The values, each once.
  public let members: [Value]
  /// A number that equal sets share and others hardly do.
  let checksum: Int

  /// Takes the members; a value that comes again changes nothing.
  public init(_ values: some Sequence<Value>) {
    var members: [Value] = []
    for value in values.sorted(by: { $0.checksum < $1.checksum })
    where !members.reversed().prefix(while: { $0.checksum == value.checksum }).contains(value) {
      members.append(value)
    }
    self.members = members
    var hasher = Hasher()
    for member in members { hasher.combine(member.checksum) }
    checksum = hasher.finalize()
  }

  /// Takes the members.
  public init(arrayLiteral members: Value...) {
    self.init(members)
  }

  /// How many members there are.
  public var count: Int { members.count }

  /// Whether there is no member.
  public var isEmpty: Bool { members.isEmpty }

  /// Whether a value is a member.
  public func contains(_ value: Value) -> Bool {
    members.firstIndex(
      checksum: value.checksum, by: { $0.checksum }, where: { $0 == value }) != nil
  }

  /// Whether every member is one of the other set's.
  public func isSubset(of other: ValueSet) -> Bool {
    count <= other.count && members.allSatisfy(other.contains)
  }

  /// Whether no member is one of the other set's.
  public func isDisjoint(with other: ValueSet) -> Bool {
    count <= other.count
      ? !members.contains(where: other.contains) : !other.members.contains(where: contains)
  }

  /// Whether both have the same members.
  public static func == (left: ValueSet, right: ValueSet) -> Bool {
    left.checksum == right.checksum && left.count == right.count && left.isSubset(of: right)
  }

  /// Feeds the set's checksum to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(checksum)
  }
}
