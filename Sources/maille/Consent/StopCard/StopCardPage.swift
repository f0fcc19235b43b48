import Consent
import Foundation
import Keys
import PersonalNetwork

/// A stop card as one page to print: what it does, the QR code, and the same in letters.
struct StopCardPage {
  let card: PrintedStopCard
  let owner: String
  let language: Language

  /// The page; nil where the card is too long for a QR code.
  var html: String? {
    guard let code = QRCode(card.text) else { return nil }
    let day = Self.escaped(Moment.shown(card.card.payload.issuedAt))
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
      <p>\(Self.escaped(owner)), \(day)</p>
      \(sentences.map { "<p>\($0)</p>" }.joined(separator: "\n"))
      \(code.image)
      <p><code>\(Self.escaped(card.text))</code></p>
      </body>
      </html>

      """
  }

  private var title: String { language.pick("Carte d’arrêt", "Stop card") }

  private var sentences: [String] {
    switch language {
    case .french:
      [
        "Cette carte arrête tout. Plus personne ne voit mon dossier.",
        "Toute personne peut la remettre. Elle n’ouvre rien et ne montre rien.",
        "Pour la remettre : <code>maille stop --card</code> avec cette page, ou le texte du code.",
        "Il n’y a que moi qui peux reprendre. La carte ne sert alors plus.",
      ]
    case .english:
      [
        "This card stops everything. Nobody sees my record any more.",
        "Anyone may hand it in. It opens nothing and shows nothing.",
        "To hand it in: <code>maille stop --card</code> with this page, or the text of the code.",
        "I alone can resume. The card is then spent.",
      ]
    }
  }

  /// A text inside markup, scalar by scalar.
  static func escaped(_ text: String) -> String {
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
