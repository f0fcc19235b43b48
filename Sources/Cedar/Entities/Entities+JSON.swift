extension Entities {
  /// Reads an entities document: an array of objects with `uid`, `attrs`, `parents`, maybe `tags`.
  ///
  /// With a schema, values are read by their declared types, every entity must conform, and the
  /// schema's actions are added. Throws `.json` for the form, `.entities` for repeated uids,
  /// cycles and what does not conform.
  public init(json: String, schema: Schema? = nil) throws(CedarError) {
    try self.init(node: try JSONNode(json), schema: schema)
  }

  /// Reads an entities document that has been parsed as JSON.
  package init(node: JSONNode, schema: Schema?) throws(CedarError) {
    var entities: [Entity] = []
    for item in try node.items("an entities document") {
      entities.append(try Self.entity(item, schema: schema))
    }
    try self.init(entities, schema: schema)
  }

  private static func entity(_ node: JSONNode, schema: Schema?) throws(CedarError) -> Entity {
    let reader = ValueReader()
    let members = try node.members("an entity")
    guard let uidNode = members["uid"], let attributeNode = members["attrs"],
      let parentNode = members["parents"]
    else { throw CedarError(.json, "an entity has `uid`, `attrs` and `parents`") }
    let uid = try reader.uid(uidNode)
    let declared = schema?.entityTypes[uid.type]
    var attributes: [ScalarString: Value] = [:]
    for (name, value) in try attributeNode.members("`attrs`") {
      attributes[name] = try reader.value(value, as: declared?.attributes[name]?.type)
    }
    var tags: [ScalarString: Value] = [:]
    if let tagNode = members["tags"] {
      for (name, value) in try tagNode.members("`tags`") {
        tags[name] = try reader.value(value, as: declared?.tags)
      }
    }
    var parents: Set<EntityUID> = []
    for parent in try parentNode.items("`parents`") { parents.insert(try reader.uid(parent)) }
    return Entity(
      uid, attributes: Attributes(attributes), parents: parents, tags: Attributes(tags))
  }
}
