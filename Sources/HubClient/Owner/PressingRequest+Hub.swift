package import Consent
import Keys
package import PersonalNetwork

extension PressingRequest {
  /// The limits of one viewer that a request for the whole network breaks together.
  private static let wholeNetworkLimits: Set<LimitID> = [.viewerShare, .viewerDomains]

  /// How a request that arrived presses; nil where it does not.
  package init?(_ received: ReceivedRequest, in network: PersonalNetwork) {
    let asked = received.request.payload
    var pressures: Set<Pressure> = []
    if asked.reason == .admission { pressures.insert(.condition) }
    let broken = Set(received.refusals.compactMap { LimitID(rawValue: $0.limit) })
    if Self.wholeNetworkLimits.isSubset(of: broken) { pressures.insert(.wholeNetwork) }
    let name = received.viewerCard.payload.name
    self.init(
      id: asked.id.description, name: name, member: network.onlyMember(labelled: name),
      time: received.receivedAt, pressures: pressures)
  }
}

extension PersonalNetwork {
  /// The one member whose label is a name, byte for byte; nil where none or several have it.
  package func onlyMember(labelled name: String) -> MemberID? {
    let bytes = Array(name.utf8)
    let found = members.filter { Array($0.card.label.utf8) == bytes }
    return found.count == 1 ? found.first?.id : nil
  }
}
