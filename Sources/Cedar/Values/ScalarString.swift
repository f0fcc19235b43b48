/// A string that is compared by its Unicode scalars.
///
/// Swift's `String` compares by canonical equivalence, so that "é" written with one scalar equals
/// "é" written with two. Cedar compares scalars, and so do its attribute names and entity ids.
public struct ScalarString: Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The text itself.
  public let string: String
  /// A hash of the bytes, by which other texts are told apart without reading them.
  ///
  /// It is seeded anew in each process, so that nobody can choose texts whose checksums collide.
  /// INVARIANT: it is even exactly where the text is ASCII.
  let checksum: Int

  /// Wraps a string without changing it.
  public init(_ string: String) {
    self.string = string
    checksum = Self.checksum(of: string)
  }

  /// Wraps a literal without changing it.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  private static func checksum(of string: String) -> Int {
    var hasher = Hasher()
    guard string.utf8.allSatisfy({ $0 < 0x80 }) else {
      // A `String` hashes all its canonical equivalents alike; its bytes tell them apart.
      for byte in string.utf8 { hasher.combine(byte) }
      return hasher.finalize() | 1
    }
    hasher.combine(string)
    return hasher.finalize() & ~1
  }

  /// The text itself.
  public var description: String { string }

  /// Tells whether both texts have the same scalars in the same order.
  public static func == (left: ScalarString, right: ScalarString) -> Bool {
    guard left.checksum == right.checksum else { return false }
    // ASCII is canonically equivalent to nothing but itself.
    return left.checksum & 1 == 0
      ? left.string == right.string : left.string.utf8.elementsEqual(right.string.utf8)
  }

  /// An order that is quick to tell, and another in each process: that of the checksums.
  static func isBelow(_ left: ScalarString, _ right: ScalarString) -> Bool {
    left.checksum == right.checksum
      ? precedes(left, right) : left.checksum < right.checksum
  }

  /// Feeds the text's checksum to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(checksum)
  }

  /// Whether the left text comes before the right in the order of their UTF-8 bytes.
  static func precedes(_ left: ScalarString, _ right: ScalarString) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  /// The text between double quotes, as Cedar would read it back.
  var quoted: String {
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0": result += "\\0"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7f {
          result += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
