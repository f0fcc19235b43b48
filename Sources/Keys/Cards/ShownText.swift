package import Foundation

/// Rules for short texts that are shown to people.
package enum ShownText {
  /// Throws `.rule` unless `text` is 1 to `maximum` bytes of UTF-8, without control characters or blank ends.
  package static func check(
    _ text: String, place: String, maximum: Int
  ) throws(DocumentError) {
    guard !text.isEmpty, text.utf8.count <= maximum else {
      throw .rule(place: place, "must be 1 to \(maximum) bytes")
    }
    let scalars = text.unicodeScalars
    let forbidden = scalars.contains {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        true
      default: false
      }
    }
    guard !forbidden else { throw .rule(place: place, "has a control character") }
    guard scalars.first?.properties.isWhitespace == false,
      scalars.last?.properties.isWhitespace == false
    else { throw .rule(place: place, "begins or ends with a blank") }
  }
}

extension Date {
  /// The same moment without its fraction of a second, as documents write it.
  package var wholeSeconds: Date {
    Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down))
  }
}
