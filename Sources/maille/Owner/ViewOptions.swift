import ArgumentParser
import Foundation
import HubClient
import PersonalNetwork
import Record

/// On which day, and with whose eyes, the owner looks at the record.
struct ViewOptions: ParsableArguments {
  @Option(
    help: spoken(
      "As it was on this day; what has no date is as it is now.",
      fr: "Tel qu'il était ce jour-là ; ce qui n'a pas de date est comme aujourd'hui."))
  var at: Day?

  @Option(
    name: .customLong("as"),
    help: spoken(
      "What this professional sees now, by name or the start of their card's fingerprint.",
      fr: "Ce que ce professionnel voit, par son nom ou le début de l'empreinte de sa carte."))
  var viewer: String?

  /// The record on that day.
  func network(_ desk: OwnerDesk) throws -> PersonalNetwork {
    let network = try desk.state.network()
    return try at.map { (day) throws(NetworkError) in try network.on(day) } ?? network
  }

  /// What that viewer sees; nil where none was asked for.
  func sight(_ desk: OwnerDesk, at time: Date) throws -> ViewerSight? {
    guard let viewer else { return nil }
    let sights = try desk.state.sights(of: viewer, at: time)
    guard let sight = sights.first, sights.count == 1 else {
      throw CommandFailure.invalid(
        sights.isEmpty
          ? say(
            "nobody of this name ever had an access",
            fr: "personne de ce nom n'a jamais eu d'accès")
          : say("several people have this name", fr: "plusieurs personnes portent ce nom"),
        hint: say(
          "see 'maille grants', or give the start of their card's fingerprint",
          fr: "voyez « maille grants », ou donnez le début de l'empreinte de la carte"))
    }
    return sight
  }
}
