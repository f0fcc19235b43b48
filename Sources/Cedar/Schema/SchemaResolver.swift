/// Resolves the names of a schema: first in the own namespace, then in the empty one; in each,
/// common types before entity types; last the built-in types.
struct SchemaResolver {
  private let syntax: SchemaSyntax
  private var commonTypes: [String: SchemaSyntax.CommonType] = [:]
  private var entityNames: Set<String> = []
  private var actionTypeNames: Set<String> = []
  private var actionUIDs: Set<EntityUID> = []
  private var resolved: [String: SchemaType] = [:]
  private var open: Set<String> = []

  private static let builtin: [String: SchemaType] = [
    "Bool": .bool, "Long": .long, "String": .string, "ipaddr": .ip, "decimal": .decimal,
    "datetime": .datetime, "duration": .duration,
  ]

  init(_ syntax: SchemaSyntax) throws(CedarError) {
    self.syntax = syntax
    for type in syntax.commonTypes {
      let name = SchemaSyntax.qualified(type.name, in: type.namespace)
      guard commonTypes.updateValue(type, forKey: name) == nil else {
        throw twice("type `\(name)`", type.position)
      }
    }
    for entity in syntax.entities {
      let name = SchemaSyntax.qualified(entity.name, in: entity.namespace)
      guard entityNames.insert(name).inserted else {
        throw twice("entity type `\(name)`", entity.position)
      }
      guard entity.name != "Action" else {
        throw CedarError(
          .schema, "`Action` is the type of actions and cannot be declared", at: entity.position)
      }
    }
    for action in syntax.actions {
      guard actionUIDs.insert(Self.uid(action)).inserted else {
        throw twice("action \(Self.uid(action))", action.position)
      }
      actionTypeNames.insert(Self.uid(action).type.name.string)
    }
    try checkShadowing()
  }

  private func twice(_ what: String, _ position: SourcePosition) -> CedarError {
    CedarError(.schema, "the \(what) is declared twice", at: position)
  }

  private static func uid(_ action: SchemaSyntax.ActionDeclaration) -> EntityUID {
    let type = SchemaSyntax.qualified("Action", in: action.namespace)
    return EntityUID(type: EntityType(known: ScalarString(type)), id: action.id)
  }

  /// A name of the empty namespace may be declared in no other namespace.
  private func checkShadowing() throws(CedarError) {
    let types =
      syntax.entities.map { ($0.name, $0.namespace, $0.position) }
      + syntax.commonTypes.map { ($0.name, $0.namespace, $0.position) }
    let unqualified = Set(types.filter { $0.1.isEmpty }.map(\.0))
    if let other = types.first(where: { !$0.1.isEmpty && unqualified.contains($0.0) }) {
      throw CedarError(.schema, "this hides the type `\(other.0)`", at: other.2)
    }
    let actions = Set(syntax.actions.filter { $0.namespace.isEmpty }.map(\.id))
    if let other = syntax.actions.first(where: {
      !$0.namespace.isEmpty && actions.contains($0.id)
    }) {
      throw CedarError(.schema, "this hides the action \(other.id.quoted)", at: other.position)
    }
  }

  mutating func resolve() throws(CedarError) -> (
    [EntityType: Schema.EntityDeclaration], [EntityUID: Schema.ActionDeclaration]
  ) {
    for name in commonTypes.keys.sorted() { _ = try commonType(name) }
    return (try entityDeclarations(), try actionDeclarations())
  }

  private mutating func entityDeclarations() throws(CedarError) -> [EntityType:
    Schema.EntityDeclaration]
  {
    var parents: [EntityType: Set<EntityType>] = [:]
    for entity in syntax.entities {
      var resolved: Set<EntityType> = []
      for name in entity.parents {
        resolved.insert(try entityType(name, in: entity.namespace))
      }
      parents[Self.type(entity)] = resolved
    }
    let ancestors = Closure.reachable(parents)
    var result: [EntityType: Schema.EntityDeclaration] = [:]
    for entity in syntax.entities {
      let type = Self.type(entity)
      result[type] = Schema.EntityDeclaration(
        parents: parents[type] ?? [],
        attributes: try attributes(entity.attributes, in: entity.namespace),
        tags: try entity.tags.map { tags throws(CedarError) in
          try self.type(tags, in: entity.namespace)
        },
        ids: entity.ids.map(Set.init),
        ancestors: ancestors[type] ?? [])
    }
    return result
  }

  private static func type(_ entity: SchemaSyntax.EntityDeclaration) -> EntityType {
    EntityType(
      known: ScalarString(SchemaSyntax.qualified(entity.name, in: entity.namespace)))
  }

  private mutating func actionDeclarations() throws(CedarError) -> [EntityUID:
    Schema.ActionDeclaration]
  {
    var parents: [EntityUID: Set<EntityUID>] = [:]
    for action in syntax.actions {
      var resolved: Set<EntityUID> = []
      for reference in action.parents {
        resolved.insert(try self.action(reference, in: action.namespace))
      }
      parents[Self.uid(action)] = resolved
    }
    let ancestors = Closure.reachable(parents)
    var result: [EntityUID: Schema.ActionDeclaration] = [:]
    for action in syntax.actions {
      let uid = Self.uid(action)
      guard ancestors[uid]?.contains(uid) != true else {
        throw CedarError(.schema, "the action \(uid) is in itself", at: action.position)
      }
      result[uid] = Schema.ActionDeclaration(
        parents: parents[uid] ?? [],
        principals: try entityTypes(action.appliesTo?.principals, in: action.namespace),
        resources: try entityTypes(action.appliesTo?.resources, in: action.namespace),
        context: try context(action),
        ancestors: ancestors[uid] ?? [])
    }
    return result
  }

  private mutating func context(
    _ action: SchemaSyntax.ActionDeclaration
  ) throws(CedarError) -> Attributes<SchemaType.Attribute> {
    guard let context = action.appliesTo?.context else { return [:] }
    guard case .record(let attributes) = try type(context, in: action.namespace) else {
      throw CedarError(.schema, "a context must be a record", at: action.position)
    }
    return attributes
  }

  private func action(
    _ reference: SchemaSyntax.ActionReference, in namespace: String
  ) throws(CedarError) -> EntityUID {
    let types =
      reference.type.map { type in
        type.utf8.contains(UInt8(ascii: ":"))
          ? [type] : [SchemaSyntax.qualified(type, in: namespace), type]
      } ?? [SchemaSyntax.qualified("Action", in: namespace), "Action"]
    for type in types {
      let uid = EntityUID(type: EntityType(known: ScalarString(type)), id: reference.id)
      if actionUIDs.contains(uid) { return uid }
    }
    throw CedarError(
      .schema, "there is no action \(reference.id.quoted)", at: reference.position)
  }

  private func entityTypes(
    _ names: [SchemaSyntax.TypeName]?, in namespace: String
  ) throws(CedarError) -> Set<EntityType> {
    var result: Set<EntityType> = []
    for name in names ?? [] { result.insert(try entityType(name, in: namespace)) }
    return result
  }

  private func candidates(_ name: SchemaSyntax.TypeName, in namespace: String) -> [String] {
    name.isQualified || namespace.isEmpty
      ? [name.name] : [SchemaSyntax.qualified(name.name, in: namespace), name.name]
  }

  private func entityType(
    _ name: SchemaSyntax.TypeName, in namespace: String
  ) throws(CedarError) -> EntityType {
    for candidate in candidates(name, in: namespace)
    where entityNames.contains(candidate) || actionTypeNames.contains(candidate) {
      return EntityType(known: ScalarString(candidate))
    }
    throw CedarError(.schema, "there is no entity type `\(name.name)`", at: name.position)
  }

  private mutating func commonType(_ name: String) throws(CedarError) -> SchemaType {
    if let done = resolved[name] { return done }
    guard let declaration = commonTypes[name] else {
      throw CedarError(.schema, "there is no type `\(name)`")
    }
    guard open.insert(name).inserted else {
      throw CedarError(.schema, "the type `\(name)` contains itself", at: declaration.position)
    }
    guard open.count <= Bounds.nesting else {
      throw CedarError(.limit, "types refer to types too deeply", at: declaration.position)
    }
    let result = try type(declaration.type, in: declaration.namespace)
    open.remove(name)
    resolved[name] = result
    return result
  }

  private mutating func type(
    _ expression: SchemaSyntax.TypeExpression, in namespace: String
  ) throws(CedarError) -> SchemaType {
    switch expression {
    case .set(let element): return .set(try type(element, in: namespace))
    case .record(let attributes): return .record(try self.attributes(attributes, in: namespace))
    case .name(let name):
      for candidate in candidates(name, in: namespace) {
        if commonTypes[candidate] != nil { return try commonType(candidate) }
        if entityNames.contains(candidate) || actionTypeNames.contains(candidate) {
          return .entity(EntityType(known: ScalarString(candidate)))
        }
      }
      let plain =
        name.name.hasPrefix("__cedar::") ? String(name.name.dropFirst(9)) : name.name
      guard let builtin = Self.builtin[plain] else {
        throw CedarError(.schema, "there is no type `\(name.name)`", at: name.position)
      }
      return builtin
    }
  }

  private mutating func attributes(
    _ attributes: [SchemaSyntax.Attribute], in namespace: String
  ) throws(CedarError) -> Attributes<SchemaType.Attribute> {
    var result: [ScalarString: SchemaType.Attribute] = [:]
    for attribute in attributes {
      // Of a repeated attribute the last declaration counts, as upstream has it.
      result[attribute.name] = SchemaType.Attribute(
        type: try type(attribute.type, in: namespace), isRequired: attribute.isRequired)
    }
    return Attributes(result)
  }
}

/// Reachability in a graph.
enum Closure {
  /// What can be reached from each node in one step or more.
  static func reachable<Node: Hashable>(_ edges: [Node: Set<Node>]) -> [Node: Set<Node>] {
    edges.mapValues { direct in
      var found = direct
      var open = Array(direct)
      while let node = open.popLast() {
        for next in edges[node] ?? [] where found.insert(next).inserted { open.append(next) }
      }
      return found
    }
  }
}
