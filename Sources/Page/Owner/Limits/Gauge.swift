import Consent
import PersonalNetwork

/// A gauge: how far a figure is from its bound.
///
/// What it shows stands beside it in words.
enum Gauge {
  private static let width = 300

  /// The drawing, passed by where it is read aloud.
  static func drawing(_ standing: LimitStanding) -> HTML {
    let level = place(standing.figure, on: standing.scale)
    let bound = place(standing.bound, on: standing.scale)
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
      tag(
        "line", .of(class: "bound"), .named("x1", "\(bound)"), .named("x2", "\(bound)"),
        .named("y1", "0"), .named("y2", "24"))
    }
  }

  /// Where a value lies on a gauge, from 0 to its width.
  static func place(_ value: Int, on scale: Int) -> Int {
    guard scale > 0 else { return 0 }
    return max(0, min(width, value * width / scale))
  }
}

/// Figures as a person reads them.
struct FigureWords {
  let language: Language

  /// A figure in its unit.
  ///
  /// - Parameter isFloor: Whether it must not fall under a bound; it is then never rounded up.
  func callAsFunction(_ value: Int, _ unit: Refusal.Unit, isFloor: Bool = false) -> String {
    switch unit {
    case .share: percent(isFloor ? value / 10 : (value + 9) / 10)
    case .domains:
      (value == 1 ? LimitsText.domain : .domains)(language, ["count": "\(value)"])
    case .days: (value == 1 ? LimitsText.day : .days)(language, ["count": "\(value)"])
    }
  }

  /// Tenths of a percent as a percentage.
  private func percent(_ tenths: Int) -> String {
    let whole = "\(tenths / 10)"
    let number =
      tenths % 10 == 0 ? whole : whole + language.pick(",", ".") + "\(tenths % 10)"
    return LimitsText.percent(language, ["number": number])
  }
}
