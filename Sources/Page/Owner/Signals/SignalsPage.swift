import PersonalNetwork

/// The page of the signals: those that are raised, in sentences, and what the owner may note.
struct SignalsPage {
  /// What is read.
  let reading: SignalReading
  /// The obstacles that it suggests.
  let proposals: [ObstacleProposal]
  /// Whether the hub answered.
  let isHeard: Bool
  let language: Language

  /// The page.
  var content: PageContent {
    let raised = reading.signals.filter(\.raised)
    return PageContent(SignalText.heading(language), part: "limits") {
      tag("p", text: SignalText.intro(language))
      if !isHeard {
        tag("p", .of(class: "notice"), .named("id", "silent"), text: SignalText.silent(language))
      }
      if raised.isEmpty {
        tag("p", .named("id", "none"), text: SignalText.none(language))
      } else {
        tag("ul", .of(class: "items"), .named("id", "signals")) { raised.map(line) }
      }
      ObstacleOffer(proposals: proposals, network: reading.network, language: language).sections
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", Place("limits").path),
          text: OwnerText.limits(language))
      }
    }
  }

  private func line(_ signal: Signal) -> HTML {
    guard let text = SignalText(signal.kind) else { return .nothing }
    let figure = signal.figure.map { DecimalWords.short($0, language) } ?? ""
    return tag("li", .named("id", "signal-" + signal.kind.rawValue)) {
      tag("p", text: text(language, ["figure": figure]))
      tag("details") {
        tag("summary", text: SignalText.basis(language))
        tag("p", text: signal.kind.basis(language))
      }
    }
  }
}

/// A figure that is no whole number, as a person reads it.
enum DecimalWords {
  /// At most two digits after the sign, none where they are zero.
  static func short(_ value: Double, _ language: Language) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "" }
    let hundredths = Int((abs(value) * 100).rounded())
    let (whole, part) = hundredths.quotientAndRemainder(dividingBy: 100)
    let sign = value < 0 && hundredths > 0 ? "-" : ""
    guard part > 0 else { return sign + "\(whole)" }
    let digits = part % 10 == 0 ? "\(part / 10)" : (part < 10 ? "0" : "") + "\(part)"
    return sign + "\(whole)" + language.pick(",", ".") + digits
  }
}
