package import Foundation
package import PersonalNetwork

/// The picture as a file of its own: with a heading, its key, and the names where members have numbers.
///
/// The same picture gives the same bytes. What is written is text and escaped; nothing in the file is
/// run or fetched.
package struct PictureFile {
  private let picture: NetworkPicture
  private let language: Language
  /// What stands over the picture.
  let heading: NetworkPicture.Label
  /// What the signs mean, each beside its sign.
  let key: [NetworkPicture.Label]
  /// The names by number; none where the picture has them.
  let names: [NetworkPicture.Label]
  /// What the file shows in all.
  let frame: Box

  private static let margin = 20.0
  private static let signWidth = 60.0
  private static let keyStep = 26.0
  private static let nameStep = 22.0
  private static let headingSize = 22.0

  /// Lays out the file.
  package init(_ picture: NetworkPicture, _ language: Language) {
    self.picture = picture
    self.language = language
    let title = NetworkText.pictureTitle(language)
    let words = picture.keyEntries(language).map(\.words)
    let told = picture.isNumbered ? picture.dots.map(Self.line) : []
    // Bold letters are a tenth wider.
    let titleWidth = 4 + Self.headingSize * 1.1 * LetterWidth.of(title)
    let keyWidth = Self.signWidth + 12 + (words.map(PictureLabels.width).max() ?? 0)
    let column = (told.map(PictureLabels.width).max() ?? 0) + Self.margin
    let width = max(picture.frame.width, keyWidth, titleWidth, column)
    let left = picture.frame.x + (picture.frame.width - width) / 2
    heading = NetworkPicture.Label(
      text: title,
      box: Box(x: left, y: picture.frame.y - 48, width: titleWidth, height: 30), anchor: .start)
    let top = picture.frame.bottom + Self.margin
    key = words.enumerated().map { row, text in
      NetworkPicture.Label(
        text: text,
        box: Box(
          x: left + Self.signWidth + 12, y: top + Double(row) * Self.keyStep,
          width: PictureLabels.width(text), height: PictureLabels.height), anchor: .start)
    }
    let below = top + Double(words.count) * Self.keyStep + Self.margin
    names = Self.columns(told, in: Box(x: left, y: below, width: width, height: 0), each: column)
    frame = (key + names).map(\.box)
      .reduce(picture.frame.union(heading.box)) { $0.union($1) }.wider(by: Self.margin)
  }

  /// Everything that is written, the picture's own texts too.
  var labels: [NetworkPicture.Label] {
    [heading] + picture.labels + picture.domainLabels + key + names
  }

  private static func line(_ dot: NetworkPicture.Dot) -> String {
    "\(dot.number). " + dot.shown(PictureLabels.short(dot.name, most: 32))
  }

  /// Texts one under another, in as many columns as there is room for.
  private static func columns(
    _ texts: [String], in room: Box, each width: Double
  ) -> [NetworkPicture.Label] {
    guard !texts.isEmpty else { return [] }
    let columns = max(1, Int((room.width + margin) / width))
    let rows = (texts.count + columns - 1) / columns
    return texts.enumerated().map { index, text in
      NetworkPicture.Label(
        text: text,
        box: Box(
          x: room.x + Double(index / rows) * width, y: room.y + Double(index % rows) * nameStep,
          width: PictureLabels.width(text), height: PictureLabels.height), anchor: .start)
    }
  }
}

extension PictureFile {
  /// The bytes of the file, an SVG document in UTF-8.
  package var data: Data { Data((Self.declaration + document.source + "\n").utf8) }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  private var document: HTML {
    let edges = [frame.x, frame.y, frame.width, frame.height].map(NetworkPicture.number)
    return tag(
      "svg", .named("xmlns", "http://www.w3.org/2000/svg"), .of(class: "picture"),
      .named("lang", language.rawValue), .named("xml:lang", language.rawValue),
      .named("viewBox", edges.joined(separator: " ")), .named("width", edges[2]),
      .named("height", edges[3]), .named("role", "img"),
      .named("aria-labelledby", "picture-title picture-description")
    ) {
      tag("title", .named("id", "picture-title"), text: heading.text)
      tag(
        "desc", .named("id", "picture-description"),
        text: ([picture.description(language)] + names.map(\.text)).joined(separator: "\n"))
      tag("style", text: Self.style)
      tag(
        "rect", .of(class: "paper"), .named("x", edges[0]), .named("y", edges[1]),
        .named("width", edges[2]), .named("height", edges[3]))
      written(heading, 22, class: "heading")
      picture.drawn(language)
      signs
      key.map { written($0, 14, class: "words") }
      names.map { written($0, 14, class: "words") }
    }
  }

  private var signs: [HTML] {
    zip(picture.keyEntries(language), key).map { entry, label in
      let x = NetworkPicture.number(label.box.x - Self.signWidth - 12)
      let y = NetworkPicture.number(label.box.y - 3)
      return tag("g", .named("transform", "translate(\(x) \(y))")) { entry.drawn }
    }
  }

  private func written(
    _ label: NetworkPicture.Label, _ baseline: Double, class style: StaticString
  ) -> HTML {
    tag(
      "text", .of(class: style), .named("x", NetworkPicture.number(label.fixed)),
      .named("y", NetworkPicture.number(label.box.y + baseline)), text: label.text)
  }

  /// The light colours of the page; every sign is told apart without them.
  private static let style = """
    .picture { font-family: "Noto Sans", "DejaVu Sans", Verdana, sans-serif; }
    .paper { fill: #fffdf8; }
    text { fill: #1b1b1b; font-size: 15px; direction: ltr; }
    .heading { font-size: 22px; font-weight: 700; }
    .ring, .sector { fill: none; stroke: #a3a3ab; stroke-width: 1; }
    .dot { fill: #fffdf8; stroke: #1b1b1b; stroke-width: 2; }
    .owner { fill: #f3efe6; }
    .reserved { stroke-dasharray: 3 3; }
    .number { font-weight: 400; }
    .domain { font-weight: 600; }
    .name, .domain { paint-order: stroke; stroke: #fffdf8; stroke-width: 5; stroke-linejoin: round; }
    .support { stroke: #0b3d66; stroke-width: 3; fill: none; }
    .stress { stroke: #7a0012; stroke-width: 3; stroke-dasharray: 7 5; fill: none; }
    .mixed { stroke: #1b1b1b; stroke-width: 3; stroke-dasharray: 12 4 3 4; fill: none; }
    .plain { stroke: #6b6b73; stroke-width: 1.5; fill: none; }
    .unseen line { stroke: #c4c4ca; stroke-width: 1; }
    .unseen .dot { stroke: #a3a3ab; stroke-width: 1; }
    .unseen text { fill: #6b6b73; font-style: italic; }
    """
}
