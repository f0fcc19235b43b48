import ArgumentParser
import Foundation
import HubClient
import Keys
import Page

/// `maille open`.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = command(
    "open", "Open your page in a browser of this machine; your keys stay here.",
    fr: "Ouvrir votre page dans un navigateur de cette machine ; vos clés restent ici.",
    examples: ["maille open"])

  @OptionGroup var options: GlobalOptions

  @Option(help: spoken("The port; 0 for any that is free.", fr: "Le port ; 0 pour un port libre."))
  var port = 0

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError(
        say("a port is a number up to 65535", fr: "un port est un nombre jusqu'à 65535"))
    }
  }

  func run() async throws {
    let server = try await makeServer()
    let isJSON = options.json
    do {
      try await server.run(port: port) { address in Self.tell(address, json: isJSON) }
    } catch PageError.port {
      throw CommandFailure.local(
        say("this port is taken", fr: "ce port est pris"),
        hint: say("leave --port out for any", fr: "sans --port, un port libre est pris"))
    }
  }

  /// The page with its first room; the keys live in the room alone, which a locked page gives up.
  private func makeServer() async throws -> PageServer {
    let ring = try await KeyCabinet.open(options)
    let rooms = RoomMaker(
      file: try LocalFile.read(options.keyPath, largest: 1 << 20), home: options.home,
      record: options.recordPath, hub: Result { try HubDesk.place(options) })
    return PageServer(
      room: try rooms.room(ring), language: Speech.language,
      reopens: { try await rooms.reopen($0) })
  }

  private static func tell(_ address: String, json: Bool) {
    if json {
      try? Printer.json(["address": address])
    } else {
      Printer.line(address)
      Printer.note(
        say(
          "this address opens once, in a browser here; Ctrl-C ends the page",
          fr: "cette adresse s'ouvre une fois, dans un navigateur d'ici ; Ctrl-C ferme la page"))
    }
  }
}
