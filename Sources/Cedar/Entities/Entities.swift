/// Entities and the hierarchy that they form.
public struct Entities: Sendable {
  /// Sorted by the checksums of the uids.
  private let entities: [Entity]
  /// The actions of a schema, none of which is among the entities; sorted likewise, and their
  /// parents are all their ancestors.
  private let actions: [Entity]
  /// All entities above one, near and far; empty where no parent has a parent.
  private let ancestors: [EntityUID: Set<EntityUID>]

  /// A store without entities.
  public static let empty = Entities()

  private init() {
    (entities, actions, ancestors) = ([], [], [:])
  }

  private init(_ store: Entities, actions: Entities) {
    entities = store.entities
    ancestors = store.ancestors
    self.actions = actions.entities
  }

  /// Joins entities.
  ///
  /// Parents need not be among them. Throws `.entities` where a uid comes twice with different
  /// contents, where the hierarchy has a cycle, or where an action is in something else.
  public init(_ entities: some Sequence<Entity>) throws(CedarError) {
    var kept: [Entity] = []
    for entity in entities.sorted(by: { $0.uid.checksum < $1.uid.checksum }) {
      if let index = kept.index(of: entity.uid) {
        guard kept[index] == entity else {
          throw CedarError(.entities, "the entity \(entity.uid) comes twice")
        }
        continue
      }
      if !entity.parents.isEmpty, entity.uid.type.isAction,
        let other = entity.parents.first(where: { !$0.type.isAction })
      {
        throw CedarError(.entities, "the action \(entity.uid) cannot be in \(other)")
      }
      kept.append(entity)
    }
    let hasGrandparents = kept.contains { entity in
      entity.parents.contains { parent in
        kept.index(of: parent).map { !kept[$0].parents.isEmpty } ?? false
      }
    }
    ancestors = hasGrandparents ? try Hierarchy.ancestors(of: kept) : [:]
    self.entities = kept
    actions = []
  }

  /// Joins entities that must conform to a schema, if there is one, and adds the schema's actions.
  public init(_ entities: some Sequence<Entity>, schema: Schema?) throws(CedarError) {
    let store = try Entities(entities)
    self = if let schema { try store.conforming(to: schema) } else { store }
  }

  /// The same entities, all of which must conform to a schema, with the schema's actions.
  ///
  /// Throws `.entities` with the first thing that does not conform.
  public func conforming(to schema: Schema) throws(CedarError) -> Entities {
    var hasActions = false
    for index in entities.indices where try schema.check(entities[index]) { hasActions = true }
    // Only an action can be in an action: where none is here, the schema's stand for themselves.
    guard hasActions else { return Entities(self, actions: schema.actionStore) }
    return try Entities(entities + schema.actionEntities.filter { self[$0.uid] == nil })
  }

  /// The entity of this uid, or `nil`.
  public subscript(uid: EntityUID) -> Entity? {
    entities.index(of: uid).map { entities[$0] } ?? actions.index(of: uid).map { actions[$0] }
  }

  /// All entities, in no particular order.
  public var all: [Entity] { entities + actions }

  /// The attributes of an entity, or `nil` where it does not exist.
  func attributes(of uid: EntityUID) -> Attributes<Value>? {
    entities.index(of: uid).map { entities[$0].attributes }
      ?? actions.index(of: uid).map { actions[$0].attributes }
  }

  /// Whether the first is the second or somewhere below it.
  func isIn(_ uid: EntityUID, _ container: EntityUID) -> Bool {
    uid == container || above(uid).contains(container)
  }

  /// All entities above one, near and far.
  func above(_ uid: EntityUID) -> Set<EntityUID> {
    if !ancestors.isEmpty, let all = ancestors[uid] { return all }
    return self[uid]?.parents ?? []
  }
}

extension [Entity] {
  /// Where the entity of a uid is; the array is sorted by the checksums of the uids.
  fileprivate func index(of uid: EntityUID) -> Int? {
    firstIndex(checksum: uid.checksum, by: { $0.uid.checksum }, where: { $0.uid == uid })
  }
}

/// Transitive closures of parent relations.
enum Hierarchy {
  /// All ancestors of each entity; throws `.entities` where an entity is its own.
  ///
  /// Works without recursion, so that a long chain does not exhaust the stack.
  static func ancestors(
    of entities: [Entity]
  ) throws(CedarError) -> [EntityUID: Set<EntityUID>] {
    let parents = Dictionary(uniqueKeysWithValues: entities.map { ($0.uid, $0.parents) })
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
