extension Parser {
  /// The declarations of a schema, up to the end of the text.
  mutating func schema() throws(CedarError) -> SchemaSyntax {
    var schema = SchemaSyntax()
    var namespaces: Set<String> = []
    while !isAtEnd {
      _ = try annotations()
      guard at(word: "namespace") else {
        try declaration(in: "", into: &schema)
        continue
      }
      advance()
      let place = position
      let name = try typeName().description
      guard namespaces.insert(name).inserted else {
        throw CedarError(.schema, "the namespace `\(name)` is declared twice", at: place)
      }
      try expect("{")
      while !accept("}") {
        _ = try annotations()
        try declaration(in: name, into: &schema)
      }
    }
    return schema
  }

  private mutating func declaration(
    in namespace: String, into schema: inout SchemaSyntax
  ) throws(CedarError) {
    if accept(word: "entity") {
      schema.entities += try entityDeclarations(in: namespace)
    } else if accept(word: "action") {
      schema.actions += try actionDeclarations(in: namespace)
    } else if accept(word: "type") {
      schema.commonTypes.append(try commonType(in: namespace))
    } else {
      throw unexpected("`entity`, `action`, `type` or `namespace`")
    }
    try expect(";")
  }

  private mutating func commonType(
    in namespace: String
  ) throws(CedarError) -> SchemaSyntax.CommonType {
    let place = position
    let name = try schemaIdentifier()
    let builtin: Set<String> = [
      "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set", "String",
    ]
    guard !builtin.contains(name) else {
      throw CedarError(.schema, "a type cannot be named `\(name)`", at: place)
    }
    try expect("=")
    return SchemaSyntax.CommonType(
      name: name, namespace: namespace, position: place, type: try schemaType())
  }

  private mutating func entityDeclarations(
    in namespace: String
  ) throws(CedarError) -> [SchemaSyntax.EntityDeclaration] {
    var names: [SchemaSyntax.TypeName] = []
    repeat {
      let place = position
      names.append(SchemaSyntax.TypeName(name: try schemaIdentifier(), position: place))
    } while accept(",")
    var parents: [SchemaSyntax.TypeName] = []
    var attributes: [SchemaSyntax.Attribute] = []
    var tags: SchemaSyntax.TypeExpression?
    var ids: [ScalarString]?
    if accept(word: "enum") {
      ids = try enumeration()
    } else {
      if accept(word: "in") { parents = try typeNames() }
      if accept("=") {
        try expect("{")
        attributes = try schemaAttributes()
      } else if accept("{") {
        attributes = try schemaAttributes()
      }
      if accept(word: "tags") { tags = try schemaType() }
    }
    return names.map { name in
      SchemaSyntax.EntityDeclaration(
        name: name.name, namespace: namespace, position: name.position, parents: parents,
        attributes: attributes, tags: tags, ids: ids)
    }
  }

  private mutating func enumeration() throws(CedarError) -> [ScalarString] {
    try expect("[")
    var ids: [ScalarString] = []
    repeat { ids.append(try stringText()) } while accept(",")
    try expect("]")
    return ids
  }

  private mutating func actionDeclarations(
    in namespace: String
  ) throws(CedarError) -> [SchemaSyntax.ActionDeclaration] {
    var names: [(id: ScalarString, position: SourcePosition)] = []
    repeat {
      let place = position
      names.append((try schemaName(), place))
    } while accept(",")
    var parents: [SchemaSyntax.ActionReference] = []
    if accept(word: "in") {
      if accept("[") {
        repeat { parents.append(try actionReference()) } while accept(",")
        try expect("]")
      } else {
        parents = [try actionReference()]
      }
    }
    let appliesTo = accept(word: "appliesTo") ? try applySpec() : nil
    if accept(word: "attributes") {
      try expect("{")
      try expect("}")
    }
    return names.map { name in
      SchemaSyntax.ActionDeclaration(
        id: name.id, namespace: namespace, position: name.position, parents: parents,
        appliesTo: appliesTo)
    }
  }

  private mutating func actionReference() throws(CedarError) -> SchemaSyntax.ActionReference {
    let place = position
    if case .string = current.kind {
      return SchemaSyntax.ActionReference(type: nil, id: try stringText(), position: place)
    }
    let path = try schemaPath()
    if accept("::") {
      return SchemaSyntax.ActionReference(type: path.name, id: try stringText(), position: place)
    }
    guard !path.isQualified else { throw unexpected("`::` and the id of an action") }
    return SchemaSyntax.ActionReference(type: nil, id: ScalarString(path.name), position: place)
  }

  private mutating func applySpec() throws(CedarError) -> SchemaSyntax.ApplySpec {
    let start = position
    try expect("{")
    var spec = SchemaSyntax.ApplySpec()
    while !accept("}") {
      let place = position
      let part = try anyIdentifier()
      try expect(":")
      let isRepeated: Bool
      switch part {
      case "principal":
        isRepeated = spec.principals != nil
        spec.principals = try typeNames()
      case "resource":
        isRepeated = spec.resources != nil
        spec.resources = try typeNames()
      case "context":
        isRepeated = spec.context != nil
        spec.context =
          accept("{") ? .record(try schemaAttributes()) : .name(try schemaPath())
      default:
        throw CedarError(.syntax, "expected `principal`, `resource` or `context`", at: place)
      }
      if isRepeated { throw CedarError(.schema, "`\(part)` is given twice", at: place) }
      if accept("}") { break }
      try expect(",")
    }
    guard spec.principals?.isEmpty == false, spec.resources?.isEmpty == false else {
      throw CedarError(
        .schema, "`appliesTo` needs a `principal` and a `resource`, each with a type", at: start)
    }
    return spec
  }

  /// One type name, or any number of them in brackets.
  private mutating func typeNames() throws(CedarError) -> [SchemaSyntax.TypeName] {
    guard accept("[") else { return [try schemaPath()] }
    if accept("]") { return [] }
    var names: [SchemaSyntax.TypeName] = []
    repeat { names.append(try schemaPath()) } while accept(",")
    try expect("]")
    return names
  }

  private mutating func schemaType() throws(CedarError) -> SchemaSyntax.TypeExpression {
    try nested { parser throws(CedarError) in
      if parser.accept("{") { return .record(try parser.schemaAttributes()) }
      if parser.at(word: "Set"), parser.peek(1) != .mark("::") {
        parser.advance()
        try parser.expect("<")
        let element = try parser.schemaType()
        try parser.expect(">")
        return .set(element)
      }
      return .name(try parser.schemaPath())
    }
  }

  /// Attributes up to the closing brace; the opening one has been read.
  private mutating func schemaAttributes() throws(CedarError) -> [SchemaSyntax.Attribute] {
    try list(until: "}") { parser throws(CedarError) in
      _ = try parser.annotations()
      let name = try parser.schemaName()
      let isOptional = parser.accept("?")
      try parser.expect(":")
      return SchemaSyntax.Attribute(
        name: name, type: try parser.schemaType(), isRequired: !isOptional)
    }
  }

  /// A name of an action or attribute: an identifier or a string.
  private mutating func schemaName() throws(CedarError) -> ScalarString {
    if case .string = current.kind { return try stringText() }
    return ScalarString(try schemaIdentifier())
  }

  private mutating func schemaIdentifier() throws(CedarError) -> String {
    try identifier()
  }

  /// Identifiers joined by `::`; the first may be `__cedar`.
  private mutating func schemaPath() throws(CedarError) -> SchemaSyntax.TypeName {
    let place = position
    var name: String
    if at(word: "__cedar") {
      name = try anyIdentifier()
    } else {
      name = try schemaIdentifier()
    }
    while at("::"), case .identifier = peek(1) {
      advance()
      name += "::" + (try schemaIdentifier())
    }
    return SchemaSyntax.TypeName(name: name, position: place)
  }
}
