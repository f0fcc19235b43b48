import Foundation

/// The pages of three people of the story, each served by a process with that person's key alone.
struct OpenPages {
  let stage: Stage
  /// Where the hub is, as `--hub` takes it.
  let host: String

  /// Starts them and tells where each is entered, once.
  func open() throws {
    Printer.line()
    for (name, title) in [
      ("nadege", say("Nadège, whose record it is", fr: "Nadège, dont c'est le dossier")),
      ("paul", say("Paul, a professional", fr: "Paul, un professionnel")),
      ("auditor", say("the ethics officer", fr: "l'éthicienne")),
    ] {
      let player = Player(name: name, home: stage.path(name))
      let line = try stage.serve(["open", "--hub", host], as: player, until: "http://127.0.0.1:")
      Printer.line(title)
      Printer.line("  " + line)
      Printer.line(
        say("  passphrase in ", fr: "  phrase de passe dans ") + player.home + "/passphrase.txt")
    }
    Printer.line(
      say(
        "Each address opens once. Ctrl-C ends it all.",
        fr: "Chaque adresse s'ouvre une fois. Ctrl-C termine tout."))
  }
}
