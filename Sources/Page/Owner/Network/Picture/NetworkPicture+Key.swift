import PersonalNetwork

extension NetworkPicture {
  /// A sign of the picture and what it means.
  struct KeyEntry {
    /// What it means.
    let words: String
    /// The sign, in a room of 60 by 24.
    let drawn: [HTML]
  }

  /// What the lines and circles of the picture mean.
  func keyEntries(_ language: Language) -> [KeyEntry] {
    [
      KeyEntry(words: NetworkText.keySupport(language), drawn: [Self.sample("support")]),
      KeyEntry(words: NetworkText.keyStress(language), drawn: [Self.sample("stress")]),
      KeyEntry(words: NetworkText.keyMixed(language), drawn: [Self.sample("mixed")]),
      KeyEntry(words: NetworkText.keyPlain(language), drawn: [Self.sample("plain")]),
      KeyEntry(
        words: NetworkText.keyReserved(language), drawn: [Self.circle("dot reserved", "10")]),
      KeyEntry(
        words: NetworkText.keyCircles(language),
        drawn: ["4", "7", "11"].map { Self.circle("ring", $0) }),
    ] + (viewer.map { sightEntries($0, language) } ?? [])
  }

  private func sightEntries(_ viewer: String, _ language: Language) -> [KeyEntry] {
    let name = PictureLabels.short(viewer, most: 40)
    let unseen = tag("g", .of(class: "unseen")) { Self.circle("dot", "6") }
    return [
      KeyEntry(words: PictureText.keyUnseen(language, ["name": name]), drawn: [unseen]),
      KeyEntry(
        words: PictureText.keyNameless(language, ["name": name]),
        drawn: [
          tag(
            "text", .of(class: "name"), .named("x", "30"), .named("y", "17"),
            .named("text-anchor", "middle"), text: "(…)")
        ]),
    ]
  }

  /// The key as the page has it, below the picture.
  func key(_ language: Language) -> HTML {
    tag("ul", .of(class: "picture-key"), .named("id", "picture-key")) {
      for entry in keyEntries(language) {
        tag("li") {
          tag(
            "svg", .of(class: "picture"), .named("viewBox", "0 0 60 24"),
            .named("aria-hidden", "true"), .named("focusable", "false")
          ) { entry.drawn }
          tag("span", text: entry.words)
        }
      }
    }
  }

  private static func sample(_ style: StaticString) -> HTML {
    tag(
      "line", .of(class: style), .named("x1", "2"), .named("y1", "12"), .named("x2", "58"),
      .named("y2", "12"))
  }

  private static func circle(_ style: StaticString, _ radius: String) -> HTML {
    tag(
      "circle", .of(class: style), .named("cx", "30"), .named("cy", "12"), .named("r", radius))
  }
}
