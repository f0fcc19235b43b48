/// A string that is compared by its Unicode scalars.
///
/// Swift's `String` compares by canonical equivalence, so that "é" written with one scalar equals
/// "é" written with two. Cedar compares scalars, and so do its attribute names and entity ids.
public struct ScalarString: Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The text itself.
  public let string: String

  /// Wraps a string without changing it.
  public init(_ string: String) {
    self.string = string
  }

  /// Wraps a literal without changing it.
  public init(stringLiteral value: String) {
    string = value
  }

  /// The text itself.
  public var description: String { string }

  /// Tells whether both texts have the same scalars in the same order.
  public static func == (left: ScalarString, right: ScalarString) -> Bool {
    // Equal scalars are canonically equivalent, so the fast comparison only ever refuses early.
    guard left.string == right.string else { return false }
    let (leftBytes, rightBytes) = (left.string.utf8, right.string.utf8)
    return leftBytes.count == rightBytes.count && leftBytes.elementsEqual(rightBytes)
  }

  /// Feeds the text to a hasher; equal scalars hash equally.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(string)
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
