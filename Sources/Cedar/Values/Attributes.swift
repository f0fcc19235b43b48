/// Contents by name: the fields of a record, the attributes of an entity, what a schema declares.
///
/// Kept in an array, in the order of the names' checksums: records are small, and a lookup compares
/// integers. The order means nothing, but it is the same wherever the names are.
public struct Attributes<Content: Sendable>: Sendable, RandomAccessCollection,
  ExpressibleByDictionaryLiteral
{
  /// A content under its name.
  public typealias Element = (key: ScalarString, value: Content)

  /// The names, in the order of their checksums.
  let names: [ScalarString]
  /// The contents in the order of the names; kept apart from them, so that a search reads no more
  /// than it must.
  let contents: [Content]

  /// Takes contents by name.
  public init(_ contents: [ScalarString: Content] = [:]) {
    self.init(unique: Array(contents))
  }

  /// Takes contents by name; as in a dictionary, no name may be repeated.
  public init(dictionaryLiteral contents: (ScalarString, Content)...) {
    self.init(unique: contents.map { (key: $0, value: $1) })
    precondition(zip(names, names.dropFirst()).allSatisfy { $0 != $1 })
  }

  /// Takes contents under names none of which is repeated.
  init(unique entries: [Element]) {
    let sorted = entries.sorted { ScalarString.isBelow($0.key, $1.key) }
    names = sorted.map(\.key)
    contents = sorted.map(\.value)
  }

  /// Where the entries begin.
  public var startIndex: Int { 0 }

  /// Where the entries end.
  public var endIndex: Int { names.count }

  /// One content with its name.
  public subscript(position: Int) -> Element { (names[position], contents[position]) }

  /// The content of a name, or `nil`.
  public subscript(name: ScalarString) -> Content? {
    index(of: name).map { contents[$0] }
  }

  /// Whether there is a content of a name.
  func contains(_ name: ScalarString) -> Bool { index(of: name) != nil }

  /// Where a name is.
  func index(of name: ScalarString) -> Int? {
    names.firstIndex(checksum: name.checksum, by: { $0.checksum }, where: { $0 == name })
  }

  /// The same names with other contents.
  func mapValues<Other>(_ transform: (Content) -> Other) -> Attributes<Other> {
    Attributes<Other>(unique: map { ($0, transform($1)) })
  }
}

extension Attributes: Equatable where Content: Equatable {
  /// Whether both have the same names with the same contents.
  public static func == (left: Attributes, right: Attributes) -> Bool {
    left.names == right.names && left.contents == right.contents
  }
}

extension Attributes: Hashable where Content: Hashable {
  /// Feeds names and contents to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(names)
    hasher.combine(contents)
  }
}
