package import Consent
package import Foundation
import Keys
package import PersonalNetwork
package import Record

/// Someone who sees, or saw, something of a record: their figures and those of their authority.
package struct LimitHolder: Sendable {
  /// The viewer's name as the owner knows it; nil where their card is not known.
  package let viewer: String?
  /// The name of the topmost parent of their authority; nil for one who acts alone.
  package let authority: String?
  /// Their figures.
  package let figures: Figures
}

/// Where a record stands: the figures of everyone who counts in its limits.
package struct LimitHolders: Sendable {
  /// The figures that are the same for everybody: coalitions, κ and what nobody saw.
  package let whole: Figures
  /// The viewers of the last 24 months, once for each authority they had.
  package let all: [LimitHolder]

  /// Works them out from what the device keeps.
  ///
  /// Throws ``RecordError/Code/malformed`` where the local file holds what no network can be.
  package init(_ state: OwnerState, at now: Date) throws(RecordError) {
    let register = state.hub?.description.register.payload
    let authorities = register.map(Authorities.init) ?? Authorities(parents: [:], contexts: [:])
    let lines = state.ledger.lines.filter { $0.isRemembered(at: now) }
    let named = Set(
      lines.map { Whole.Subject(viewer: $0.scope.viewer, authority: $0.scope.authority) })
    let subjects: [Whole.Subject] = named.sorted(by: Self.precedes)
    // The owner is no viewer: their figures are those of the whole.
    let owner = Whole.Subject(viewer: state.ownerCard.signer, authority: nil)
    let figures = Whole.figures(
      of: [owner] + subjects, ledger: state.ledger,
      weights: Weights(try state.network()).measured(
        selectable: state.ledger.rememberedSelection(at: now)), authorities: authorities, now: now)
    var names: [Fingerprint: String] = [:]
    for card in state.grants.map(\.publication.viewerCard) {
      names[card.signer] = card.payload.name
    }
    let known = names
    whole = figures[0]
    all = zip(subjects, figures.dropFirst()).map { subject, figures in
      let top: AuthorityID? = subject.authority.map { authorities.topmostParent(of: $0) }
      return LimitHolder(
        viewer: known[subject.viewer],
        authority: top.map { register?.authority($0)?.name ?? $0.description }, figures: figures)
    }
  }

  private static func precedes(_ one: Whole.Subject, _ other: Whole.Subject) -> Bool {
    guard one.viewer == other.viewer else { return one.viewer < other.viewer }
    return (one.authority?.description ?? "") < (other.authority?.description ?? "")
  }
}

/// How much of a record stays closed beside what is seen.
package struct HiddenPart: Hashable, Sendable {
  /// How many items stay closed.
  package let items: Int
  /// How many of them are in the reserve.
  package let reserved: Int
  /// The domains that hold something and of which nothing is opened, in order.
  package let domains: [LifeDomain]

  /// Counts what a network holds beside what is seen.
  ///
  /// - Parameter open: The domains of which anything is opened.
  package init(
    in network: PersonalNetwork, seen: [NetworkItem], open: some Sequence<LifeDomain>
  ) {
    let shown = Set(seen.map(\.id))
    // A card that a mask stands for, and what is the owner's own arrangement, is nobody's line.
    let lines = network.items.filter { item in
      network.isReserved(item) || !network.compartments(of: item).isEmpty
    }
    items = lines.count { !shown.contains($0.id) }
    reserved = lines.count { network.isReserved($0) }
    let open = Set(open)
    domains = network.nonEmptyDomains.filter { !open.contains($0) }
  }
}
