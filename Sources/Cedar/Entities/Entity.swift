/// An entity: attributes, tags and direct parents under a uid.
public final class Entity: Hashable, Sendable {
  /// The identity of the entity.
  public let uid: EntityUID
  /// The attributes by name.
  public let attributes: Attributes<Value>
  /// The entities that this one is directly in.
  public let parents: Set<EntityUID>
  /// The tags by key.
  public let tags: Attributes<Value>

  /// Joins the parts of an entity.
  public init(
    _ uid: EntityUID, attributes: Attributes<Value> = [:], parents: Set<EntityUID> = [],
    tags: Attributes<Value> = [:]
  ) {
    self.uid = uid
    self.attributes = attributes
    self.parents = parents
    self.tags = tags
  }

  /// Whether both are the same in all their parts.
  public static func == (left: Entity, right: Entity) -> Bool {
    left.uid == right.uid && left.attributes == right.attributes
      && left.parents == right.parents && left.tags == right.tags
  }

  /// Feeds the uid to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(uid)
  }
}
