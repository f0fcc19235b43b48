import CQREncode

/// A QR code as a square of dark and light modules.
package struct QRCode: Equatable, Sendable {
  /// How many modules a side has.
  package let width: Int
  /// Row by row, whether a module is dark.
  package let modules: [Bool]

  /// Encodes a text with error correction of level M; nil where it is longer than a code holds.
  package init?(_ text: String) {
    guard !text.utf8.contains(0),
      let code = unsafe QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M)
    else { return nil }
    defer { unsafe QRcode_free(code) }
    let width = Int(unsafe code.pointee.width)
    guard let data = unsafe code.pointee.data else { return nil }
    self.width = width
    modules = (0..<(width * width)).map { unsafe data[$0] & 1 == 1 }
  }

  /// The code as an SVG image with the quiet zone of four modules that readers need.
  var image: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" \
    shape-rendering="crispEdges" role="img"><rect width="\(side)" height="\(side)" fill="#fff"/>\
    <path d="\(outline)"/></svg>
    """
  }

  /// The same image in a page, dark on light whatever the page's colours.
  ///
  /// - Parameter title: What it is, for those who do not see it.
  func drawing(_ title: String) -> HTML {
    tag(
      "svg", .of(class: "code"), .named("viewBox", "0 0 \(side) \(side)"),
      .named("shape-rendering", "crispEdges"), .named("role", "img"), .named("aria-label", title)
    ) {
      tag(
        "rect", .named("width", "\(side)"), .named("height", "\(side)"), .named("fill", "#fff"))
      tag("path", .named("d", outline), .named("fill", "#000"))
    }
  }

  private var side: Int { width + 8 }

  private var outline: String {
    var path = ""
    for (place, isDark) in modules.enumerated() where isDark {
      path += "M\(place % width + 4) \(place / width + 4)h1v1h-1z"
    }
    return path
  }
}
