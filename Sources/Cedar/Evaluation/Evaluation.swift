/// What the evaluation of policies reads: one request and the entities of the moment.
final class Evaluation: Sendable {
  /// Where the value at the end of a path is.
  struct Spot: Sendable {
    /// The owner of the attribute, among the owners; negative where the path leads nowhere.
    var owner = -1
    /// The attribute, among those of its owner.
    var attribute = 0
    /// The value, where it is a scalar.
    var scalar: Scalar?
    /// What the value has attributes as, among the owners; negative where nobody asked.
    var inner = -1
  }

  let request: Request
  let entities: Entities
  /// The attributes of what paths lead through, those of the variables first.
  private let owners: [Attributes<Value>]
  private let spots: [Spot]

  /// Follows some paths, given by their places in order.
  init(_ request: Request, _ entities: Entities, _ paths: Paths, places: [Int]) {
    self.request = request
    self.entities = entities
    var owners = Expression.Variable.allCases.map {
      Self.attributes(of: $0, request, entities) ?? [:]
    }
    var spots = [Spot](repeating: Spot(), count: paths.all.count)
    for place in places {
      let owner: Int
      switch paths.all[place].base {
      case .variable(let variable): owner = variable.place
      case .path(let base):
        guard spots[base].owner >= 0 else { continue }
        if spots[base].inner < 0 {
          let value = owners[spots[base].owner].contents[spots[base].attribute]
          guard let attributes = Self.attributes(of: value, entities) else { continue }
          spots[base].inner = owners.count
          owners.append(attributes)
        }
        owner = spots[base].inner
      }
      guard let attribute = owners[owner].index(of: paths.all[place].name) else { continue }
      spots[place].owner = owner
      spots[place].attribute = attribute
      spots[place].scalar = owners[owner].contents[attribute].scalar
    }
    self.owners = owners
    self.spots = spots
  }

  /// Whether the path at a place leads to a value.
  func leads(_ place: Int) -> Bool { spots[place].owner >= 0 }

  /// The value at the end of the path at a place; `nil` where it leads nowhere.
  func value(at place: Int) -> Value? {
    let spot = spots[place]
    return spot.owner < 0 ? nil : owners[spot.owner].contents[spot.attribute]
  }

  /// The same, where it is a scalar.
  func scalar(at place: Int) -> Scalar? { spots[place].scalar }

  /// The attributes of what a variable stands for; `nil` for an entity that does not exist.
  func attributes(of variable: Expression.Variable) -> Attributes<Value>? {
    Self.attributes(of: variable, request, entities)
  }

  private static func attributes(
    of variable: Expression.Variable, _ request: Request, _ entities: Entities
  ) -> Attributes<Value>? {
    switch variable {
    case .principal: entities.attributes(of: request.principal)
    case .action: entities.attributes(of: request.action)
    case .resource: entities.attributes(of: request.resource)
    case .context: request.context
    }
  }

  private static func attributes(of value: Value, _ entities: Entities) -> Attributes<Value>? {
    switch value {
    case .record(let fields): fields
    case .entity(let uid): entities.attributes(of: uid)
    default: nil
    }
  }
}

extension Expression.Variable {
  /// The place among all variables.
  fileprivate var place: Int {
    switch self {
    case .principal: 0
    case .action: 1
    case .resource: 2
    case .context: 3
    }
  }
}
