/// A piece of source text with the place where it begins.
struct Token {
  enum Kind: Equatable {
    case identifier(String)
    case number(UInt64)
    /// The bytes between the quotes, still escaped.
    case string(ArraySlice<UInt8>)
    /// A template slot, with its question mark.
    case slot(String)
    case mark(String)
    case end
  }

  let kind: Kind
  let position: SourcePosition

  /// The token in words, for messages.
  var text: String {
    switch kind {
    case .identifier(let name): "`\(name)`"
    case .number(let number): "`\(number)`"
    case .string: "a string"
    case .slot(let name): "`\(name)`"
    case .mark(let mark): "`\(mark)`"
    case .end: "the end of the text"
    }
  }
}

/// Splits source text into tokens; works on UTF-8 bytes throughout.
struct Lexer {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var column = 1

  private static let marks = [
    "::", "==", "!=", "<=", ">=", "||", "&&", "@", ".", ",", ";", ":", "(", ")", "{", "}", "[",
    "]", "<", ">", "+", "-", "*", "/", "%", "!", "=", "?",
  ].map { (text: $0, bytes: Array($0.utf8)) }

  static func tokens(of text: String) throws(CedarError) -> [Token] {
    var lexer = Lexer(bytes: Array(text.utf8))
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var position: SourcePosition {
    SourcePosition(offset: index, line: line, column: column)
  }

  private mutating func advance(_ count: Int) {
    for byte in bytes[index..<(index + count)] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xc0 != 0x80 {
        column += 1
      }
    }
    index += count
  }

  private mutating func next() throws(CedarError) -> Token {
    skipBlanks()
    let start = position
    guard index < bytes.count else { return Token(kind: .end, position: start) }
    let byte = bytes[index]
    if Identifier.isStart(byte) {
      return Token(kind: .identifier(word()), position: start)
    }
    if Identifier.isDigit(byte) {
      let digits = bytes[index...].prefix(while: Identifier.isDigit)
      guard let number = UInt64(String(decoding: digits, as: UTF8.self)) else {
        throw CedarError(.syntax, "this number does not fit into 64 bits", at: start)
      }
      advance(digits.count)
      return Token(kind: .number(number), position: start)
    }
    if byte == UInt8(ascii: "\"") {
      return Token(kind: .string(try string()), position: start)
    }
    if byte == UInt8(ascii: "?"), index + 1 < bytes.count, Identifier.isStart(bytes[index + 1]) {
      advance(1)
      return Token(kind: .slot("?" + word()), position: start)
    }
    for mark in Self.marks where bytes[index...].starts(with: mark.bytes) {
      advance(mark.bytes.count)
      return Token(kind: .mark(mark.text), position: start)
    }
    throw CedarError(.syntax, "unexpected character", at: start)
  }

  private mutating func word() -> String {
    let word = bytes[index...].prefix(while: Identifier.isPart)
    advance(word.count)
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func string() throws(CedarError) -> ArraySlice<UInt8> {
    let start = position
    var end = index + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.count else {
      throw CedarError(.syntax, "this string is not closed", at: start)
    }
    let content = bytes[(index + 1)..<end]
    advance(end + 1 - index)
    return content
  }

  private mutating func skipBlanks() {
    while index < bytes.count {
      let width = blankWidth()
      if width > 0 {
        advance(width)
      } else if bytes[index...].starts(with: "//".utf8) {
        let comment = bytes[index...].prefix {
          $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r")
        }
        advance(comment.count)
      } else {
        return
      }
    }
  }

  /// The width in bytes of the white space (Unicode `White_Space`) at the index, or 0.
  private func blankWidth() -> Int {
    let byte = bytes[index]
    if byte == 0x20 || (0x09...0x0d).contains(byte) { return 1 }
    guard byte >= 0x80 else { return 0 }
    let blanks: [[UInt8]] = [
      [0xc2, 0x85], [0xc2, 0xa0], [0xe1, 0x9a, 0x80], [0xe2, 0x80, 0xa8], [0xe2, 0x80, 0xa9],
      [0xe2, 0x80, 0xaf], [0xe2, 0x81, 0x9f], [0xe3, 0x80, 0x80],
    ]
    for blank in blanks where bytes[index...].starts(with: blank) { return blank.count }
    let three = Array(bytes[index...].prefix(3))
    let isQuad = three.count == 3 && three[0] == 0xe2 && three[1] == 0x80
    return isQuad && (0x80...0x8a).contains(three[2]) ? 3 : 0
  }
}
