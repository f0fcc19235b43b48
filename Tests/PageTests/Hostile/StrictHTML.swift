/// A page read by the strictest rules there are: only what the page itself writes may be in it.
///
/// It knows no leniency of browsers. A tag, an attribute or an entity that the program does not write,
/// a raw quotation mark, or a tag that is not closed is a complaint.
struct StrictHTML {
  /// What is wrong; empty for a page as it should be.
  private(set) var complaints: [String] = []
  /// All text and attribute values, as a reader gets them.
  private(set) var words = ""
  /// How often each tag and attribute occurs, as `p` and `p@id`.
  private(set) var parts: [String: Int] = [:]

  private var rest: ArraySlice<UInt8>
  private var open: [String] = []

  /// The elements that the page writes.
  static let tags: Set<String> = [
    "a", "blockquote", "body", "button", "caption", "circle", "code", "desc", "details", "div",
    "fieldset", "footer", "form", "g", "h1", "h2", "h3", "head", "header", "html", "input",
    "label", "legend", "li", "line", "link", "main", "meta", "nav", "ol", "option", "p", "path",
    "pre", "rect", "script", "section", "select", "span", "strong", "summary", "svg", "table",
    "tbody", "td", "text", "textarea", "th", "thead", "title", "tr", "ul",
  ]

  /// The attributes that the page writes.
  static let attributes: Set<String> = [
    "accesskey", "action", "aria-current", "aria-describedby", "aria-hidden", "aria-label",
    "aria-labelledby", "autocomplete", "charset", "checked", "class", "content", "cx", "cy", "d",
    "defer", "disabled", "fill", "focusable", "for", "height", "hidden", "href", "id", "lang",
    "maxlength", "method", "name", "preserveAspectRatio", "r", "rel", "required", "role", "rows",
    "scope", "selected", "shape-rendering", "src", "tabindex", "text-anchor", "title", "type",
    "value", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
  ]

  private static let void: Set<String> = ["br", "hr", "img", "input", "link", "meta"]
  private static let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].map { Array($0.utf8) }
  private static let meanings = ["&", "<", ">", "\"", "'"]

  /// Reads a whole document, or a piece of one.
  init(_ source: String) {
    rest = Array(source.utf8)[...]
    skip("<!DOCTYPE html>\n")
    while let next = rest.first, complaints.count < 5 {
      if next == UInt8(ascii: "<") { tag() } else { text(until: [UInt8(ascii: "<")]) }
    }
    if !open.isEmpty { complaints.append("not closed: \(open)") }
    let turning = source.unicodeScalars.first {
      (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
        || $0.value < 0x20 && $0 != "\n" && $0 != "\t"
    }
    if let turning { complaints.append("a control: \(turning.value)") }
  }

  @discardableResult
  private mutating func skip(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// Text up to one of some bytes; an entity is one of ours, and no quotation mark is raw.
  private mutating func text(until ends: [UInt8]) {
    var read: [UInt8] = []
    while let next = rest.first, !ends.contains(next) {
      switch next {
      case UInt8(ascii: "&"):
        guard let index = Self.entities.firstIndex(where: { rest.starts(with: $0) }) else {
          return complain("a raw &")
        }
        read += Array(Self.meanings[index].utf8)
        rest = rest.dropFirst(Self.entities[index].count)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"):
        return complain("a raw \(Unicode.Scalar(next))")
      default:
        read.append(next)
        rest = rest.dropFirst()
      }
    }
    words += String(decoding: read, as: UTF8.self) + "\n"
  }

  private mutating func name() -> String {
    let name = rest.prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
    rest = rest.dropFirst(name.count)
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func tag() {
    if skip("</") {
      let name = name()
      guard skip(">"), open.popLast() == name else { return complain("an end of \(name)") }
      return
    }
    rest = rest.dropFirst()
    let name = name()
    // The only script is the head's, which a page of ours names and never writes.
    guard Self.tags.contains(name), name != "script" || open.last == "head" else {
      return complain("a tag \(name)")
    }
    parts[name, default: 0] += 1
    while skip(" ") { attribute(of: name) }
    guard skip(">") else { return complain("a tag \(name) that does not end") }
    if !Self.void.contains(name) { open.append(name) }
  }

  private mutating func attribute(of tag: String) {
    let name = name()
    guard Self.attributes.contains(name) else { return complain("an attribute \(name)") }
    parts["\(tag)@\(name)", default: 0] += 1
    guard skip("=\"") else { return }
    let start = rest
    text(until: [UInt8(ascii: "\"")])
    let value = String(decoding: start.prefix(start.count - rest.count), as: UTF8.self)
    guard skip("\"") else { return complain("a value of \(name) that does not end") }
    if ["href", "action", "src"].contains(name), !value.hasPrefix("/") || value.hasPrefix("//"),
      !value.hasPrefix("#")
    {
      complain("a way out: \(value)")
    }
  }

  private mutating func complain(_ what: String) {
    let near = String(decoding: rest.prefix(60), as: UTF8.self)
    complaints.append("\(what) before “\(near)”")
    rest = rest.dropFirst()
  }
}
