/// Reads values from JSON, by a declared type where there is one.
package struct ValueReader {
  /// Whether the last of repeated keys counts, rather than being refused.
  let keepingLastKey: Bool

  /// Takes what to do about repeated keys.
  package init(keepingLastKey: Bool = false) {
    self.keepingLastKey = keepingLastKey
  }

  /// The value that a node denotes.
  ///
  /// Without a type, entities and extension values need their `__entity` and `__extn` escapes.
  /// With one the escapes may be left out, and an extension value may be its bare text; that the
  /// value is of the type is for the conformance check to tell.
  func value(_ node: JSONNode, as type: SchemaType? = nil) throws(CedarError) -> Value {
    switch type {
    case .entity: return .entity(try uid(node))
    case .decimal: return try extensionValue(node, constructor: .decimal)
    case .datetime: return try extensionValue(node, constructor: .datetime)
    case .duration: return try extensionValue(node, constructor: .duration)
    case .ip: return try extensionValue(node, constructor: .ip)
    default: break
    }
    switch node {
    case .null: throw CedarError(.json, "Cedar has no null")
    case .bool(let value): return .bool(value)
    case .integer(let value): return .long(value)
    case .string(let value): return .string(value)
    case .array(let items):
      var element: SchemaType?
      if case .set(let declared) = type { element = declared }
      var members: [Value] = []
      for item in items { members.append(try value(item, as: element)) }
      return .set(ValueSet(members))
    case .object:
      return try object(node, as: type)
    }
  }

  private func object(_ node: JSONNode, as type: SchemaType?) throws(CedarError) -> Value {
    let members = try node.members("a record", keepingLast: keepingLastKey)
    if let escaped = try escape(members) { return escaped }
    var attributes: Attributes<SchemaType.Attribute> = [:]
    if case .record(let declared) = type { attributes = declared }
    var fields: [ScalarString: Value] = [:]
    for (name, member) in members {
      fields[name] = try value(member, as: attributes[name]?.type)
    }
    return .record(Attributes(fields))
  }

  private func escape(_ members: [ScalarString: JSONNode]) throws(CedarError) -> Value? {
    for name: ScalarString in ["__entity", "__extn", "__expr"] {
      guard let content = members[name] else { continue }
      guard members.count == 1, name != "__expr" else {
        throw CedarError(.json, "`\(name)` is not supported here")
      }
      return name == "__entity" ? .entity(try typeAndID(content)) : try call(content)
    }
    return nil
  }

  /// A uid, with or without its `__entity` escape.
  package func uid(_ node: JSONNode) throws(CedarError) -> EntityUID {
    let members = try node.members("an entity uid", keepingLast: keepingLastKey)
    return try typeAndID(members["__entity"] ?? node)
  }

  private func typeAndID(_ node: JSONNode) throws(CedarError) -> EntityUID {
    let members = try node.members("an entity uid", keepingLast: keepingLastKey)
    guard case .string(let name) = members["type"], case .string(let id) = members["id"] else {
      throw CedarError(.json, "an entity uid has a `type` and an `id`, both texts")
    }
    guard let type = EntityType(name.string) else {
      throw CedarError(.json, "\(name.quoted) is not the name of an entity type")
    }
    return EntityUID(type: type, id: id)
  }

  private func extensionValue(
    _ node: JSONNode, constructor: ExtensionFunction
  ) throws(CedarError) -> Value {
    if case .object = node {
      let members = try node.members("an extension value", keepingLast: keepingLastKey)
      return try call(members["__extn"] ?? node)
    }
    return try constructor.apply([try value(node)], at: nil)
  }

  private func call(_ node: JSONNode) throws(CedarError) -> Value {
    let members = try node.members("an extension value", keepingLast: keepingLastKey)
    guard case .string(let name) = members["fn"],
      let function = ExtensionFunction(rawValue: name.string)
    else { throw CedarError(.json, "an extension value names its function in `fn`") }
    var arguments: [Value] = []
    if let argument = members["arg"] {
      arguments = [try value(argument)]
    } else if let list = members["args"] {
      for item in try list.items("`args`") { arguments.append(try value(item)) }
    } else {
      throw CedarError(.json, "an extension value has an `arg` or `args`")
    }
    return try function.apply(arguments, at: nil)
  }
}
