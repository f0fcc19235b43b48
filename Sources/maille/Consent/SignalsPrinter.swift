import PersonalNetwork

/// Shows the signals, each with what it is computed from.
struct SignalsPrinter: Encodable {
  /// The record that names what they are about.
  let network: PersonalNetwork
  /// The signals.
  let signals: [Signal]

  /// Writes a table, then what each raised signal is about.
  func table() {
    Printer.table(
      [
        "", say("SIGNAL", fr: "SIGNAL"), say("FIGURE", fr: "CHIFFRE"),
        say("ABOVE", fr: "AU-DELÀ DE"),
        say("COMPUTED FROM", fr: "CALCULÉ SUR"),
      ],
      signals.map { signal in
        [
          signal.raised ? "!" : "", signal.kind.title(Speech.language), shown(signal.figure),
          signal.bound.map { shown($0) } ?? "",
          "\(signal.kind.basis(Speech.language)) (\(signal.basis))",
        ]
      })
    for signal in signals where signal.raised && !signal.subjects.isEmpty {
      Printer.line()
      Printer.line(signal.kind.title(Speech.language) + say(":", fr: " :"))
      for subject in signal.subjects { Printer.line("  " + Printer.harmless(name(subject))) }
    }
    Printer.line()
    Printer.line(
      say("A signal never blocks anything.", fr: "Un signal ne bloque jamais rien."))
  }

  private func name(_ subject: Signal.Subject) -> String {
    switch subject {
    case .domain(let domain): domain.title(Speech.language)
    case .member(let member): network.card(member)?.label ?? member.description
    case .authority(let authority): authority.description
    case .viewer(let viewer): viewer
    case .item(let id):
      switch network[id]?.content {
      case .tie(let tie):
        "\(network.card(tie.member)?.label ?? "") – \(tie.domain.title(Speech.language))"
      case .memberTie(let tie):
        [tie.from, tie.to].map { network.card($0)?.label ?? "" }.joined(separator: " – ")
      case .objective(let objective): objective.text
      case .appointment(let appointment): appointment.text
      default: id.description
      }
    }
  }

  private struct Row: Encodable {
    let signal: Signal.Kind
    let figure: Double?
    let bound: Double?
    let raised: Bool
    let subjects: [String]
    let basis: Int
    let computedFrom: String
  }

  /// Encodes a list of the signals; subjects are identifiers, domains, authorities or names.
  func encode(to encoder: any Encoder) throws {
    let rows = signals.map { signal in
      Row(
        signal: signal.kind, figure: signal.figure, bound: signal.bound, raised: signal.raised,
        subjects: signal.subjects.map(Self.identifier), basis: signal.basis,
        computedFrom: signal.kind.basis(Speech.language))
    }
    try rows.encode(to: encoder)
  }

  private static func identifier(_ subject: Signal.Subject) -> String {
    switch subject {
    case .domain(let domain): domain.rawValue
    case .member(let member): member.description
    case .authority(let authority): authority.description
    case .item(let item): item.description
    case .viewer(let viewer): viewer
    }
  }
}
