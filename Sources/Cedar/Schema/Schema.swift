/// The entity types, actions and shapes that policies, entities and requests must keep to.
public struct Schema: Sendable {
  /// What is declared of an entity type.
  public final class EntityDeclaration: Sendable {
    /// The types that entities of this type may be directly in.
    public let parents: Set<EntityType>
    /// The attributes by name.
    public let attributes: Attributes<SchemaType.Attribute>
    /// The type of the tags' values; `nil` where there are no tags.
    public let tags: SchemaType?
    /// The only ids that exist, for an enumerated type.
    public let ids: Set<ScalarString>?
    /// All types that entities of this type may be in, near and far.
    let ancestors: Set<EntityType>

    init(
      parents: Set<EntityType>, attributes: Attributes<SchemaType.Attribute>,
      tags: SchemaType?, ids: Set<ScalarString>?, ancestors: Set<EntityType>
    ) {
      self.parents = parents
      self.attributes = attributes
      self.tags = tags
      self.ids = ids
      self.ancestors = ancestors
    }
  }

  /// What is declared of an action.
  public final class ActionDeclaration: Sendable {
    /// The actions that this one is directly in.
    public let parents: Set<EntityUID>
    /// The types that a principal may have; none for a mere group of actions.
    public let principals: Set<EntityType>
    /// The types that a resource may have.
    public let resources: Set<EntityType>
    /// The attributes of the context.
    public let context: Attributes<SchemaType.Attribute>
    /// All actions that this one is in, near and far.
    let ancestors: Set<EntityUID>

    init(
      parents: Set<EntityUID>, principals: Set<EntityType>, resources: Set<EntityType>,
      context: Attributes<SchemaType.Attribute>, ancestors: Set<EntityUID>
    ) {
      self.parents = parents
      self.principals = principals
      self.resources = resources
      self.context = context
      self.ancestors = ancestors
    }
  }

  /// The entity types by name, the types of actions not among them.
  public let entityTypes: [EntityType: EntityDeclaration]
  /// The actions by uid.
  public let actions: [EntityUID: ActionDeclaration]
  /// The actions as entities.
  public let actionEntities: [Entity]
  /// What is declared of entity types, by the names of the types.
  let declarations: Attributes<EntityDeclaration>
  /// The ids that exist of a type, where the schema names them all.
  let enumerations: Attributes<Set<ScalarString>>
  /// The actions as a store.
  let actionStore: Entities

  /// Reads a schema in Cedar's own syntax.
  ///
  /// Throws `.syntax` or `.limit` for the form, `.schema` for names that are declared twice, not
  /// at all, or in a cycle; each with its position.
  public init(_ text: String) throws(CedarError) {
    var parser = Parser(tokens: try Lexer.tokens(of: text))
    var resolver = try SchemaResolver(try parser.schema())
    (entityTypes, actions) = try resolver.resolve()
    declarations = Attributes(unique: entityTypes.map { ($0.name, $1) })
    let actionsByType = Dictionary(grouping: actions.keys, by: \.type)
    enumerations = Attributes(
      unique: entityTypes.compactMap { type, declared in declared.ids.map { (type.name, $0) } }
        + actionsByType.map { ($0.name, Set($1.map(\.id))) })
    actionEntities = actions.map { Entity($0, parents: $1.ancestors) }
    actionStore = try Entities(actionEntities)
  }

  /// The types of actions, for instance `Action`.
  var actionTypes: Set<EntityType> { Set(actions.keys.map(\.type)) }

  /// Whether a type is declared, as an entity type or as that of actions.
  func isDeclared(_ type: EntityType) -> Bool {
    entityTypes[type] != nil || actionTypes.contains(type)
  }
}
