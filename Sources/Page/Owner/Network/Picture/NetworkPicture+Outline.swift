package import PersonalNetwork

extension NetworkPicture {
  /// The picture in words, for a terminal: each circle with its domains and who stands there.
  ///
  /// Names are on one line and as long as they are; columns are aligned by the cells of a terminal.
  package func outline(_ language: Language) -> String {
    guard !dots.isEmpty else { return NetworkText.empty(language) + "\n" }
    let names = dots.map { dot in
      dot.shown(dot.name.split { $0.isWhitespace || $0.isNewline }.joined(separator: " "))
    }
    let widest = min(Self.widestColumn, names.map(TextCells.count).max() ?? 0)
    var lines = [NetworkText.pictureTitle(language), description(language)]
    for ring in 1...4 {
      let here = zip(dots, names).filter { $0.0.ring == ring }
      guard !here.isEmpty else { continue }
      lines += ["", Self.title(ring, language) + " (\(here.count))"]
      for sector in sectors {
        let there = here.filter { $0.0.domain == sector.domain }
        guard !there.isEmpty else { continue }
        lines.append("  " + NetworkText.short(sector.domain)(language))
        lines += there.map { dot, name in
          "    " + TextCells.padded(name, to: widest) + "  " + told(dot, language)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Longer names stand out of the column, so that one of them does not spoil the others.
  private static let widestColumn = 32

  private static func title(_ ring: Int, _ language: Language) -> String {
    Member.Circle(rawValue: ring)?.title(language) ?? NetworkText.noCircle(language)
  }

  private func told(_ dot: Dot, _ language: Language) -> String {
    let brings: PictureText =
      switch dot.line {
      case .support: .support
      case .stress: .stress
      case .mixed: .mixed
      case .plain: .unsaid
      }
    return [
      brings(language), dot.isReserved ? PictureText.reserved(language) : nil,
      dot.sight == .unseen ? PictureText.unseen(language) : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }
}
