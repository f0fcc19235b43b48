/// What policies read of a request by name, such as `context.whole.run`: each path once, in a place
/// of its own, however many policies read it.
struct Paths: Sendable {
  /// An attribute of a variable or of what another path leads to.
  struct Path: Hashable, Sendable {
    enum Base: Hashable, Sendable {
      case variable(Expression.Variable)
      /// The place of another path, which comes before this one.
      case path(Int)
    }

    let base: Base
    let name: ScalarString
  }

  private(set) var all: [Path] = []
  private var places: [Path: Int] = [:]

  /// The place of the path that an expression is; `nil` where it is none.
  mutating func place(of expression: Expression) -> Int? {
    guard case .attribute(let target, let name) = expression.kind else { return nil }
    return place(of: name, in: target)
  }

  /// The place of an attribute of an expression; `nil` where that leads to no path.
  mutating func place(of name: ScalarString, in target: Expression) -> Int? {
    let base: Path.Base
    if case .variable(let variable) = target.kind {
      base = .variable(variable)
    } else if let place = place(of: target) {
      base = .path(place)
    } else {
      return nil
    }
    let path = Path(base: base, name: name)
    if let place = places[path] { return place }
    places[path] = all.count
    all.append(path)
    return all.count - 1
  }

  /// The places of some paths and of all that they begin with, in order.
  func closed(_ places: Set<Int>) -> [Int] {
    var closed = places
    for place in places {
      var path = all[place]
      while case .path(let base) = path.base, closed.insert(base).inserted { path = all[base] }
    }
    return closed.sorted()
  }
}

extension Expression {
  /// The places of the paths that are read here or below.
  func places(in paths: inout Paths) -> Set<Int> {
    var places: Set<Int> = []
    var open = [self]
    while let expression = open.popLast() {
      var place = paths.place(of: expression)
      if case .has(let target, let names) = expression.kind, names.count == 1 {
        place = paths.place(of: names[0], in: target)
      }
      if let place { places.insert(place) }
      open += expression.children
    }
    return places
  }
}

/// The value at the end of a path, which has been followed before any policy is evaluated.
final class PathAccess: Node {
  private let place: Int
  /// Follows the path again where it leads nowhere, and tells why.
  private let access: AttributeAccess

  var position: SourcePosition { access.position }

  init(_ place: Int, _ access: AttributeAccess) {
    self.place = place
    self.access = access
  }

  func value(in evaluation: Evaluation) throws(CedarError) -> Value {
    if let value = evaluation.value(at: place) { return value }
    return try access.value(in: evaluation)
  }

  func scalar(in evaluation: Evaluation) throws(CedarError) -> Scalar? {
    if let scalar = evaluation.scalar(at: place) { return scalar }
    return evaluation.leads(place) ? nil : try access.scalar(in: evaluation)
  }
}

/// Whether a path has an end.
final class PathTest: Test {
  private let place: Int
  /// Tests again where the path leads nowhere, which may be for want of something before its end.
  private let test: AttributeTest

  var position: SourcePosition { test.position }

  init(_ place: Int, _ test: AttributeTest) {
    self.place = place
    self.test = test
  }

  func bool(in evaluation: Evaluation) throws(CedarError) -> Bool {
    try evaluation.leads(place) ? true : test.bool(in: evaluation)
  }
}
