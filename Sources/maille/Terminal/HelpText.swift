import Foundation
import PersonalNetwork

/// The help that ArgumentParser lays out, in the language of this run.
enum HelpText {
  /// Stands for a space at which an example must not be broken; never printed.
  static let unbreakable: Character = "\u{E000}"

  /// An example that stays on one line, as a user would type it.
  static func example(_ line: String) -> String {
    String("  \(line)".map { $0 == " " ? unbreakable : $0 })
  }

  /// The help as it is printed.
  static func finish(_ text: String, in language: Language) -> String {
    let whole = String(text.map { $0 == unbreakable ? " " : $0 })
    // The help for programs is JSON and stays as it is.
    guard language == .fr, !whole.hasPrefix("{") else { return whole }
    return whole.split(separator: "\n", omittingEmptySubsequences: false)
      .map { french(String($0)) }.joined(separator: "\n")
  }

  private static func french(_ line: String) -> String {
    var line = line
    for (english, french) in headings where line.hasPrefix(english) {
      line = french + line.dropFirst(english.count)
    }
    for (english, french) in phrases { line = line.replacingOccurrences(of: english, with: french) }
    return line
  }

  private static let headings = [
    ("OVERVIEW: ", ""), ("USAGE: ", "UTILISATION : "), ("ARGUMENTS:", "ARGUMENTS :"),
    ("OPTIONS:", "OPTIONS :"), ("SUBCOMMANDS:", "COMMANDES :"),
  ]

  private static let phrases = [
    ("(default:", "(par défaut :"), ("; default:", " ; par défaut :"), ("(values:", "(valeurs :"),
    ("Show help information.", "Montrer cette aide."),
    ("Show subcommand help information.", "Montrer l'aide d'une commande."),
    ("<subcommand>", "<commande>"), ("(default)", "(par défaut)"),
    ("for detailed help.", "pour le détail."), ("  See 'maille", "  Voyez 'maille"),
  ]
}
