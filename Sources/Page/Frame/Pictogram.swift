/// A plain picture beside a word; the word says the same, so that a screen reader passes it by.
package enum Pictogram: CaseIterable, Sendable {
  case home, network, eye, hand, log, gauge, paper, lock, stop, add, key, bell, clock, people, flag

  /// The picture, 24 by 24, in the colour of the text around it.
  package var image: HTML {
    tag(
      "svg", .of(class: "pictogram"), .named("viewBox", "0 0 24 24"), .named("aria-hidden", "true"),
      .named("focusable", "false")
    ) {
      tag("path", .named("d", outline))
    }
  }

  /// Our own lines, drawn with the stroke of the stylesheet.
  private var outline: String {
    switch self {
    case .home: "M4 11L12 4l8 7M6 10v10h12V10M10 20v-6h4v6"
    case .network:
      "M12 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM5 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM19 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10.5 8.500L6.500 15.500M13.500 8.500l4 7M8 18h8"
    case .eye:
      "M2 12c3-5 6.500-7 10-7s7 2 10 7c-3 5-6.500 7-10 7s-7-2-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
    case .hand:
      "M7 12V6a1.500 1.500 0 0 1 3 0v5V4a1.500 1.500 0 0 1 3 0v7V5a1.500 1.500 0 0 1 3 0v9c0 4-2 7-5.500 7S6 19 4 14.500c-.5-1.500 1.500-2.500 3-.5"
    case .log: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4"
    case .gauge: "M4 17a8 8 0 1 1 16 0M12 17l4-6M4 17h3M17 17h3"
    case .paper: "M6 3h8l4 4v14H6zM14 3v4h4"
    case .lock: "M6 11h12v10H6zM8.500 11V7.500a3.500 3.500 0 0 1 7 0V11M12 15v2.500"
    case .stop: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM8.500 8.500l7 7M15.500 8.500l-7 7"
    case .add: "M12 4v16M4 12h16"
    case .key: "M8 12a4 4 0 1 0 0-.010zM12 12h9M18 12v4M21 12v3"
    case .bell: "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4"
    case .flag: "M6 21V4h12l-3 4 3 4H6"
    case .clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l4 2"
    case .people:
      "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 20c0-4 2.500-6 5.500-6s5.500 2 5.500 6M13.500 15c3.500-2 8 0 8 5"
    }
  }
}
