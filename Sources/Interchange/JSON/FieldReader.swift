import Foundation
import PersonalNetwork

/// Takes the fields of one object, and refuses what is left.
struct FieldReader {
  private var fields: [String: JSONValue] = [:]
  private let path: String
  /// The line on which the object starts.
  let line: Int

  init(_ value: JSONValue, path: String) throws(ImportError) {
    self.path = path
    line = value.line
    guard case .object(let list) = value.content else {
      throw ImportError(.wrongType, at: "line \(value.line), \(path)")
    }
    for field in list { fields[field.name] = field.value }
  }

  /// The place of a field, for an error.
  func place(_ name: String? = nil) -> String {
    let field = name.map { path.isEmpty ? $0 : "\(path).\($0)" } ?? path
    let line = name.flatMap { fields[$0]?.line } ?? self.line
    return field.isEmpty ? "line \(line)" : "line \(line), \(field)"
  }

  /// Refuses fields that nobody took.
  func finish() throws(ImportError) {
    // The name of an unknown field is the file's own, so the line alone tells where it is.
    if let left = fields.values.map(\.line).min() {
      throw ImportError(.unknownField, at: path.isEmpty ? "line \(left)" : "line \(left), \(path)")
    }
  }

  /// A field; null is the same as absent.
  mutating func value(_ name: String) -> JSONValue? {
    guard let value = fields.removeValue(forKey: name), value.content != .null else { return nil }
    return value
  }

  private func needed<Value>(_ value: Value?, _ name: String) throws(ImportError) -> Value {
    guard let value else { throw ImportError(.missingField, at: place(name)) }
    return value
  }

  /// A text, which may be absent.
  mutating func text(_ name: String) throws(ImportError) -> String? {
    let place = place(name)
    guard let value = value(name) else { return nil }
    guard case .text(let text) = value.content else { throw ImportError(.wrongType, at: place) }
    return text
  }

  /// A text that must be there.
  mutating func neededText(_ name: String) throws(ImportError) -> String {
    try needed(try text(name), name)
  }

  /// A whole number, which may be absent.
  mutating func integer(_ name: String) throws(ImportError) -> Int? {
    let place = place(name)
    guard let value = value(name) else { return nil }
    guard case .integer(let number) = value.content else {
      throw ImportError(.wrongType, at: place)
    }
    return number
  }

  /// A truth value; false when absent.
  mutating func flag(_ name: String) throws(ImportError) -> Bool {
    let place = place(name)
    guard let value = value(name) else { return false }
    guard case .bool(let flag) = value.content else { throw ImportError(.wrongType, at: place) }
    return flag
  }

  /// A list of texts; empty when absent.
  mutating func texts(_ name: String) throws(ImportError) -> [String] {
    let place = place(name)
    guard let value = value(name) else { return [] }
    guard case .list(let list) = value.content else { throw ImportError(.wrongType, at: place) }
    var texts: [String] = []
    for entry in list {
      guard case .text(let text) = entry.content else { throw ImportError(.wrongType, at: place) }
      texts.append(text)
    }
    return texts
  }

  /// A list of objects with their paths; empty when absent.
  mutating func objects(_ name: String) throws(ImportError) -> [FieldReader] {
    let place = place(name)
    guard let value = value(name) else { return [] }
    guard case .list(let list) = value.content else { throw ImportError(.wrongType, at: place) }
    var readers: [FieldReader] = []
    for (index, entry) in list.enumerated() {
      readers.append(try FieldReader(entry, path: "\(name)[\(index)]"))
    }
    return readers
  }

  /// A word of a closed list, which may be absent.
  mutating func word<Word: RawRepresentable>(
    _ name: String, _ type: Word.Type = Word.self
  ) throws(ImportError) -> Word? where Word.RawValue == String {
    let place = place(name)
    guard let text = try text(name) else { return nil }
    guard let word = Word(rawValue: text) else { throw ImportError(.unknownWord, at: place) }
    return word
  }

  /// A word of a closed list that must be there.
  mutating func neededWord<Word: RawRepresentable>(
    _ name: String, _ type: Word.Type = Word.self
  ) throws(ImportError) -> Word where Word.RawValue == String {
    try needed(try word(name, type), name)
  }

  /// Words of a closed list; empty when absent, each once.
  mutating func words<Word: RawRepresentable & Hashable>(
    _ name: String, _ type: Word.Type = Word.self
  ) throws(ImportError) -> Set<Word> where Word.RawValue == String {
    let place = place(name)
    var words: Set<Word> = []
    for text in try texts(name) {
      guard let word = Word(rawValue: text) else { throw ImportError(.unknownWord, at: place) }
      words.insert(word)
    }
    return words
  }

  /// A step of a scale, which may be absent.
  mutating func step<Step: RawRepresentable>(
    _ name: String, _ type: Step.Type = Step.self
  ) throws(ImportError) -> Step? where Step.RawValue == Int {
    let place = place(name)
    guard let number = try integer(name) else { return nil }
    guard let step = Step(rawValue: number) else { throw ImportError(.unknownWord, at: place) }
    return step
  }

  /// A value with one written form, such as a day, which may be absent.
  mutating func written<Value: LosslessStringConvertible>(
    _ name: String, _ type: Value.Type = Value.self, or code: ImportError.Code
  ) throws(ImportError) -> Value? {
    let place = place(name)
    guard let text = try text(name) else { return nil }
    guard let value = Value(text) else { throw ImportError(code, at: place) }
    return value
  }

  /// A day, which may be absent.
  mutating func day(_ name: String) throws(ImportError) -> Day? {
    try written(name, Day.self, or: .malformedDate)
  }

  /// A moment that must be there: RFC 3339, whole seconds, any offset.
  mutating func neededTime(_ name: String) throws(ImportError) -> Date {
    let place = place(name)
    guard let time = Timestamp.date(try neededText(name)) else {
      throw ImportError(.malformedDate, at: place)
    }
    return time
  }

  /// An authority's legal id, which may be absent.
  mutating func authority(_ name: String) throws(ImportError) -> AuthorityReference? {
    try written(name, AuthorityReference.self, or: .refused(.malformedAuthority))
  }
}
