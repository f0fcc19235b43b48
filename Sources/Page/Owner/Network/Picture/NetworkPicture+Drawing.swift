import PersonalNetwork

extension NetworkPicture {
  /// The picture as it is shown; who does not see it reads what it tells in a sentence.
  func drawing(_ language: Language) -> HTML {
    tag(
      "svg", .of(class: "picture network"), .named("id", "network-picture"),
      .named(
        "viewBox",
        [frame.x, frame.y, frame.width, frame.height].map(Self.number).joined(separator: " ")),
      .named("role", "img"), .named("aria-labelledby", "picture-title picture-description"),
      .named("focusable", "false")
    ) {
      tag("title", .named("id", "picture-title"), text: NetworkText.pictureTitle(language))
      tag("desc", .named("id", "picture-description"), text: description(language))
      ground
      for dot in dots { line(to: dot) }
      for dot in dots { round(dot) }
      owner(language)
      for label in domainLabels { text(label, class: "domain") }
      for label in labels { text(label, class: isNumbered ? "number" : "name") }
    }
  }

  /// What the picture tells, in numbers.
  func description(_ language: Language) -> String {
    func count(_ line: Line) -> String { "\(dots.count { $0.line == line })" }
    return NetworkText.pictureDescription(
      language,
      [
        "count": "\(dots.count)", "domains": "\(sectors.count { $0.domain != nil })",
        "support": count(.support), "stress": count(.stress), "mixed": count(.mixed),
        "reserved": "\(dots.count(where: \.isReserved))",
      ])
  }

  private var ground: [HTML] {
    rings.map { ring in
      tag(
        "circle", .of(class: "ring"), .named("cx", "0"), .named("cy", "0"),
        .named("r", Self.number(ring)))
    }
      + (sectors.count < 2 ? [] : sectors).map { sector in
        Self.line(
          from: Point(radius: PicturePlan.core, angle: sector.start),
          to: Point(radius: radius, angle: sector.start), class: "sector")
      }
  }

  private func line(to dot: Dot) -> HTML {
    let origin = Point(x: 0, y: 0)
    switch dot.line {
    case .support: return Self.line(from: origin, to: dot.point, class: "support")
    case .stress: return Self.line(from: origin, to: dot.point, class: "stress")
    case .mixed: return Self.line(from: origin, to: dot.point, class: "mixed")
    case .plain: return Self.line(from: origin, to: dot.point, class: "plain")
    }
  }

  private func round(_ dot: Dot) -> HTML {
    tag(
      "circle", dot.isReserved ? .of(class: "dot reserved") : .of(class: "dot"),
      .named("cx", Self.number(dot.point.x)), .named("cy", Self.number(dot.point.y)),
      .named("r", Self.number(dotRadius)))
  }

  private func owner(_ language: Language) -> [HTML] {
    [
      tag(
        "circle", .of(class: "dot owner"), .named("cx", "0"), .named("cy", "0"), .named("r", "24")),
      tag(
        "text", .of(class: "number"), .named("x", "0"), .named("y", "5"),
        .named("text-anchor", "middle"), text: NetworkText.pictureOwner(language)),
    ]
  }

  private func text(_ label: Label, class style: StaticString) -> HTML {
    let x =
      switch label.anchor {
      case .start: label.box.x + 2
      case .middle: label.box.x + label.box.width / 2
      case .end: label.box.right - 2
      }
    return tag(
      "text", .of(class: style), .named("x", Self.number(x)),
      .named("y", Self.number(label.box.y + 14)), .named("text-anchor", label.anchor.rawValue),
      text: label.text)
  }

  private static func line(
    from one: Point, to other: Point, class style: StaticString
  ) -> HTML {
    tag(
      "line", .of(class: style), .named("x1", number(one.x)), .named("y1", number(one.y)),
      .named("x2", number(other.x)), .named("y2", number(other.y)))
  }

  /// A measure with one place after the point, the same on every machine.
  private static func number(_ measure: Double) -> String {
    let tenths = Int((measure * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return sign + "\(tenths.magnitude / 10)"
      + (tenths.magnitude % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
  }
}

extension NetworkPicture {
  /// What the lines and circles of the picture mean.
  static func key(_ language: Language) -> HTML {
    tag("ul", .of(class: "picture-key"), .named("id", "picture-key")) {
      sample(.of(class: "support"), NetworkText.keySupport(language))
      sample(.of(class: "stress"), NetworkText.keyStress(language))
      sample(.of(class: "mixed"), NetworkText.keyMixed(language))
      sample(.of(class: "plain"), NetworkText.keyPlain(language))
      keyEntry(NetworkText.keyReserved(language)) {
        tag(
          "circle", .of(class: "dot reserved"), .named("cx", "30"), .named("cy", "12"),
          .named("r", "10"))
      }
      keyEntry(NetworkText.keyCircles(language)) {
        for radius in ["4", "7", "11"] {
          tag(
            "circle", .of(class: "ring"), .named("cx", "30"), .named("cy", "12"),
            .named("r", radius))
        }
      }
    }
  }

  private static func sample(_ style: HTML.Attribute, _ words: String) -> HTML {
    keyEntry(words) {
      tag(
        "line", style, .named("x1", "2"), .named("y1", "12"), .named("x2", "58"),
        .named("y2", "12"))
    }
  }

  private static func keyEntry(_ words: String, @HTMLBuilder drawn: () -> [HTML]) -> HTML {
    tag("li") {
      tag(
        "svg", .of(class: "picture"), .named("viewBox", "0 0 60 24"),
        .named("aria-hidden", "true"), .named("focusable", "false")
      ) { drawn() }
      tag("span", text: words)
    }
  }
}
