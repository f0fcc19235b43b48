import Foundation

/// Nadège's page, served by a process with her key alone.
struct OpenPages {
  let stage: Stage

  /// Starts it and tells where it is entered, once.
  func open() throws {
    let player = Player(name: "nadege", home: stage.path("nadege"))
    let line = try stage.serve(["open"], as: player, until: "http://127.0.0.1:")
    Printer.line()
    Printer.line(
      say(
        "Nadège's page, to open once in a browser of this machine:",
        fr: "La page de Nadège, à ouvrir une fois dans un navigateur de cette machine :"))
    Printer.line(line)
    Printer.line(
      say(
        "Her passphrase is in \(player.home)/passphrase.txt. Ctrl-C ends it all.",
        fr: "Sa phrase de passe est dans \(player.home)/passphrase.txt. Ctrl-C termine tout."))
  }
}
