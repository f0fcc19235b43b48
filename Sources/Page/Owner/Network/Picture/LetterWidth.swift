/// How wide letters are at most, for fonts differ and nobody measures them here.
enum LetterWidth {
  /// The width of a text in parts of its size; marks count a little, since some fonts set them apart.
  ///
  /// The figures are those of DejaVu Sans and Verdana, wide fonts, and a little over.
  static func of(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0.2
    default: break
    }
    switch scalar.value {
    case 0..<0x80: return ascii(scalar)
    case 0x80..<0x370: return latin(scalar)
    case 0x370..<0x590: return scalar.properties.isUppercase ? 1.15 : 0.95
    case 0x590..<0x600: return 0.85
    case 0x600..<0x900: return 1.25
    // Signs that hold a sentence.
    case 0xFDFD, 0x12000..<0x12550: return 12
    case 0x1F000...: return 1.4
    default: return 1.15
    }
  }

  private static func ascii(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "m", "w", "M", "W", "@", "%": 1.02
    case "i", "j", "l", "f", "t", "r", "I", " ", ".", ",", ":", ";", "'", "|", "!", "(", ")", "-":
      0.47
    case "A"..."Z", "+", "=", "<", ">", "~", "#", "&", "^": 0.85
    default: 0.68
    }
  }

  private static func latin(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "Æ", "æ", "Œ", "œ", "©", "®", "Ǆ"..."ǌ", "Ǳ"..."ǳ": 1.4
    default: scalar.properties.isUppercase ? 0.9 : 0.7
    }
  }
}
