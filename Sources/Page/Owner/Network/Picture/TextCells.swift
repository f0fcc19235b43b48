/// How many cells of a terminal a text takes: letters of wide scripts take two, marks none.
///
/// Source: Unicode Standard Annex 11 (East Asian Width), the ranges W and F.
package enum TextCells {
  /// The cells of a text on one line.
  package static func count(_ text: String) -> Int {
    text.reduce(0) { $0 + count($1) }
  }

  /// A text with as many spaces after it as fill so many cells.
  package static func padded(_ text: String, to cells: Int) -> String {
    text + String(repeating: " ", count: max(0, cells - count(text)))
  }

  private static func count(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    // A picture of several scalars is drawn as one.
    if scalars.first?.properties.isEmojiPresentation == true || scalars.contains("\u{FE0F}") {
      return 2
    }
    return scalars.reduce(0) { $0 + count($1) }
  }

  private static func count(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1160...0x11FF: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
      0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
