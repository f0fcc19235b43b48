/// Entities and the hierarchy that they form.
public struct Entities: Sendable {
  struct Record: Sendable {
    let entity: Entity
    /// All entities above this one, near and far.
    let ancestors: Set<EntityUID>
  }

  private(set) var records: [EntityUID: Record] = [:]
  /// The actions of a schema, none of which is among the records.
  private var actions: [EntityUID: Record] = [:]

  /// A store without entities.
  public static let empty = Entities()

  private init() {}

  /// Joins entities.
  ///
  /// Parents need not be among them. Throws `.entities` where a uid comes twice with different
  /// contents, where the hierarchy has a cycle, or where an action is in something else.
  public init(_ entities: some Sequence<Entity>) throws(CedarError) {
    try self.init(entities, actions: [:])
  }

  /// Joins entities, of which none is an action or in one, with the actions of a schema.
  init(
    _ entities: some Sequence<Entity>, actions: [EntityUID: Record]
  ) throws(CedarError) {
    var byUID: [EntityUID: Entity] = [:]
    for entity in entities {
      if let other = byUID.updateValue(entity, forKey: entity.uid), other != entity {
        throw CedarError(.entities, "the entity \(entity.uid) comes twice")
      }
      if entity.uid.type.isAction, let other = entity.parents.first(where: { !$0.type.isAction }) {
        throw CedarError(.entities, "the action \(entity.uid) cannot be in \(other)")
      }
    }
    let ancestors = try Hierarchy.ancestors(parents: byUID.mapValues(\.parents))
    records = byUID.mapValues { Record(entity: $0, ancestors: ancestors[$0.uid] ?? []) }
    self.actions = actions
  }

  /// The entity of this uid with what is above it, or `nil`.
  func record(of uid: EntityUID) -> Record? { records[uid] ?? actions[uid] }

  /// The entity of this uid, or `nil`.
  public subscript(uid: EntityUID) -> Entity? { record(of: uid)?.entity }

  /// All entities, in no particular order.
  public var all: [Entity] { (Array(records.values) + actions.values).map(\.entity) }

  /// Whether the first is the second or somewhere below it.
  func isIn(_ uid: EntityUID, _ container: EntityUID) -> Bool {
    uid == container || record(of: uid)?.ancestors.contains(container) ?? false
  }
}

/// Transitive closures of parent relations.
enum Hierarchy {
  /// All ancestors of each entity; throws `.entities` where an entity is its own.
  ///
  /// Works without recursion, so that a long chain does not exhaust the stack.
  static func ancestors(
    parents: [EntityUID: Set<EntityUID>]
  ) throws(CedarError) -> [EntityUID: Set<EntityUID>] {
    var closed: [EntityUID: Set<EntityUID>] = [:]
    for start in parents.keys where closed[start] == nil {
      var open: Set<EntityUID> = []
      var stack = [start]
      while let uid = stack.last {
        let direct = parents[uid] ?? []
        if closed[uid] != nil {
          stack.removeLast()
        } else if open.insert(uid).inserted {
          for parent in direct where closed[parent] == nil {
            if open.contains(parent) {
              throw CedarError(.entities, "the hierarchy has a cycle through \(parent)")
            }
            stack.append(parent)
          }
        } else {
          closed[uid] = direct.reduce(into: direct) { $0.formUnion(closed[$1] ?? []) }
          open.remove(uid)
          stack.removeLast()
        }
      }
    }
    return closed
  }
}
