import Foundation

/// Reads JSON strictly: a field twice, a fraction, a lone surrogate or deep nesting is refused.
struct JSONParser {
  /// The largest file read, in bytes: 16 MiB.
  static let sizeBound = 16 * 1024 * 1024
  /// How deep values may lie in each other.
  static let depthBound = 16

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// Parses a whole file; a byte order mark before it is skipped.
  static func parse(_ data: Data) throws(ImportError) -> JSONValue {
    guard data.count <= sizeBound else { throw ImportError(.tooLarge, at: "the file") }
    var parser = JSONParser(bytes: Array(data))
    if parser.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == parser.bytes.count else { throw parser.malformed() }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func malformed() -> ImportError { ImportError(.malformedJSON, at: "line \(line)") }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(word: String) throws(ImportError) {
    let word = Array(word.utf8)
    guard bytes[position...].starts(with: word) else { throw malformed() }
    position += word.count
  }

  private mutating func value(depth: Int) throws(ImportError) -> JSONValue {
    guard depth <= Self.depthBound else {
      throw ImportError(.nestedTooDeeply, at: "line \(line)")
    }
    skipSpace()
    let start = line
    switch next {
    case UInt8(ascii: "{"): return JSONValue(.object(try object(depth: depth)), line: start)
    case UInt8(ascii: "["): return JSONValue(.list(try list(depth: depth)), line: start)
    case UInt8(ascii: "\""): return JSONValue(.text(try text()), line: start)
    case UInt8(ascii: "t"):
      try take(word: "true")
      return JSONValue(.bool(true), line: start)
    case UInt8(ascii: "f"):
      try take(word: "false")
      return JSONValue(.bool(false), line: start)
    case UInt8(ascii: "n"):
      try take(word: "null")
      return JSONValue(.null, line: start)
    default: return JSONValue(.integer(try integer()), line: start)
    }
  }

  private mutating func object(depth: Int) throws(ImportError) -> [JSONValue.Field] {
    position += 1
    var fields: [JSONValue.Field] = []
    var names: Set<[UInt8]> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return [] }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw malformed() }
      let name = try text()
      guard names.insert(Array(name.utf8)).inserted else {
        throw ImportError(.duplicateField, at: "line \(line)")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw malformed() }
      fields.append(JSONValue.Field(name: name, value: try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw malformed() }
    return fields
  }

  private mutating func list(depth: Int) throws(ImportError) -> [JSONValue] {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return [] }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw malformed() }
    return values
  }

  private mutating func integer() throws(ImportError) -> Int {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let digits = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    let count = position - digits
    guard count > 0, count == 1 || bytes[digits] != 0x30 else { throw malformed() }
    if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
      throw ImportError(.wrongType, at: "line \(line)")
    }
    guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw ImportError(.wrongType, at: "line \(line)")
    }
    return number
  }

  private mutating func text() throws(ImportError) -> String {
    position += 1
    var units: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: units, as: UTF8.self) else {
          throw ImportError(.notUTF8, at: "line \(line)")
        }
        return text
      case UInt8(ascii: "\\"): units += Array(String(try escape()).utf8)
      case 0..<0x20: throw malformed()
      default: units.append(byte)
      }
    }
    throw malformed()
  }

  private mutating func escape() throws(ImportError) -> Unicode.Scalar {
    guard let byte = next else { throw malformed() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      guard (0xD800..<0xDC00).contains(first) else {
        guard let scalar = Unicode.Scalar(first) else { throw malformed() }
        return scalar
      }
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw malformed() }
      let second = try hexadecimal()
      guard (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw malformed() }
      return scalar
    default: throw malformed()
    }
  }

  private mutating func hexadecimal() throws(ImportError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed()
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
