/// A JSON document as it stands: numbers are 64-bit integers, repeated keys are kept.
package indirect enum JSONNode: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(ScalarString)
  case array([JSONNode])
  case object([(key: ScalarString, value: JSONNode)])

  /// Reads a document; numbers with a fraction, an exponent or over 64 bits are refused.
  package init(_ text: String) throws(CedarError) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.document()
  }

  /// The values of an object by key.
  ///
  /// A repeated key is refused, or the last one counts where `keepingLast` is set. Throws `.json`
  /// for anything but an object.
  package func members(
    _ what: String, keepingLast: Bool = false
  ) throws(CedarError) -> [ScalarString: JSONNode] {
    guard case .object(let pairs) = self else {
      throw CedarError(.json, "\(what) must be a JSON object")
    }
    var result: [ScalarString: JSONNode] = [:]
    for (key, value) in pairs {
      if result.updateValue(value, forKey: key) != nil, !keepingLast {
        throw CedarError(.json, "\(what) repeats the key \(key.quoted)")
      }
    }
    return result
  }

  /// The items of an array; throws `.json` for anything else.
  package func items(_ what: String) throws(CedarError) -> [JSONNode] {
    guard case .array(let items) = self else {
      throw CedarError(.json, "\(what) must be a JSON array")
    }
    return items
  }
}

/// Reads JSON from bytes (RFC 8259), without fractions.
private struct JSONReader {
  let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(CedarError) -> JSONNode {
    let node = try value()
    skipBlanks()
    guard index == bytes.count else { throw failure("unexpected text after the document") }
    return node
  }

  private func failure(_ message: String) -> CedarError {
    var (line, column) = (1, 1)
    for byte in bytes.prefix(index) {
      if byte == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if byte & 0xc0 != 0x80 {
        column += 1
      }
    }
    return CedarError(
      .json, message, at: SourcePosition(offset: index, line: line, column: column))
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
  }

  private mutating func accept(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  private mutating func accept(word: String) -> Bool {
    guard bytes[index...].starts(with: word.utf8) else { return false }
    index += word.utf8.count
    return true
  }

  private mutating func value() throws(CedarError) -> JSONNode {
    skipBlanks()
    guard index < bytes.count else { throw failure("the document ends too early") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try nested { reader throws(CedarError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(CedarError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where accept(word: "true"): return .bool(true)
    case UInt8(ascii: "f") where accept(word: "false"): return .bool(false)
    case UInt8(ascii: "n") where accept(word: "null"): return .null
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(CedarError) -> JSONNode
  ) throws(CedarError) -> JSONNode {
    depth += 1
    guard depth <= Bounds.json else { throw failure("the document is nested too deeply") }
    index += 1
    let node = try body(&self)
    depth -= 1
    return node
  }

  private mutating func object() throws(CedarError) -> JSONNode {
    var members: [(key: ScalarString, value: JSONNode)] = []
    if accept("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw failure("expected a key in quotes")
      }
      let key = try string()
      guard accept(":") else { throw failure("expected `:`") }
      members.append((key, try value()))
    } while accept(",")
    guard accept("}") else { throw failure("expected `,` or `}`") }
    return .object(members)
  }

  private mutating func array() throws(CedarError) -> JSONNode {
    var items: [JSONNode] = []
    if accept("]") { return .array(items) }
    repeat { items.append(try value()) } while accept(",")
    guard accept("]") else { throw failure("expected `,` or `]`") }
    return .array(items)
  }

  private mutating func number() throws(CedarError) -> JSONNode {
    let negative = bytes[index] == UInt8(ascii: "-")
    let start = index + (negative ? 1 : 0)
    let digits = bytes[start...].prefix(while: Identifier.isDigit)
    guard !digits.isEmpty else { throw failure("unexpected character") }
    guard digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      throw failure("a number has no leading zeros")
    }
    let end = start + digits.count
    if end < bytes.count, [0x2e, 0x45, 0x65].contains(bytes[end]) {
      throw failure("Cedar has only whole numbers")
    }
    guard let value = Digits.value(digits, negative: negative) else {
      throw failure("this number does not fit into 64 bits")
    }
    index = end
    return .integer(value)
  }

  private mutating func string() throws(CedarError) -> ScalarString {
    index += 1
    var content: [UInt8] = []
    while true {
      guard index < bytes.count else { throw failure("this string is not closed") }
      let byte = bytes[index]
      guard byte >= 0x20 else { throw failure("a control character must be escaped") }
      index += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        content.append(contentsOf: String(Character(try escape())).utf8)
      } else {
        content.append(byte)
      }
    }
    return ScalarString(String(decoding: content, as: UTF8.self))
  }

  private mutating func escape() throws(CedarError) -> Unicode.Scalar {
    guard index < bytes.count else { throw failure("this string is not closed") }
    let letter = bytes[index]
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw failure("there is no such escape")
    }
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, bytes[index...].starts(with: "\\u".utf8) else {
      throw failure("half of a surrogate pair is missing")
    }
    index += 2
    let second = try hexadecimal()
    guard (0xdc00..<0xe000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    else { throw failure("half of a surrogate pair is missing") }
    return scalar
  }

  private mutating func hexadecimal() throws(CedarError) -> UInt32 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy(Hexadecimal.isDigit),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("expected four hexadecimal digits") }
    index += 4
    return value
  }
}
