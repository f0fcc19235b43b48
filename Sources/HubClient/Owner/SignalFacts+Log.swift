package import Consent
import Foundation
import Keys
package import PersonalNetwork

extension SignalFacts {
  /// The facts of a record's log and grants.
  ///
  /// A viewer is taken for the one member whose label is the name on their card; where none or
  /// several have it, nobody knows which member they are.
  package init(
    _ entries: [LogEntry], _ publications: [GrantPublication], in network: PersonalNetwork
  ) {
    let named = Dictionary(grouping: network.members) { Array($0.card.label.utf8) }
    func member(_ name: String?) -> MemberID? {
      guard let name, let members = named[Array(name.utf8)], members.count == 1 else { return nil }
      return members.first?.id
    }
    let openings = entries.filter {
      [.view, .emergency].contains($0.frame.kind) && $0.frame.decision == .allowed
        && $0.frame.role != .owner
    }
    let asked = Dictionary(
      entries.filter { $0.frame.kind == .request }.compactMap { entry in
        entry.request.map { ($0, entry.name) }
      }, uniquingKeysWith: { first, _ in first })
    let viewers = Dictionary(
      grouping: publications.filter { !$0.grant.payload.terms.isEmergency }
    ) { $0.viewerCard.payload.identity.fingerprint }
    self.init(
      openings: openings.map { entry in
        Opening(
          viewer: entry.name ?? entry.actor?.description ?? "", member: member(entry.name),
          time: entry.frame.time)
      },
      refusals: entries.filter { $0.frame.kind == .decline }.compactMap { entry in
        guard let request = entry.request, let name = asked[request], let member = member(name)
        else { return nil }
        return Refusal(member: member, time: entry.frame.time)
      },
      viewers: viewers.values.compactMap { publications in
        guard let first = publications.min(by: Self.begins) else { return nil }
        return Viewer(
          name: first.viewerCard.payload.name, since: first.grant.payload.terms.notBefore)
      }.sorted { ($0.since, $0.name) < ($1.since, $1.name) })
  }

  private static func begins(_ one: GrantPublication, _ other: GrantPublication) -> Bool {
    one.grant.payload.terms.notBefore < other.grant.payload.terms.notBefore
  }
}
