import Foundation
import PersonalNetwork

/// Shows the five bars of one référent with their raw figures.
struct ReferentPrinter: Encodable {
  /// Whom the owner named.
  let designation: ReferentDesignation
  /// The record that names members.
  let network: PersonalNetwork
  /// The bars.
  let reading: ReferentReading

  private static let width = 20

  /// Writes a table of bars and figures, then what falls apart if they leave.
  func tell() {
    let language = Speech.language
    Printer.line(
      Printer.harmless(label) + say(", since ", fr: ", depuis le ") + "\(designation.since)")
    Printer.table(
      [
        say("BAR", fr: "BARRE"), "0 – 1", say("MADE OF", fr: "FAITE DE"),
        say("FIGURE", fr: "CHIFFRE"),
      ],
      reading.bars.flatMap { bar in
        bar.figures.enumerated().map { number, figure in
          [
            number == 0 ? bar.characteristic.title(language) : "", number == 0 ? drawn(bar) : "",
            figure.part.title(language), figure.raw.map { shown($0) } ?? "?",
          ]
        }
      })
    Printer.line()
    leaving()
    Printer.line(
      say(
        "A bar is read alone. “?” is what the record does not say.",
        fr: "Une barre se lit seule. « ? » : le dossier ne le dit pas."))
  }

  private func leaving() {
    let parts = reading.parts
    Printer.line(
      say(
        "If they leave, the members fall into \(parts.without) part(s); now \(parts.now).",
        fr: "En cas de départ, les membres forment \(parts.without) partie(s) ; \(parts.now) ici."))
    let uncovered = reading.departure.uncovered
    if !uncovered.isEmpty {
      Printer.line(
        say("Nobody would be left in: ", fr: "Plus personne dans : ")
          + uncovered.map { $0.title(Speech.language) }.joined(separator: ", "))
    }
    if reading.bars.contains(where: \.isCapture) {
      Printer.line(
        say(
          "Much rests on them alone: their centrality is above \(shown(ReferentBar.band.upperBound)).",
          fr:
            "Beaucoup repose sur elle seule : sa centralité dépasse \(shown(ReferentBar.band.upperBound))."
        ))
    }
  }

  private var label: String {
    network.card(designation.member)?.label ?? designation.member.description
  }

  private func drawn(_ bar: ReferentBar) -> String {
    guard let value = bar.value else { return "?" }
    let full = Int((value * Double(Self.width)).rounded())
    let gauge =
      String(repeating: "#", count: full)
      + String(repeating: ".", count: Self.width - full)
    return "\(gauge) \(shown(value))"
  }

  private struct Bar: Encodable {
    let characteristic: ReferentBar.Characteristic
    let value: Double?
    let ceiling: Double
    let figures: [Figure]
  }

  private struct Figure: Encodable {
    let part: ReferentBar.Part
    let raw: Double?
    let score: Double?
  }

  private enum Keys: String, CodingKey {
    case member, since, substitute, bars, uncovered, parts, partsWithout, isCapture
  }

  /// Encodes the bars in their order; what is not known is left out.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Keys.self)
    try fields.encode(designation.member, forKey: .member)
    try fields.encode(designation.since, forKey: .since)
    try fields.encodeIfPresent(designation.substitute, forKey: .substitute)
    try fields.encode(
      reading.bars.map { bar in
        Bar(
          characteristic: bar.characteristic, value: bar.value, ceiling: bar.ceiling,
          figures: bar.figures.map { Figure(part: $0.part, raw: $0.raw, score: $0.score) })
      }, forKey: .bars)
    try fields.encode(reading.departure.uncovered, forKey: .uncovered)
    try fields.encode(reading.parts.now, forKey: .parts)
    try fields.encode(reading.parts.without, forKey: .partsWithout)
    try fields.encode(reading.bars.contains(where: \.isCapture), forKey: .isCapture)
  }
}
