import Consent
package import Foundation
import Keys
package import PersonalNetwork
package import Record

/// What one viewer sees of the record now, under all their accesses together.
package struct ViewerSight: Hashable, Sendable {
  /// The name on the viewer's card.
  package let name: String
  /// The items, those of the record as it is now.
  package let items: Set<NetworkItemID>
}

extension OwnerState {
  /// What the viewers see whom a text names.
  ///
  /// It is their whole name, or the beginning (6 characters or more) of their card's fingerprint. One entry a viewer; only accesses that open at the time count.
  package func sights(of text: String, at time: Date) throws -> [ViewerSight] {
    let named = grants.filter { published in
      let card = published.publication.viewerCard
      return card.payload.name.unicodeScalars.elementsEqual(text.unicodeScalars)
        || text.utf8.count >= 6 && card.signer.description.hasPrefix(text)
    }
    let network = try network()
    return Dictionary(grouping: named) { $0.publication.viewerCard.signer.description }
      .sorted { $0.key < $1.key }
      .compactMap { _, accesses in
        guard let last = accesses.last else { return nil }
        let open = accesses.filter { $0.standing(at: time, in: self) == .open }
        return ViewerSight(
          name: last.publication.viewerCard.payload.name,
          items: Set(
            open.flatMap { published in
              network.items(seenUnder: published.publication.grant.payload.terms).map(\.id)
            }))
      }
  }
}
