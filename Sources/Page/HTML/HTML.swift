/// A piece of a page.
///
/// Whatever comes from a person, a hub or a file is text and is escaped when it is written; there is
/// no way to put in HTML that was not made here.
package indirect enum HTML: Sendable {
  /// Text, escaped when written.
  case text(String)
  /// An element; names of elements and attributes are written in the program alone.
  case element(StaticString, [Attribute], [HTML])
  /// Several pieces after each other.
  case group([HTML])

  /// An attribute of an element.
  package struct Attribute: Sendable {
    fileprivate let name: StaticString
    fileprivate let value: String?

    /// An attribute with a value, which is escaped when written.
    package static func named(_ name: StaticString, _ value: String) -> Attribute {
      Attribute(name: name, value: value)
    }

    /// An attribute that is there or not.
    package static func flag(_ name: StaticString) -> Attribute {
      Attribute(name: name, value: nil)
    }

    /// The classes that the stylesheet knows.
    package static func of(class name: StaticString) -> Attribute {
      Attribute(name: "class", value: "\(name)")
    }
  }

  /// Nothing.
  package static let nothing = HTML.group([])

  /// The bytes of a whole document.
  package var document: String {
    var text = "<!DOCTYPE html>\n"
    write(to: &text)
    return text
  }

  /// The piece as it is sent.
  package var source: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to page: inout String) {
    switch self {
    case .text(let text): Self.escape(text, to: &page)
    case .group(let pieces): for piece in pieces { piece.write(to: &page) }
    case .element(let name, let attributes, let children):
      page += "<\(name)"
      for attribute in attributes {
        page += " \(attribute.name)"
        guard let value = attribute.value else { continue }
        page += "=\""
        Self.escape(value, to: &page)
        page += "\""
      }
      page += ">"
      guard !Self.isVoid(name) else { return }
      for child in children { child.write(to: &page) }
      page += "</\(name)>"
    }
  }

  /// Escapes scalar by scalar: a mark that combines with a quotation mark must not hide it.
  ///
  /// Controls that no text needs, and marks that turn the direction of writing, become U+FFFD, so that
  /// a name cannot change how the words around it read.
  private static func escape(_ text: String, to page: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": page += "&amp;"
      case "<": page += "&lt;"
      case ">": page += "&gt;"
      case "\"": page += "&quot;"
      case "'": page += "&#39;"
      case "\n", "\t": page.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
        page += "\u{FFFD}"
      default: page.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isVoid(_ name: StaticString) -> Bool {
    ["br", "hr", "img", "input", "link", "meta"].contains("\(name)")
  }
}

extension HTML: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self = .text(text) }
}

/// Lets pieces be written one under another.
@resultBuilder
package enum HTMLBuilder {
  package static func buildExpression(_ piece: HTML) -> [HTML] { [piece] }
  package static func buildExpression(_ pieces: [HTML]) -> [HTML] { pieces }
  package static func buildExpression(_ text: String) -> [HTML] { [.text(text)] }
  package static func buildBlock(_ parts: [HTML]...) -> [HTML] { parts.flatMap(\.self) }
  package static func buildOptional(_ part: [HTML]?) -> [HTML] { part ?? [] }
  package static func buildEither(first: [HTML]) -> [HTML] { first }
  package static func buildEither(second: [HTML]) -> [HTML] { second }
  package static func buildArray(_ parts: [[HTML]]) -> [HTML] { parts.flatMap(\.self) }
}

/// An element with what is in it.
package func tag(
  _ name: StaticString, _ attributes: HTML.Attribute...,
  @HTMLBuilder content: () -> [HTML] = { [] }
) -> HTML {
  .element(name, attributes, content())
}

/// An element with a text in it.
package func tag(_ name: StaticString, _ attributes: HTML.Attribute..., text: String) -> HTML {
  .element(name, attributes, [.text(text)])
}
