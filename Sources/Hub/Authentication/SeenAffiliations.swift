import Consent
import Foundation
import Keys
import Synchronization

/// Remembers for whom a key was seen to work, so that nobody can leave their authority at home.
///
/// A grant without authority escapes the limits on an authority and the walls between contexts. The
/// hub therefore keeps, sealed and under the key's HMAC, the affiliations that came with requests
/// and publications, each until it would have run out. A key that never showed one, or a second key
/// of the same person, is not found: the owner compares people, the hub compares keys.
final class SeenAffiliations: Sendable {
  private struct Seen: Hashable, Codable, Sendable {
    let authority: AuthorityID
    let since: Date
    let until: Date
    /// The key that the authority signed with.
    let key: Fingerprint
  }

  private let store: any HubValueStore
  private let known = Mutex(BoundedCache<Fingerprint, [Seen]>(capacity: 4096))

  init(store: any HubValueStore) {
    self.store = store
  }

  /// Remembers an affiliation that was verified; writes only what is new.
  func remember(_ affiliation: VerifiedDocument<Affiliation>, at now: Date) async throws {
    let payload = affiliation.payload
    let seen = Seen(
      authority: payload.authority, since: payload.notBefore, until: payload.notAfter,
      key: affiliation.signer)
    if let held = known.withLock({ $0[payload.viewer] }), held.contains(seen) { return }
    let stored = try await stored(payload.viewer)
    var kept = stored.filter { $0.until > now }
    if !kept.contains(seen) {
      // The latest of an authority's is enough.
      kept.removeAll { $0.authority == seen.authority && $0.since <= seen.since }
      kept.append(seen)
    }
    if kept != stored {
      try await store.setValue(
        Self.name(payload.viewer), try CanonicalJSON.encode(kept.suffix(Self.most)), at: now)
    }
    known.withLock { $0[payload.viewer] = kept + [seen] }
  }

  /// The authorities for which a key was seen to work and whose word has not run out or been ended.
  func authorities(of viewer: Fingerprint, in standing: Standing, at now: Date) async throws
    -> [AuthorityID]
  {
    try await stored(viewer).filter { seen in
      seen.until > now
        && !standing.ends.contains {
          $0.authority == seen.authority && $0.viewer == viewer && seen.since <= $0.at
        }
    }.map(\.authority)
  }

  /// How it stands with a viewer's word from an authority, as the hub saw it last.
  func standing(
    of viewer: Fingerprint, for authority: AuthorityID, in standing: Standing, at now: Date
  ) async throws -> (until: Date?, loss: AffiliationLoss?) {
    let key = standing.register.payload.authority(authority)?.key.fingerprint
    let seen = try await stored(viewer).filter { $0.authority == authority }
    let ends = standing.ends.filter { $0.authority == authority && $0.viewer == viewer }
    let holding = seen.filter { word in !ends.contains { word.since <= $0.at } }
    guard !holding.isEmpty else { return (nil, ends.isEmpty ? .expired : .left) }
    let signed = holding.filter { $0.key == key }
    guard let until = signed.map(\.until).max() else { return (nil, .keyChanged) }
    return until > now ? (until, nil) : (nil, .expired)
  }

  /// The most authorities remembered of one key.
  private static let most = 16

  private func stored(_ viewer: Fingerprint) async throws -> [Seen] {
    try await store.value(Self.name(viewer)).map {
      try CanonicalJSON.decode([Seen].self, from: $0)
    } ?? []
  }

  private static func name(_ viewer: Fingerprint) -> String { "affiliated/\(viewer)" }
}
