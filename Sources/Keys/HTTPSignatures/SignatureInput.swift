import Foundation

/// One member of a `Signature-Input` field: what a signature covers and its parameters, in order.
///
/// INVARIANT: no component and no parameter is repeated. Source: RFC 9421 §2.3, RFC 8941 §3.
package struct SignatureInput: Hashable, Sendable {
  /// A parameter's value.
  package enum Value: Hashable, Sendable {
    case integer(Int)
    case string(String)
  }

  /// A named parameter.
  package struct Parameter: Hashable, Sendable {
    /// The name, such as `created`.
    package let name: String
    /// The value.
    package let value: Value

    /// A parameter.
    package init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// Names of header fields in lower case, and derived components that begin with `@`.
  package let components: [String]
  /// The parameters in order.
  package let parameters: [Parameter]

  /// Makes an input; throws `.parameters` or `.components` for a repeated or impossible name or value.
  package init(components: [String], parameters: [Parameter]) throws(HTTPSignatureError) {
    guard Set(components).count == components.count,
      components.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isComponentCharacter) })
    else { throw .components }
    guard Set(parameters.map(\.name)).count == parameters.count,
      parameters.allSatisfy({ !$0.name.isEmpty && $0.name.utf8.allSatisfy(Self.isNameCharacter) })
    else { throw .parameters }
    for case .string(let text) in parameters.map(\.value) {
      guard text.utf8.allSatisfy({ (0x20...0x7e).contains($0) && $0 != 0x22 && $0 != 0x5c }) else {
        throw .parameters
      }
    }
    self.components = components
    self.parameters = parameters
  }

  /// The inner list with its parameters, as in `@signature-params`.
  package var serialized: String {
    let list = components.map { "\"\($0)\"" }.joined(separator: " ")
    return parameters.reduce(into: "(\(list))") { text, parameter in
      switch parameter.value {
      case .integer(let value): text += ";\(parameter.name)=\(value)"
      case .string(let value): text += ";\(parameter.name)=\"\(value)\""
      }
    }
  }

  /// Reads what `serialized` writes; throws `.malformed` for any other spelling.
  package init(parsing text: String) throws(HTTPSignatureError) {
    let malformed = HTTPSignatureError.malformed(field: "signature-input")
    guard text.utf8.first == UInt8(ascii: "("),
      let end = text.utf8.firstIndex(of: UInt8(ascii: ")"))
    else { throw malformed }
    let list = text[text.utf8.index(after: text.startIndex)..<end]
    var components = [String]()
    for member in list.split(separator: " ", omittingEmptySubsequences: false)
    where !list.isEmpty {
      guard let component = Self.unquote(member) else { throw malformed }
      components.append(component)
    }
    var parameters = [Parameter]()
    let rest = text[text.utf8.index(after: end)...]
    for member in rest.split(separator: ";", omittingEmptySubsequences: false).dropFirst() {
      guard let equals = member.firstIndex(of: "=") else { throw malformed }
      let name = String(member[..<equals])
      let value = member[member.index(after: equals)...]
      if let string = Self.unquote(value) {
        parameters.append(Parameter(name, .string(string)))
      } else if let integer = Int(value) {
        parameters.append(Parameter(name, .integer(integer)))
      } else {
        throw malformed
      }
    }
    try self.init(components: components, parameters: parameters)
    guard serialized.utf8.elementsEqual(text.utf8) else { throw malformed }
  }

  /// The value of the parameter called `name`.
  package subscript(name: String) -> Value? { parameters.first { $0.name == name }?.value }

  private static func unquote(_ text: Substring) -> String? {
    let utf8 = text.utf8
    guard utf8.count >= 2, utf8.first == 0x22, utf8.last == 0x22 else { return nil }
    let inner = text.dropFirst().dropLast()
    return inner.utf8.contains(0x22) ? nil : String(inner)
  }

  private static func isComponentCharacter(_ byte: UInt8) -> Bool {
    isNameCharacter(byte) || byte == UInt8(ascii: "@")
  }

  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
