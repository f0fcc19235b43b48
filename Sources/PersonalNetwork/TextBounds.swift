import Foundation

/// How long the texts of a record may be, in bytes of UTF-8.
///
/// Any Unicode is allowed in them: names are hostile, and whoever prints one uses
/// ``Swift/String/printable``.
public enum TextBounds {
  /// Labels, values of contact details, places: 256 bytes.
  public static let short = 256
  /// Statements, objectives, what was tried: 2 KiB.
  public static let medium = 2048
  /// Notes: 16 KiB.
  public static let long = 16_384
  /// How many entries a list inside one item may have: members named, domains, kinds of help.
  public static let list = 64

  /// Refuses a text that is empty, blank, too long, or holds NUL.
  static func check(_ text: String, upTo bound: Int, at place: String) throws(NetworkError) {
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw NetworkError(.emptyText, at: place)
    }
    guard text.utf8.count <= bound else { throw NetworkError(.textTooLong, at: place) }
    guard !text.utf8.contains(0) else { throw NetworkError(.textNotAllowed, at: place) }
  }

  /// The same for a text that may be absent.
  static func check(_ text: String?, upTo bound: Int, at place: String) throws(NetworkError) {
    if let text { try check(text, upTo: bound, at: place) }
  }

  /// Refuses a list that is too long, unsorted or has an entry twice.
  static func checkSet<Element: Comparable>(
    _ list: [Element], at place: String
  ) throws(NetworkError) {
    guard list.count <= Self.list else { throw NetworkError(.listTooLong, at: place) }
    guard zip(list, list.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw NetworkError(.notSorted, at: place)
    }
  }

  /// Refuses an end before its start.
  static func checkPeriod(
    _ since: Day?, _ until: Day?, at place: String
  ) throws(NetworkError) {
    guard let since, let until, until < since else { return }
    throw NetworkError(.endBeforeStart, at: place)
  }
}

extension String {
  /// The text with every scalar that could disturb a terminal or a reader made visible.
  ///
  /// Controls, line separators, bidirectional controls, invisible and unassigned scalars become
  /// `\u{XXXX}`; joiners inside words stay, since several scripts and emoji need them.
  public var printable: String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        shown += "\\u{\(Swift.String(scalar.value, radix: 16, uppercase: true))}"
      case .format where scalar.value != 0x200C && scalar.value != 0x200D:
        shown += "\\u{\(Swift.String(scalar.value, radix: 16, uppercase: true))}"
      default:
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
