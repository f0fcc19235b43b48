import Foundation
import TestSupport

/// The texts of the page as the catalogues hold them, read from the sources: a catalogue that is
/// added is tested without being named here.
struct TextCatalogue {
  /// Where the page's sources are.
  static let page = Repository.root.appending(path: "Sources/Page")

  /// The texts of each enum in a language, by key.
  let texts: [String: [String: String]]
  /// Entries that are not plain literals, which no test could read.
  let unread: [String]

  /// Reads the catalogue of a language: `French` or `English`.
  init(_ language: String) throws {
    var texts: [String: [String: String]] = [:]
    var unread: [String] = []
    let entry = /case ((?:\.\w+(?:,\s*)?)+):\s*((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+)/
    let literal = /"((?:[^"\\]|\\.)*)"/
    for (file, source) in try Self.sources(in: "Text/" + language) {
      let name = file.prefix { $0 != "+" }
      var found: [String: String] = [:]
      for match in source.matches(of: entry) {
        let text = match.2.matches(of: literal).map { String($0.1) }.joined()
        for key in match.1.matches(of: /\w+/) {
          found[String(key.0)] = text.replacing("\\\"", with: "\"")
        }
      }
      let cases = source.matches(of: /(?m)^\s*case \./).count
      if cases > found.count || source.contains("\\(") { unread.append(file) }
      texts[String(name), default: [:]].merge(found) { first, _ in first }
    }
    self.texts = texts
    self.unread = unread
  }

  /// The enums of which the owner reads something: those that their room or the frame names.
  static func owners() throws -> Set<String> {
    var names: Set<String> = ["NoticeText"]
    for folder in ["Owner", "Frame", "StopCard"] {
      for (_, source) in try sources(in: folder) {
        names.formUnion(PageCode(source).mentioned.filter { $0.hasSuffix("Text") })
      }
    }
    return names
  }

  /// The Swift files below a folder of the page, with what they hold.
  static func sources(in folder: String) throws -> [(file: String, source: String)] {
    let root = folder.isEmpty ? page : page.appending(path: folder)
    guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    else { return [] }
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }
      .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }
}

/// What a source file of the page names.
struct PageCode {
  /// The keys of `Name.key`, by name.
  private(set) var qualified: [String: Set<String>] = [:]
  /// The keys of `.key`.
  private(set) var shorthand: Set<String> = []
  /// Every name that stands alone or before a dot.
  private(set) var mentioned: Set<String> = []

  /// Reads a file; in one that declares texts, the declarations themselves name nothing.
  init(_ source: String, declaresTexts: Bool = false) {
    for line in source.split(separator: "\n") {
      let words = line.drop { $0 == " " }
      if declaresTexts, words.hasPrefix("case "), !words.hasPrefix("case .") { continue }
      for token in line.utf8.split(whereSeparator: { !Self.isPart($0) }) {
        take(String(decoding: token, as: UTF8.self))
      }
    }
  }

  private mutating func take(_ token: String) {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first else { return }
    mentioned.insert(String(first.prefix { $0.isLetter || $0.isNumber }))
    guard parts.count > 1 else { return }
    let key = String(parts[1].prefix { $0.isLetter || $0.isNumber })
    if first.isEmpty {
      shorthand.insert(key)
    } else {
      qualified[String(first), default: []].insert(key)
    }
  }

  /// Whether a byte belongs to a name, a dot, or the end of what a dot may follow.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""),
      UInt8(ascii: "?"), UInt8(ascii: "!"):
      true
    default: false
    }
  }

  /// All code of the page but its catalogues.
  static func all() throws -> [PageCode] {
    let texts = Set(try TextCatalogue.sources(in: "Text").map(\.file))
    return try TextCatalogue.sources(in: "")
      .filter { !$0.file.contains("+French") && !$0.file.contains("+English") }
      .map { PageCode($0.source, declaresTexts: texts.contains($0.file)) }
  }
}

extension [PageCode] {
  /// The keys of an enum that some file names, as `Name.key`, or as `.key` where it names the enum.
  func used(of name: String) -> Set<String> {
    filter { $0.mentioned.contains(name) }.reduce(into: []) { used, code in
      used.formUnion(code.shorthand)
      used.formUnion(code.qualified[name] ?? [])
    }
  }
}
