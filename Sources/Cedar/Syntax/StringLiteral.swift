/// Reading of escapes in string and pattern literals.
enum StringLiteral {
  /// The text that a string literal denotes.
  static func text(
    _ raw: ArraySlice<UInt8>, at position: SourcePosition
  ) throws(CedarError) -> ScalarString {
    var result = String.UnicodeScalarView()
    for unit in try units(raw, starEscape: false, at: position) {
      result.append(unit.scalar)
    }
    return ScalarString(String(result))
  }

  /// The pattern that a literal denotes, where `*` matches anything and `\*` an asterisk.
  static func pattern(
    _ raw: ArraySlice<UInt8>, at position: SourcePosition
  ) throws(CedarError) -> Pattern {
    Pattern(
      elements: try units(raw, starEscape: true, at: position).map { unit in
        unit.scalar == "*" && !unit.isStarEscape ? .anything : .scalar(unit.scalar)
      })
  }

  private struct Unit {
    var scalar: Unicode.Scalar
    var isStarEscape = false
  }

  private static func units(
    _ raw: ArraySlice<UInt8>, starEscape: Bool, at position: SourcePosition
  ) throws(CedarError) -> [Unit] {
    var scalars = String(decoding: raw, as: UTF8.self).unicodeScalars[...]
    var result: [Unit] = []
    while let scalar = scalars.popFirst() {
      if scalar == "\r" {
        throw CedarError(.syntax, "write a carriage return in a string as \\r", at: position)
      }
      guard scalar == "\\" else {
        result.append(Unit(scalar: scalar))
        continue
      }
      let escape = scalars.popFirst()
      if starEscape, escape == "*" {
        result.append(Unit(scalar: "*", isStarEscape: true))
        continue
      }
      guard let denoted = unescape(escape, &scalars) else {
        throw CedarError(.syntax, "this string has an escape that does not exist", at: position)
      }
      result.append(Unit(scalar: denoted))
    }
    return result
  }

  private static func unescape(
    _ escape: Unicode.Scalar?, _ rest: inout Substring.UnicodeScalarView
  ) -> Unicode.Scalar? {
    switch escape {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "0": return "\0"
    case "\\": return "\\"
    case "'": return "'"
    case "\"": return "\""
    case "x":
      let digits = String(rest.prefix(2))
      guard digits.utf8.count == 2, digits.utf8.allSatisfy(Hexadecimal.isDigit),
        let value = UInt8(digits, radix: 16), value < 0x80
      else { return nil }
      rest = rest.dropFirst(2)
      return Unicode.Scalar(value)
    case "u":
      guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}") else { return nil }
      let digits = rest[..<end]
      rest = rest[rest.index(after: end)...]
      guard let first = digits.first, first != "_" else { return nil }
      let plain = digits.filter { $0 != "_" }
      guard (1...6).contains(plain.count),
        String(plain).utf8.allSatisfy(Hexadecimal.isDigit),
        let value = UInt32(String(plain), radix: 16)
      else { return nil }
      return Unicode.Scalar(value)
    default: return nil
    }
  }
}

/// The right side of `like`.
struct Pattern: Hashable, Sendable {
  enum Element: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case anything
  }

  let elements: [Element]

  /// Tells whether the whole text matches; at most the product of both lengths in time.
  func matches(_ text: ScalarString) -> Bool {
    let scalars = Array(text.string.unicodeScalars)
    var (index, element) = (0, 0)
    var retry: (element: Int, index: Int)?
    while index < scalars.count {
      if element < elements.count, elements[element] == .anything {
        retry = (element + 1, index)
        element += 1
      } else if element < elements.count, elements[element] == .scalar(scalars[index]) {
        index += 1
        element += 1
      } else if let last = retry {
        retry = (last.element, last.index + 1)
        (element, index) = (last.element, last.index + 1)
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy { $0 == .anything }
  }
}
