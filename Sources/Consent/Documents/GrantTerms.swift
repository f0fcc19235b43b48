package import Foundation
package import Keys
package import PersonalNetwork

/// What a grant permits: one person, one scope, one purpose, from, until.
///
/// A value of this type is a grant that may exist: it has an end at most 180 days after its start,
/// a scope that is not empty, and names one natural person by their keys; an emergency set names a
/// service by its key, and nobody looks under it as under a grant.
package struct GrantTerms: Hashable, Codable, Sendable {
  /// The longest time from `notBefore` to `notAfter`: 180 days, in seconds.
  package static let longestDuration: TimeInterval = 180 * 86_400
  /// The most items one selection holds.
  package static let largestSelection = 512

  /// The viewer's public keys, never those of a team; an emergency set's are the service's.
  package let viewer: PublicIdentity
  /// The authority whose affiliation must accompany each request; nil for one who acts alone.
  package let authority: AuthorityID?
  /// The compartments, sorted and unique; the emergency set stands alone, see ``isEmergency``.
  package let compartments: [Compartment]
  /// The items picked one by one, sorted by identifier, none already in the compartments.
  package let selection: [SelectedItem]
  /// The one purpose.
  package let purpose: Purpose
  /// Whether the viewer acts as the owner's référent.
  package let referent: Bool
  /// The first second at which the grant is live (UTC).
  package let notBefore: Date
  /// The second from which it no longer is (UTC).
  package let notAfter: Date

  enum CodingKeys: String, CodingKey {
    case viewer = "cnf"
    case authority, compartments, selection, purpose, referent, notBefore, notAfter
  }

  /// Makes terms, or says why no grant can have them.
  ///
  /// Times lose their fraction of a second.
  package init(
    viewer: PublicIdentity, authority: AuthorityID?, compartments: [Compartment],
    selection: [SelectedItem], purpose: Purpose, referent: Bool, notBefore: Date, notAfter: Date
  ) throws(ConsentError) {
    guard !compartments.isEmpty || !selection.isEmpty else {
      throw ConsentError(.emptyScope, at: "compartments")
    }
    guard zip(compartments, compartments.dropFirst()).allSatisfy({ $0.index < $1.index }) else {
      throw ConsentError(.unsorted, at: "compartments")
    }
    // The emergency set is one service's, holds what was picked, and is for nothing else.
    guard
      !compartments.contains(.emergency)
        || compartments == [.emergency] && !selection.isEmpty && purpose == .emergency
          && authority != nil && !referent
    else { throw ConsentError(.emergencyCompartment, at: "compartments") }
    guard selection.count <= Self.largestSelection else {
      throw ConsentError(.tooMany, at: "selection")
    }
    guard
      zip(selection, selection.dropFirst()).allSatisfy({ isAscending($0.item.bytes, $1.item.bytes) }
      )
    else { throw ConsentError(.unsorted, at: "selection") }
    for selected in selection {
      guard selected.compartment != .emergency else {
        throw ConsentError(.emergencyCompartment, at: "selection")
      }
      guard !compartments.contains(selected.compartment) else {
        throw ConsentError(.itemAlreadyCovered, at: "selection")
      }
    }
    let (start, end) = (notBefore.wholeSeconds, notAfter.wholeSeconds)
    guard start < end else { throw ConsentError(.endNotAfterStart, at: "notAfter") }
    guard end.timeIntervalSince(start) <= Self.longestDuration else {
      throw ConsentError(.tooLong, at: "notAfter")
    }
    self.viewer = viewer
    self.authority = authority
    self.compartments = compartments
    self.selection = selection
    self.purpose = purpose
    self.referent = referent
    self.notBefore = start
    self.notAfter = end
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      viewer: container.decode(PublicIdentity.self, forKey: .viewer),
      authority: container.decodeIfPresent(AuthorityID.self, forKey: .authority),
      compartments: container.decode([Compartment].self, forKey: .compartments),
      selection: container.decode([SelectedItem].self, forKey: .selection),
      purpose: container.decode(Purpose.self, forKey: .purpose),
      referent: container.decode(Bool.self, forKey: .referent),
      notBefore: container.decode(Date.self, forKey: .notBefore),
      notAfter: container.decode(Date.self, forKey: .notAfter))
  }

  /// Whether these are the terms of an emergency set: sealed to a service's key instead of one
  /// person's, and opened only by an ``EmergencyOpening``.
  package var isEmergency: Bool { compartments == [.emergency] }

  /// Whether the terms are live at a time: `notBefore` ≤ time < `notAfter`.
  package func isLive(at time: Date) -> Bool { notBefore <= time && time < notAfter }

  /// The life domains in which the terms open anything, in order.
  package var domains: [LifeDomain] {
    Set((compartments + selection.map(\.compartment)).compactMap(\.domain)).sorted()
  }
}
