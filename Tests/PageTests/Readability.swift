import Foundation
import TestSupport

/// What makes a text of the owner's hard to read.
///
/// A lint of our own, no measure of a certified easy-read label. A present state after an act (“tout
/// est arrêté”, “this page is closed”) reads as an adjective and is no passive voice; “a été fait”, “fait
/// par” and “was done” are.
struct Readability {
  /// The most words of a sentence.
  static let mostWords = 15

  private let language: String
  private let plain: Set<String>

  /// Reads the list of plain words of a language: `fr` or `en`.
  init(_ language: String) throws {
    self.language = language
    let list = String(
      decoding: try Repository.vector("plain-\(language).txt"), as: UTF8.self)
    plain = Set(
      list.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .flatMap { $0.split(separator: " ") }.map(String.init))
  }

  /// What is hard in a text; empty for none.
  func complaints(_ text: String) -> [String] {
    let words = Self.withoutCommands(text)
    return long(words) + passive(words) + abbreviations(words) + unknown(words)
  }

  /// A command is shown to be copied, not read.
  private static func withoutCommands(_ text: String) -> String {
    text.replacing(/« maille [^»]*»/, with: "…").replacing(/'maille [^']*'/, with: "…")
  }

  private func long(_ text: String) -> [String] {
    text.split { ".!?\n".contains($0) }.compactMap { sentence in
      let count = sentence.split { $0.isWhitespace }
        .count { $0.contains { $0.isLetter || $0.isNumber } }
      return count > Self.mostWords ? "\(count) words: \(sentence)" : nil
    }
  }

  private func passive(_ text: String) -> [String] {
    let matches: [Substring]
    if language == "fr" {
      let been = /\b(?:été|être)\s+(?:\w+\s+)?\w+(?:é|i|u|is|it|ert)e?s?\b/
      let later = /\b(?:sera|seront|serait|seraient)\s+\w+(?:é|u|it|ert)e?s?\b/
      let by = /\b(?:est|sont|était|étaient|êtes|suis)\s+\w+(?:é|i|u|is|it|ert)e?s?\s+par\b/
      matches = [been, later, by].flatMap { Self.found($0, in: text) }
    } else {
      let was =
        /\b(?:was|were|be|been|being)\s+(?:not\s+|never\s+|already\s+)?(?:\w+ed|done|given|taken|seen|made|known|kept|shown|written|told|found|held|lost|sent|read|left|put|paid|said|chosen|begun|hidden)\b/
      let by = /\b(?:is|are)\s+(?:\w+ed|done|given|taken|seen|made|kept|shown|written|read)\s+by\b/
      matches = [was, by].flatMap { Self.found($0, in: text) }
    }
    return matches.map { "passive: \($0)" }
  }

  private func abbreviations(_ text: String) -> [String] {
    let capitals = /\b\p{Lu}{2,}\b/
    let cut = /\b(?:etc|cf|ex|p|M|Mme|Mr|Mrs|Dr|nb|tél|max|min|vs)\./
    return [capitals, cut].flatMap { Self.found($0, in: text) }.map { "abbreviation: \($0)" }
  }

  /// Every match; a word ends at a full stop and at an apostrophe.
  private static func found(_ pattern: Regex<Substring>, in text: String) -> [Substring] {
    text.matches(of: pattern.wordBoundaryKind(.simple)).map(\.0)
  }

  private func unknown(_ text: String) -> [String] {
    let words = text.replacing(/\{\w+\}/, with: "").split { !$0.isLetter }
    return words.map { $0.lowercased() }.filter { !plain.contains($0) }
      .map { "not a plain word: \($0)" }
  }
}
