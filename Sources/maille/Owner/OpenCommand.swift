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
    let (ring, _) = try await KeyCabinet.openWithPassphrase(options)
    let file = try LocalFile.read(options.keyPath, largest: 1 << 20)
    let opens: @Sendable (String) async -> Bool = { passphrase in
      (try? await KeyFile.open(file, passphrase: passphrase)) != nil
    }
    let server = PageServer(
      room: try room(ring, opens), language: Speech.language, opens: opens)
    let isJSON = options.json
    do {
      try await server.run(port: port) { address in Self.tell(address, json: isJSON) }
    } catch PageError.port {
      throw CommandFailure.local(
        say("this port is taken", fr: "ce port est pris"),
        hint: say("leave --port out for any", fr: "sans --port, un port libre est pris"))
    }
  }

  /// The room that the card's kind opens.
  private func room(
    _ ring: KeyRing, _ opens: @escaping @Sendable (String) async -> Bool
  ) throws -> any Room {
    switch ring.card.payload.kind {
    case .owner:
      return OwnerRoom(
        desk: try OwnerDesk.open(ring: ring, home: options.home, folder: options.recordPath),
        opens: opens)
    case .viewer, .helper:
      return ViewerRoom(desk: try ViewerDesk.open(ring: ring, home: options.home))
    case .auditor:
      let (endpoint, given) = try HubDesk.place(options)
      return AuditorRoom(
        desk: AuditDesk(ring: ring, home: options.home, endpoint: endpoint, given: given))
    default:
      try KeyCabinet.require(ring, .owner, .viewer, .helper, .auditor)
      throw ExitCode.failure
    }
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
