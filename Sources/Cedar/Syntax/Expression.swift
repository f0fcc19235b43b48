/// A node of an expression tree.
final class Expression: Sendable {
  enum Variable: String, CaseIterable, Sendable {
    case principal, action, resource, context
  }

  enum BinaryOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case `in`
    case contains, containsAll, containsAny, hasTag, getTag
  }

  enum ArithmeticOperator: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
  }

  struct Operand: Sendable {
    let `operator`: ArithmeticOperator
    let expression: Expression
  }

  struct Field: Sendable {
    let name: ScalarString
    let expression: Expression
  }

  enum Kind: Sendable {
    case literal(Value)
    case variable(Variable)
    /// A chain of `&&`, at least two parts; kept flat so that a long chain is not a deep tree.
    case and([Expression])
    /// A chain of `||`, at least two parts.
    case or([Expression])
    case not(Expression)
    case negate(Expression)
    case conditional(Expression, then: Expression, else: Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// A chain of `+` and `-`, or of `*`, from left to right.
    case arithmetic(Expression, [Operand])
    case isEmpty(Expression)
    case attribute(Expression, ScalarString)
    /// `e has a.b.c`; at least one name.
    case has(Expression, [ScalarString])
    case like(Expression, Pattern)
    case isType(Expression, EntityType, in: Expression?)
    case set([Expression])
    case record([Field])
    case call(ExtensionFunction, [Expression])
  }

  let kind: Kind
  let position: SourcePosition
  /// The height of the tree below and with this node.
  let height: Int
  /// The value, where it is the same for every request; computed once, when the policy is read.
  let constant: Value?

  init(_ kind: Kind, at position: SourcePosition) throws(CedarError) {
    self.kind = kind
    self.position = position
    height = 1 + Self.children(of: kind).reduce(0) { max($0, $1.height) }
    guard height <= Bounds.height else {
      throw CedarError(.limit, "this expression is nested too deeply", at: position)
    }
    constant = Self.constant(of: kind, at: position)
  }

  /// The nodes directly below.
  var children: [Expression] { Self.children(of: kind) }

  private static func children(of kind: Kind) -> [Expression] {
    switch kind {
    case .literal, .variable: []
    case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
    case .not(let inner), .negate(let inner), .isEmpty(let inner), .attribute(let inner, _),
      .has(let inner, _), .like(let inner, _):
      [inner]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .binary(_, let left, let right): [left, right]
    case .arithmetic(let first, let rest): [first] + rest.map(\.expression)
    case .isType(let inner, _, let container): container.map { [inner, $0] } ?? [inner]
    case .record(let fields): fields.map(\.expression)
    }
  }

  private static func constant(of kind: Kind, at position: SourcePosition) -> Value? {
    switch kind {
    case .literal(let value): return value
    case .set(let parts):
      let values = parts.compactMap(\.constant)
      return values.count == parts.count ? .set(ValueSet(values)) : nil
    case .call(let function, let arguments):
      let values = arguments.compactMap(\.constant)
      guard values.count == arguments.count else { return nil }
      // A constant call that fails is left to fail whenever it is evaluated.
      return try? function.apply(values, at: position)
    default: return nil
    }
  }
}
