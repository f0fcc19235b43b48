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
      tag(
        "desc", .named("id", "picture-description"),
        text: description(language) + " " + PictureText.sameInList(language))
      drawn(language)
    }
  }

  /// What is drawn: what the viewer does not see first, under the rest.
  func drawn(_ language: Language) -> [HTML] {
    let members = zip(dots, labels).map { (dot: $0, label: $1) }
    let unseen = members.filter { $0.dot.sight == .unseen }
    let seen = members.filter { $0.dot.sight != .unseen }
    func name(_ label: Label) -> HTML { text(label, class: isNumbered ? "number" : "name") }
    let pale =
      unseen.isEmpty
      ? HTML.nothing
      : tag("g", .of(class: "unseen")) {
        unseen.map { line(to: $0.dot) } + unseen.map { round($0.dot) }
          + unseen.map { name($0.label) }
      }
    return ground + [pale] + seen.map { line(to: $0.dot) } + seen.map { round($0.dot) }
      + owner(language) + domainLabels.map { text($0, class: "domain") }
      + seen.map { name($0.label) }
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
      ]) + (viewer.map { " " + sightTold($0, language) } ?? "")
  }

  private func sightTold(_ name: String, _ language: Language) -> String {
    PictureText.sight(
      language,
      [
        "name": PictureLabels.short(name, most: 40),
        "seen": "\(dots.count { $0.sight == .named })",
        "nameless": "\(dots.count { $0.sight == .nameless })",
        "unseen": "\(dots.count { $0.sight == .unseen })",
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
      .named("r", Self.number(dot.sight == .unseen ? dotRadius * 0.8 : dotRadius)))
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
    tag(
      "text", .of(class: style), .named("x", Self.number(label.fixed)),
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
  static func number(_ measure: Double) -> String {
    let tenths = Int((measure * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return sign + "\(tenths.magnitude / 10)"
      + (tenths.magnitude % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
  }
}
