/// A cursor over tokens with what all of Cedar's grammars share.
struct Parser {
  private let tokens: [Token]
  private var index = 0
  private var nesting = 0

  init(tokens: [Token]) {
    self.tokens = tokens
  }

  var current: Token { tokens[index] }

  var position: SourcePosition { current.position }

  var isAtEnd: Bool { current.kind == .end }

  func peek(_ distance: Int) -> Token.Kind {
    index + distance < tokens.count ? tokens[index + distance].kind : .end
  }

  mutating func advance() {
    if index + 1 < tokens.count { index += 1 }
  }

  func at(_ mark: String) -> Bool { current.kind == .mark(mark) }

  func at(word: String) -> Bool { current.kind == .identifier(word) }

  mutating func accept(_ mark: String) -> Bool {
    guard at(mark) else { return false }
    advance()
    return true
  }

  mutating func accept(word: String) -> Bool {
    guard at(word: word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ mark: String) throws(CedarError) {
    guard accept(mark) else { throw unexpected("`\(mark)`") }
  }

  mutating func expect(word: String) throws(CedarError) {
    guard accept(word: word) else { throw unexpected("`\(word)`") }
  }

  func unexpected(_ wanted: String) -> CedarError {
    CedarError(.syntax, "expected \(wanted), found \(current.text)", at: position)
  }

  /// An identifier, reserved words included.
  mutating func anyIdentifier() throws(CedarError) -> String {
    guard case .identifier(let name) = current.kind else { throw unexpected("a name") }
    advance()
    return name
  }

  /// An identifier that is not reserved.
  mutating func identifier() throws(CedarError) -> String {
    let place = position
    let name = try anyIdentifier()
    guard !Identifier.reserved.contains(name) else {
      throw CedarError(.syntax, "`\(name)` is reserved", at: place)
    }
    return name
  }

  mutating func stringText() throws(CedarError) -> ScalarString {
    guard case .string(let raw) = current.kind else { throw unexpected("a string") }
    let text = try StringLiteral.text(raw, at: position)
    advance()
    return text
  }

  /// Items between brackets, separated by commas, with an optional comma at the end; the opening
  /// bracket has been read.
  mutating func list<Item>(
    until close: String, _ item: (inout Parser) throws(CedarError) -> Item
  ) throws(CedarError) -> [Item] {
    var items: [Item] = []
    while !accept(close) {
      items.append(try item(&self))
      if accept(close) { return items }
      try expect(",")
    }
    return items
  }

  /// Runs a part of the grammar that may contain itself, within the bound on nesting.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(CedarError) -> Result
  ) throws(CedarError) -> Result {
    nesting += 1
    guard nesting <= Bounds.nesting else {
      throw CedarError(.limit, "this text is nested too deeply", at: position)
    }
    let result = try body(&self)
    nesting -= 1
    return result
  }

  /// A name of identifiers joined by `::`, none of them reserved.
  mutating func typeName() throws(CedarError) -> EntityType {
    var name = try identifier()
    while at("::"), case .identifier = peek(1) {
      advance()
      name += "::" + (try identifier())
    }
    return EntityType(known: ScalarString(name))
  }

  /// A name, `::` and a string.
  mutating func entityUID() throws(CedarError) -> EntityUID {
    let type = try typeName()
    try expect("::")
    return EntityUID(type: type, id: try stringText())
  }

  /// Annotations by name; a repeated one is an error.
  mutating func annotations() throws(CedarError) -> [String: String] {
    var result: [String: String] = [:]
    while at("@") {
      let place = position
      advance()
      let name = try anyIdentifier()
      var value = ScalarString("")
      if accept("(") {
        value = try stringText()
        try expect(")")
      }
      guard result.updateValue(value.string, forKey: name) == nil else {
        throw CedarError(.syntax, "the annotation @\(name) is repeated", at: place)
      }
    }
    return result
  }
}
