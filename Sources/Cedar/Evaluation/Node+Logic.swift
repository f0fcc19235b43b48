/// A chain of `&&`.
final class Conjunction: Test {
  let position: SourcePosition
  private let parts: [any Node]

  init(_ parts: [any Node], at position: SourcePosition) {
    self.parts = parts
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    for index in parts.indices where try !parts[index].bool(in: evaluation) { return false }
    return true
  }
}

/// A chain of `||`.
final class Disjunction: Test {
  let position: SourcePosition
  private let parts: [any Node]

  init(_ parts: [any Node], at position: SourcePosition) {
    self.parts = parts
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    for index in parts.indices where try parts[index].bool(in: evaluation) { return true }
    return false
  }
}

/// `!operand`.
final class Negation: Test {
  let position: SourcePosition
  private let operand: any Node

  init(_ operand: any Node, at position: SourcePosition) {
    self.operand = operand
    self.position = position
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    try !operand.bool(in: evaluation)
  }
}

/// `if condition then first else second`.
final class Conditional: Node {
  let position: SourcePosition
  private let condition: any Node
  private let first: any Node
  private let second: any Node

  init(
    _ condition: any Node, _ first: any Node, _ second: any Node, at position: SourcePosition
  ) {
    self.condition = condition
    self.first = first
    self.second = second
    self.position = position
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    try condition.bool(in: evaluation)
      ? first.value(in: evaluation) : second.value(in: evaluation)
  }
}
