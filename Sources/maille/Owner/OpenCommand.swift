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
    guard (0...65_535).contains(port) else { throw ValidationError("a port is 0 to 65535") }
  }

  func run() async throws {
    let (ring, _) = try await KeyCabinet.openWithPassphrase(options)
    let file = try LocalFile.read(options.keyPath, largest: 1 << 20)
    let server = PageServer(room: try room(ring), language: Speech.language) { passphrase in
      (try? await KeyFile.open(file, passphrase: passphrase)) != nil
    }
    let isJSON = options.json
    try await server.run(port: port) { address in Self.tell(address, json: isJSON) }
  }

  /// The room that the card's kind opens.
  private func room(_ ring: KeyRing) throws -> any Room {
    switch ring.card.payload.kind {
    case .owner:
      return OwnerRoom(
        desk: try OwnerDesk.open(ring: ring, home: options.home, folder: options.recordPath))
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
      Printer.note(say("Ctrl-C ends it", fr: "Ctrl-C l'arrête"))
    }
  }
}
