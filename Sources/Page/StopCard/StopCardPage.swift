package import Consent
import Foundation
import Keys
package import PersonalNetwork

/// A stop card as one page to print: what it does, the QR code, and the same in letters.
package struct StopCardPage {
  private let card: PrintedStopCard
  private let owner: String
  private let day: String
  private let language: Language

  /// A page for a card.
  ///
  /// - Parameter day: When it was made, as the person reads it.
  package init(card: PrintedStopCard, owner: String, day: String, language: Language) {
    self.card = card
    self.owner = owner
    self.day = day
    self.language = language
  }

  /// The page; nil where the card is too long for a QR code.
  package var html: String? {
    guard let code = QRCode(card.text) else { return nil }
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      @page { size: A5; margin: 12mm; }
      body { font: 12pt/1.4 sans-serif; max-width: 124mm; margin: 0 auto; color: #000; background: #fff; }
      h1 { font-size: 20pt; margin: 0 0 4mm; }
      svg { display: block; width: 70mm; height: 70mm; margin: 4mm auto; }
      code { font-size: 7pt; overflow-wrap: anywhere; }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(Self.escaped(owner)), \(Self.escaped(day))</p>
      \(sentences.map { "<p>\($0)</p>" }.joined(separator: "\n"))
      \(code.image)
      <p><code>\(Self.escaped(card.text))</code></p>
      </body>
      </html>

      """
  }

  private var title: String { PapersText.card(language) }

  private var sentences: [String] {
    StopCardWords.sentences(language, command: "<code>\(StopCardWords.command)</code>")
  }

  /// A text inside markup, scalar by scalar.
  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

/// What a stop card says of itself.
enum StopCardWords {
  /// How it is handed in.
  static let command = "maille stop --card"

  /// The sentences on the card, with the command as it is shown.
  static func sentences(_ language: Language, command: String) -> [String] {
    [
      PapersText.cardStops(language), PapersText.cardAnyone(language),
      PapersText.cardHandIn(language, ["command": command]), PapersText.cardResume(language),
    ]
  }
}
