import ArgumentParser
import Foundation
import HubClient
import Keys
import Page

/// `maille open`.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = command(
    "open", "Open your page in a browser on this machine, until Ctrl-C.",
    fr: "Ouvrir votre page dans un navigateur de cette machine, jusqu'à Ctrl-C.",
    examples: ["maille open", "maille open --port 8080 --lang fr"])

  @OptionGroup var options: GlobalOptions

  @Option(
    help: spoken("The port on this machine (default: any).", fr: "Le port (par défaut : libre)."))
  var port = 0

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError(
        say("a port is a number up to 65535", fr: "un port est un nombre jusqu'à 65535"))
    }
  }

  func run() async throws {
    let file = try? LocalFile.read(options.keyPath, largest: 1 << 20)
    let desk = try await OwnerDesk.open(options)
    let opens: @Sendable (String) async -> Bool = { passphrase in
      guard let file else { return false }
      return (try? await KeyFile.open(file, passphrase: passphrase)) != nil
    }
    let server = PageServer(
      room: OwnerRoom(desk: desk, opens: opens), language: Speech.language, opens: opens)
    let json = options.json
    do {
      try await server.run(port: port) { address in
        if json {
          try? Printer.json(["address": address])
        } else {
          Printer.line(address)
          Printer.note(
            say(
              "this address opens once, in a browser here; Ctrl-C ends the page",
              fr: "cette adresse s'ouvre une fois, dans un navigateur d'ici ; Ctrl-C ferme la page"
            ))
        }
      }
    } catch let error as PageError {
      throw error == .port
        ? CommandFailure.local(
          say("this port is taken", fr: "ce port est pris"),
          hint: say("leave --port out for any", fr: "sans --port, un port libre est pris"))
        : error
    }
  }
}
