import Foundation

/// Reads XML 1.0 strictly, one event at a time, without ever fetching or expanding anything.
///
/// A document type may name an outside file, which is not looked at; one with declarations of its
/// own is refused, so that no entity exists but the five of XML. UTF-8 only. Memory is that of the
/// file and of the event at hand.
///
/// Source: XML 1.0 (Fifth Edition), W3C.
struct XMLReader {
  /// What comes next in a document.
  enum Event: Hashable {
    /// An element opens; its name is without prefix, its attributes as they were written.
    case start(String, [String: String])
    /// The element last opened closes.
    case end
    /// Text inside an element; one text may come in several events.
    case text(String)
  }

  private enum Mark {
    static let section = Array("<![CDATA[".utf8)
    static let sectionEnd = Array("]]>".utf8)
    static let comment = Array("<!--".utf8)
    static let commentEnd = Array("-->".utf8)
    static let instruction = Array("<?".utf8)
    static let instructionEnd = Array("?>".utf8)
    static let documentType = Array("<!DOCTYPE".utf8)
    static let end = Array("</".utf8)
    static let close = Array(">".utf8)
  }

  /// The largest file read, in bytes: 64 MiB.
  static let sizeBound = 64 << 20
  /// How deep elements may lie in each other.
  static let depthBound = 64
  /// How many attributes an element may have.
  static let attributeBound = 256

  /// The line of the event last read, from 1.
  private(set) var line = 1
  private let bytes: [UInt8]
  private let source: String
  private var position: Int
  private var current = 1
  private var open: [String] = []
  private var seenRoot = false
  private var closing = false

  /// Reads a whole file; `source` names it in an error's place, and may be empty.
  init(_ data: Data, source: String) throws(ImportError) {
    self.source = source
    guard data.count <= Self.sizeBound else {
      throw ImportError(.tooLarge, at: source.isEmpty ? "the file" : source)
    }
    bytes = Array(data)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next event; nil at the end of a complete document.
  mutating func next() throws(ImportError) -> Event? {
    if closing {
      closing = false
      open.removeLast()
      return .end
    }
    while position < bytes.count {
      line = current
      guard bytes[position] == UInt8(ascii: "<") else {
        if let text = try characters() { return .text(text) }
        continue
      }
      if try skipped() { continue }
      if starts(Mark.section) { return .text(try section()) }
      if starts(Mark.end) {
        try endTag()
        return .end
      }
      return try startTag()
    }
    guard seenRoot, open.isEmpty else { throw malformed() }
    return nil
  }

  /// The place of the event last read, for an error.
  var place: String { source.isEmpty ? "line \(line)" : "\(source), line \(line)" }

  private func malformed(_ code: ImportError.Code = .malformedXML) -> ImportError {
    ImportError(code, at: source.isEmpty ? "line \(current)" : "\(source), line \(current)")
  }

  private func starts(_ word: [UInt8]) -> Bool { bytes[position...].starts(with: word) }

  private func text(_ range: Range<Int>) throws(ImportError) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw malformed(.notUTF8)
    }
    return text
  }

  /// Moves past the next occurrence of a word; returns what lay before it.
  private mutating func take(until word: [UInt8]) throws(ImportError) -> Range<Int> {
    let start = position
    while position < bytes.count {
      if bytes[position] == word[0], starts(word) {
        let range = start..<position
        position += word.count
        return range
      }
      if bytes[position] == 0x0A { current += 1 }
      position += 1
    }
    throw malformed()
  }

  /// Skips a comment, an instruction or a document type, if one comes next.
  private mutating func skipped() throws(ImportError) -> Bool {
    if starts(Mark.comment) {
      position += 4
      _ = try take(until: Mark.commentEnd)
      return true
    }
    if starts(Mark.instruction) {
      position += 2
      let content = try text(try take(until: Mark.instructionEnd))
      try checkDeclaration(content)
      return true
    }
    guard starts(Mark.documentType) else { return false }
    guard !seenRoot else { throw malformed() }
    let content = try take(until: Mark.close)
    guard !bytes[content].contains(UInt8(ascii: "[")) else { throw malformed(.documentType) }
    return true
  }

  /// Refuses a declaration of another encoding.
  private func checkDeclaration(_ content: String) throws(ImportError) {
    guard content.hasPrefix("xml "), let found = content.range(of: "encoding") else { return }
    let name = content[found.upperBound...].drop { "= \t\"'\r\n".contains($0) }
      .prefix { !"\"' ".contains($0) }.lowercased()
    guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) else { throw malformed(.notUTF8) }
  }

  private mutating func section() throws(ImportError) -> String {
    position += 9
    guard !open.isEmpty else { throw malformed() }
    return try content(try take(until: Mark.sectionEnd), expanding: false)
  }

  /// The text up to the next mark; nil for the white space outside the root.
  private mutating func characters() throws(ImportError) -> String? {
    let start = position
    var isBlank = true
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
      if bytes[position] == 0x0A { current += 1 }
      isBlank = isBlank && Self.isSpace(bytes[position])
      position += 1
    }
    guard !open.isEmpty else {
      guard isBlank else { throw malformed() }
      return nil
    }
    return try content(start..<position)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// A text with its line ends made LF and its references replaced; by bytes, for a mark that
  /// combines with a semicolon is no reason not to see it.
  private func content(
    _ range: Range<Int>, expanding: Bool = true
  ) throws(ImportError) -> String {
    guard bytes[range].contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "&") }) else {
      return try text(range)
    }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "&") where expanding:
        let name = bytes[place..<range.upperBound].prefix(12).prefix { $0 != UInt8(ascii: ";") }
        guard name.endIndex < range.upperBound, bytes[name.endIndex] == UInt8(ascii: ";") else {
          throw malformed()
        }
        result += Array(String(try scalar(name)).utf8)
        place = name.endIndex + 1
      case 0x0D:
        result.append(0x0A)
        if place < range.upperBound, bytes[place] == 0x0A { place += 1 }
      case 0x09, 0x0A: result.append(byte)
      case 0..<0x20: throw malformed()
      default: result.append(byte)
      }
    }
    guard let text = String(validating: result, as: UTF8.self) else { throw malformed(.notUTF8) }
    return text
  }

  private func scalar(_ reference: ArraySlice<UInt8>) throws(ImportError) -> Unicode.Scalar {
    let name = String(decoding: reference, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.hasPrefix("#") else { throw malformed() }
    let isHexadecimal = name.dropFirst().hasPrefix("x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard digits.first?.isHexDigit == true,
      let value = UInt32(digits, radix: isHexadecimal ? 16 : 10),
      let scalar = Unicode.Scalar(value), Self.isAllowed(scalar)
    else { throw malformed() }
    return scalar
  }

  /// Whether XML 1.0 has this character.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) {
      if bytes[position] == 0x0A { current += 1 }
      position += 1
    }
  }

  private mutating func name() throws(ImportError) -> String {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"):
        guard position > start else { throw malformed() }
        return try text(start..<position)
      default: position += 1
      }
    }
    throw malformed()
  }

  private mutating func take(_ byte: UInt8) throws(ImportError) {
    guard position < bytes.count, bytes[position] == byte else { throw malformed() }
    position += 1
  }

  private mutating func startTag() throws(ImportError) -> Event {
    position += 1
    let name = try name()
    guard !open.isEmpty || !seenRoot else { throw malformed() }
    guard open.count < Self.depthBound else { throw malformed(.nestedTooDeeply) }
    seenRoot = true
    open.append(name)
    var attributes: [String: String] = [:]
    while true {
      let before = position
      skipSpace()
      guard position < bytes.count else { throw malformed() }
      switch bytes[position] {
      case UInt8(ascii: "/"):
        position += 1
        try take(UInt8(ascii: ">"))
        closing = true
        return .start(Self.local(name), attributes)
      case UInt8(ascii: ">"):
        position += 1
        return .start(Self.local(name), attributes)
      default:
        guard position > before else { throw malformed() }
        let (name, value) = try attribute()
        guard attributes.updateValue(value, forKey: name) == nil,
          attributes.count <= Self.attributeBound
        else { throw malformed() }
      }
    }
  }

  private mutating func attribute() throws(ImportError) -> (name: String, value: String) {
    let name = try name()
    skipSpace()
    try take(UInt8(ascii: "="))
    skipSpace()
    guard position < bytes.count,
      bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
    else { throw malformed() }
    let quote = bytes[position]
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != quote {
      guard bytes[position] != UInt8(ascii: "<") else { throw malformed() }
      if bytes[position] == 0x0A { current += 1 }
      position += 1
    }
    let value = try content(start..<position)
    try take(quote)
    return (name, value)
  }

  private mutating func endTag() throws(ImportError) {
    position += 2
    let name = try name()
    skipSpace()
    try take(UInt8(ascii: ">"))
    guard let opened = open.popLast(), opened.utf8.elementsEqual(name.utf8) else {
      throw malformed()
    }
  }

  /// A name without its prefix.
  private static func local(_ name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.index(after: $0)...]) }
      ?? name
  }
}
