import Consent
import Foundation
import Keys

extension Hub {
  /// Refuses a key that stands for an institution where one natural person is named.
  func checkPerson(_ identity: PublicIdentity, at place: String) throws {
    let standing = registry.current
    let institutions =
      standing.register.payload.authorities.map(\.key) + standing.auditors
      + [
        standing.bundle.payload.naming, keys.identity.publicIdentity, gate.publicIdentity,
      ]
    let isOne = institutions.contains {
      $0.signing == identity.signing || $0.sealing == identity.sealing
    }
    guard !isOne else {
      throw ProblemAnswer.invalid(place, "is an institution's key, not one person's")
    }
  }

  /// Refuses to take someone as acting alone whose key was seen to work for an authority.
  ///
  /// Else the limits on an authority, its walls and the second attestation would end where the
  /// affiliation is left at home.
  func checkActsAlone(_ person: Fingerprint, at place: String) async throws {
    let authorities = try await affiliations.authorities(
      of: person, in: registry.current, at: clock.now())
    guard authorities.isEmpty else {
      throw ProblemAnswer(
        "affiliation-missing", 409, "this key was seen to work for an authority",
        hint: "name the authority and ask for the affiliation, or for a key of their own",
        place: place)
    }
  }
}
