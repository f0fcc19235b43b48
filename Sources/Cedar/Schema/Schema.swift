/// The entity types, actions and shapes that policies, entities and requests must keep to.
public struct Schema: Sendable {
  /// What is declared of an entity type.
  public struct EntityDeclaration: Hashable, Sendable {
    /// The types that entities of this type may be directly in.
    public let parents: Set<EntityType>
    /// The attributes by name.
    public let attributes: [ScalarString: SchemaType.Attribute]
    /// The type of the tags' values; `nil` where there are no tags.
    public let tags: SchemaType?
    /// The only ids that exist, for an enumerated type.
    public let ids: Set<ScalarString>?
    /// All types that entities of this type may be in, near and far.
    let ancestors: Set<EntityType>
  }

  /// What is declared of an action.
  public struct ActionDeclaration: Hashable, Sendable {
    /// The actions that this one is directly in.
    public let parents: Set<EntityUID>
    /// The types that a principal may have; none for a mere group of actions.
    public let principals: Set<EntityType>
    /// The types that a resource may have.
    public let resources: Set<EntityType>
    /// The attributes of the context.
    public let context: [ScalarString: SchemaType.Attribute]
    /// All actions that this one is in, near and far.
    let ancestors: Set<EntityUID>
  }

  /// The entity types by name, the types of actions not among them.
  public let entityTypes: [EntityType: EntityDeclaration]
  /// The actions by uid.
  public let actions: [EntityUID: ActionDeclaration]
  /// The actions as entities.
  public let actionEntities: [Entity]
  /// The same by uid.
  let actionRecords: [EntityUID: Entities.Record]

  /// Reads a schema in Cedar's own syntax.
  ///
  /// Throws `.syntax` or `.limit` for the form, `.schema` for names that are declared twice, not
  /// at all, or in a cycle; each with its position.
  public init(_ text: String) throws(CedarError) {
    var parser = Parser(tokens: try Lexer.tokens(of: text))
    var resolver = try SchemaResolver(try parser.schema())
    (entityTypes, actions) = try resolver.resolve()
    actionEntities = actions.map { Entity($0, parents: $1.ancestors) }
    actionRecords = try Entities(actionEntities).records
  }

  /// The types of actions, for instance `Action`.
  var actionTypes: Set<EntityType> { Set(actions.keys.map(\.type)) }

  /// Whether a type is declared, as an entity type or as that of actions.
  func isDeclared(_ type: EntityType) -> Bool {
    entityTypes[type] != nil || actionTypes.contains(type)
  }
}
