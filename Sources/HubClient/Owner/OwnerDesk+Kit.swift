package import Foundation
import Keys
import Record

extension OwnerDesk {
  /// The people of the card book whom a recovery kit can be for: anyone but the owner, services and
  /// hubs.
  package func kitPeople() throws(HomeError) -> [BookEntry] {
    try CardBook(home).entries.filter { entry in
      [.owner, .helper, .viewer].contains(entry.card.payload.kind)
        && entry.fingerprint != state.ownerCard.signer
    }
  }

  /// A kit that any `threshold` of some people open together, as the file to hand out.
  ///
  /// Each card is verified first. Throws ``RecordError/Code/malformed`` for other than two to five
  /// different people, or for a threshold that is not 2 to their number.
  package func recoveryKit(for people: [BookEntry], threshold: Int) async throws -> Data {
    var members: [PublicIdentity] = []
    for entry in people { members.append(try await entry.card.verifiedCard().payload.identity) }
    return try CanonicalJSON.encode(
      try RecoveryKit(
        RecoverySecret(ring: ring, state: state), for: members, threshold: threshold))
  }
}
