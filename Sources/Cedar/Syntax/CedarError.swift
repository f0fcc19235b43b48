/// A place in a source text.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// The offset from the beginning, in UTF-8 bytes.
  public let offset: Int
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int

  /// The line and the column, joined by a colon.
  public var description: String { "\(line):\(column)" }
}

/// Why a text was refused or an evaluation failed.
public struct CedarError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Hashable, Sendable {
    /// The text is not Cedar.
    case syntax
    /// The text is Cedar, but uses a part of it that is not supported.
    case unsupported
    /// A bound on depth or size was passed.
    case limit
    /// A JSON document is not what Cedar expects.
    case json
    /// A schema contradicts itself or names what it does not declare.
    case schema
    /// Entities repeat, form a cycle, or do not conform to the schema.
    case entities
    /// A request does not conform to the schema.
    case request
    /// A policy id is missing or repeated.
    case policyID
    /// A value has a type that an operator does not take.
    case type
    /// An attribute or a tag does not exist.
    case missingAttribute
    /// An entity does not exist.
    case missingEntity
    /// An integer does not fit into 64 bits.
    case overflow
    /// A policy does not keep to the schema.
    case validation
    /// An extension function refused its arguments.
    case `extension`
  }

  /// The kind of failure.
  public let code: Code
  /// The cause in one line, in English, lower case.
  public let message: String
  /// The place in the policy or schema text, where there is one.
  public let position: SourcePosition?

  init(_ code: Code, _ message: String, at position: SourcePosition? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }

  /// A JSON document that is not what its reader expects.
  package init(invalidJSON message: String) {
    self.init(.json, message)
  }

  /// The place, if any, and the cause.
  public var description: String {
    position.map { "\($0): \(message)" } ?? message
  }
}

/// Bounds that keep hostile input from exhausting the stack.
enum Bounds {
  /// Nested brackets, conditionals and the like in one expression or type.
  static let nesting = 128
  /// The height of an expression tree.
  static let height = 256
  /// Nested values in a JSON document.
  static let json = 128
}
