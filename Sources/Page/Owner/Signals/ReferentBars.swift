import PersonalNetwork

/// The five bars of one référent with their raw figures; each is read alone, and ranks nobody.
struct ReferentBars {
  /// The bars.
  let reading: ReferentReading
  /// Whether the hub answered.
  let isHeard: Bool
  let language: Language

  private static let width = 300

  /// The section.
  var section: HTML {
    tag("section", .named("id", "bars")) {
      tag("h2", text: ReferentText.heading(language))
      tag("p", text: ReferentText.intro(language))
      if !isHeard { tag("p", .of(class: "notice"), text: ReferentText.silent(language)) }
      reading.bars.map(bar)
      leaving
    }
  }

  private func bar(_ bar: ReferentBar) -> HTML {
    tag("section", .named("id", "bar-" + bar.characteristic.rawValue)) {
      tag("h3", text: bar.characteristic.title(language))
      if let value = bar.value { Self.drawing(value) }
      tag("p") {
        tag(
          "strong",
          text: bar.value.map {
            ReferentText.value(language, ["value": DecimalWords.short($0, language)])
          } ?? ReferentText.unknown(language))
      }
      tag("ul") {
        for figure in bar.figures {
          tag(
            "li",
            text: ReferentText.figure(
              language,
              [
                "part": figure.part.title(language),
                "value": figure.raw.map { DecimalWords.short($0, language) }
                  ?? ReferentText.unknown(language),
              ]))
        }
      }
      if bar.isCapture {
        tag(
          "p", .of(class: "notice"), .named("id", "capture"), text: ReferentText.capture(language))
      }
    }
  }

  @HTMLBuilder private var leaving: [HTML] {
    let (now, without) = reading.parts
    let uncovered = reading.departure.uncovered.map { $0.title(language) }
    tag(
      "p", .named("id", "apart"),
      text: ReferentText.parts(language, ["now": "\(now)", "count": "\(without)"]))
    if !uncovered.isEmpty {
      tag(
        "p", .named("id", "uncovered"),
        text: ReferentText.uncovered(
          language, ["domains": LogWords.list(uncovered, language)]))
    }
  }

  /// The drawing, passed by where it is read aloud; what it shows stands beside it in words.
  private static func drawing(_ value: Double) -> HTML {
    let level = Int((value * Double(width)).rounded())
    return tag(
      "svg", .of(class: "gauge"), .named("viewBox", "0 0 \(width) 24"),
      .named("preserveAspectRatio", "none"), .named("aria-hidden", "true"),
      .named("focusable", "false")
    ) {
      tag(
        "rect", .of(class: "ground"), .named("x", "0"), .named("y", "2"),
        .named("width", "\(width)"), .named("height", "20"))
      tag(
        "rect", .of(class: "level"), .named("x", "0"), .named("y", "6"),
        .named("width", "\(level)"), .named("height", "12"))
    }
  }
}
