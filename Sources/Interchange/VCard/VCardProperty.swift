/// One property of a vCard, unfolded: `group.NAME;PARAMETER=value:value`.
///
/// Source: RFC 6350, sections 3.2 to 3.4 and 4; RFC 6868 for parameters.
struct VCardProperty: Hashable {
  /// The first line of the property in the file, from 1.
  let line: Int
  /// The name, in upper case; the group before it is not kept.
  let name: String
  /// The values of each parameter, by its name in upper case.
  let parameters: [String: [String]]
  /// The value, as it is written.
  let value: String

  /// Reads one unfolded line; nil when it is no property.
  init?(_ text: String, line: Int) {
    let bytes = Array(text.utf8)
    var position = 0
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func word(until stops: [UInt8]) -> String {
      let start = position
      while position < bytes.count, !stops.contains(bytes[position]) { position += 1 }
      return string(start..<position)
    }
    let full = word(until: [UInt8(ascii: ":"), UInt8(ascii: ";")])
    let name = full.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init)
    guard let name, !name.isEmpty, position < bytes.count,
      name.utf8.allSatisfy({ Self.isNameByte($0) })
    else { return nil }
    var parameters: [String: [String]] = [:]
    while position < bytes.count, bytes[position] == UInt8(ascii: ";") {
      position += 1
      let key = word(until: [UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ";")]).uppercased()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
        // A bare type, as vCard 2.1 and some writers of 3.0 have it.
        parameters["TYPE", default: []].append(key)
        continue
      }
      repeat {
        position += 1
        let value: String
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
          position += 1
          value = word(until: [UInt8(ascii: "\"")])
          position += 1
        } else {
          value = word(until: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")])
        }
        parameters[key, default: []].append(Self.unescapedParameter(value))
      } while position < bytes.count && bytes[position] == UInt8(ascii: ",")
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
    self.line = line
    self.name = name.uppercased()
    self.parameters = parameters
    value = string(position + 1..<bytes.count)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
  }

  private static func unescapedParameter(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "^")) else { return text }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
        switch scalar {
        case "n": result.append("\n")
        case "^": result.append("^")
        case "'": result.append("\"")
        default: result.append(contentsOf: ["^", scalar])
        }
      } else if scalar == "^" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    if isEscaped { result.append("^") }
    return String(result)
  }

  /// The value as one text.
  var text: String { parts(of: []).joined() }

  /// The parts of a structured value, such as a name or an address; lists in it become one text.
  var components: [String] { parts(of: [";"]).map { $0.trimmedLines } }

  /// The value cut at separators that are not escaped, each part unescaped.
  private func parts(of separators: Set<Unicode.Scalar>) -> [String] {
    var parts: [String.UnicodeScalarView] = [.init()]
    var isEscaped = false
    for scalar in value.unicodeScalars {
      if isEscaped {
        isEscaped = false
        parts[parts.count - 1].append(scalar == "n" || scalar == "N" ? "\n" : scalar)
      } else if scalar == "\\" {
        isEscaped = true
      } else if separators.contains(scalar) {
        parts.append(.init())
      } else {
        parts[parts.count - 1].append(scalar)
      }
    }
    if isEscaped { parts[parts.count - 1].append("\\") }
    return parts.map { String($0) }
  }

  /// The words of the parameter `TYPE`, in lower case.
  var types: [String] {
    (parameters["TYPE"] ?? []).flatMap { $0.lowercased().split(separator: ",").map(String.init) }
  }
}
