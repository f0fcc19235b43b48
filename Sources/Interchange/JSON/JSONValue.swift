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
  /// The value as JSON on one line, non-ASCII as it is.
  var compact: String {
    switch content {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .integer(let number): String(number)
    case .text(let text): Self.quoted(text)
    case .list(let list): "[" + list.map(\.compact).joined(separator: ", ") + "]"
    case .object(let fields):
      "{" + fields.map { "\(Self.quoted($0.name)): \($0.value.compact)" }.joined(separator: ", ")
        + "}"
    }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        default: quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
