/// A JSON value with the line it stands on; objects keep their order, numbers are whole.
struct JSONValue: Hashable {
  indirect enum Content: Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case text(String)
    case list([JSONValue])
    case object([Field])
  }

  struct Field: Hashable {
    let name: String
    let value: JSONValue
  }

  let content: Content
  let line: Int

  init(_ content: Content, line: Int = 0) {
    self.content = content
    self.line = line
  }

  static func text(_ text: String) -> JSONValue { JSONValue(.text(text)) }
  static func integer(_ number: Int) -> JSONValue { JSONValue(.integer(number)) }
  static func bool(_ bool: Bool) -> JSONValue { JSONValue(.bool(bool)) }
  static func list(_ list: [JSONValue]) -> JSONValue { JSONValue(.list(list)) }
}

extension JSONValue {
  /// Appends the value as JSON on one line, non-ASCII as it is.
  func write(to text: inout String) {
    switch content {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .integer(let number): text += String(number)
    case .text(let value): Self.quote(value, to: &text)
    case .list(let list):
      text += "["
      for (place, value) in list.enumerated() {
        if place > 0 { text += ", " }
        value.write(to: &text)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      for (place, field) in fields.enumerated() {
        if place > 0 { text += ", " }
        Self.quote(field.name, to: &text)
        text += ": "
        field.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Appends a string in quotes.
  static func quote(_ value: String, to text: inout String) {
    // Most text is plain, and looking up what a scalar is costs more than all the rest.
    guard !value.utf8.allSatisfy(isPlain) else {
      text += "\""
      text += value
      text += "\""
      return
    }
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }

  /// Whether a byte of UTF-8 stands for itself between quotes: printable ASCII but quote and
  /// backslash.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
