/// An entity: attributes, tags and direct parents under a uid.
public struct Entity: Hashable, Sendable {
  /// The identity of the entity.
  public let uid: EntityUID
  /// The attributes by name.
  public let attributes: [ScalarString: Value]
  /// The entities that this one is directly in.
  public let parents: Set<EntityUID>
  /// The tags by key.
  public let tags: [ScalarString: Value]

  /// Joins the parts of an entity.
  public init(
    _ uid: EntityUID, attributes: [ScalarString: Value] = [:], parents: Set<EntityUID> = [],
    tags: [ScalarString: Value] = [:]
  ) {
    self.uid = uid
    self.attributes = attributes
    self.parents = parents
    self.tags = tags
  }
}
