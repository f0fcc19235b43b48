package import Foundation

/// An authority as the register knows it.
package struct RegisteredAuthority: Hashable, Codable, Sendable {
  /// Legal identifier.
  package let id: AuthorityID
  /// The name shown to people.
  package let name: String
  /// The key that signs affiliations.
  package let key: PublicIdentity
  /// The authority to which this one belongs.
  package let parent: AuthorityID?
  /// Professional contexts, sorted, no two alike.
  package let contexts: [Context]

  /// Describes an authority; contexts are sorted and repeated ones dropped.
  package init(
    id: AuthorityID, name: String, key: PublicIdentity, parent: AuthorityID? = nil,
    contexts: [Context]
  ) throws(DocumentError) {
    try ShownText.check(name, place: "authority name", maximum: 200)
    self.id = id
    self.name = name
    self.key = key
    self.parent = parent
    self.contexts = Set(contexts).sorted()
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      id: container.decode(AuthorityID.self, forKey: .id),
      name: container.decode(String.self, forKey: .name),
      key: container.decode(PublicIdentity.self, forKey: .key),
      parent: container.decodeIfPresent(AuthorityID.self, forKey: .parent),
      contexts: container.decode([Context].self, forKey: .contexts))
  }
}

/// A hub's list of authorities, signed by the hub and an auditor.
///
/// INVARIANT: authorities are sorted by id, no id and no key twice, every parent is listed, and no
/// authority is its own ancestor. Version 1 has no predecessor and every other has one.
package struct Register: DocumentPayload {
  package static let documentType = "maille-register+jwt"

  /// The hub whose register this is.
  package let hub: Fingerprint
  /// Counts from 1.
  package let version: Int
  /// The hash of the hub's signature over the version before.
  package let previous: DocumentHash?
  /// The authorities, sorted by id.
  package let authorities: [RegisteredAuthority]
  /// When this version was made, in whole seconds.
  package let issuedAt: Date

  /// Makes a version of the register; throws `.rule` naming the field that breaks the invariant.
  package init(
    hub: Fingerprint, version: Int, previous: DocumentHash?, authorities: [RegisteredAuthority],
    issuedAt: Date
  ) throws(DocumentError) {
    guard version >= 1, (version == 1) == (previous == nil) else {
      throw .rule(place: "version", "does not fit the previous version")
    }
    let sorted = authorities.sorted { $0.id < $1.id }
    let byID = Dictionary(sorted.map { ($0.id, $0) }) { first, _ in first }
    guard byID.count == sorted.count else {
      throw .rule(place: "authorities", "an identifier is repeated")
    }
    guard Set(sorted.map(\.key.fingerprint)).count == sorted.count else {
      throw .rule(place: "authorities", "two authorities have the same key")
    }
    for authority in sorted {
      var seen: Set<AuthorityID> = [authority.id]
      var parent = authority.parent
      while let id = parent {
        guard seen.insert(id).inserted else {
          throw .rule(place: "authorities.parent", "an authority is its own ancestor")
        }
        guard let next = byID[id] else {
          throw .rule(place: "authorities.parent", "is not in the register")
        }
        parent = next.parent
      }
    }
    self.hub = hub
    self.version = version
    self.previous = previous
    self.authorities = sorted
    self.issuedAt = issuedAt.wholeSeconds
  }

  private enum CodingKeys: String, CodingKey {
    case authorities
    case hub
    case issuedAt = "iat"
    case previous
    case version
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      hub: container.decode(Fingerprint.self, forKey: .hub),
      version: container.decode(Int.self, forKey: .version),
      previous: container.decodeIfPresent(DocumentHash.self, forKey: .previous),
      authorities: container.decode([RegisteredAuthority].self, forKey: .authorities),
      issuedAt: container.decode(Date.self, forKey: .issuedAt))
  }
}

extension Register {
  /// The authority with this identifier, or nil.
  package func authority(_ id: AuthorityID) -> RegisteredAuthority? {
    authorities.first { $0.id == id }
  }

  /// The authorities above `id`, nearest first, without `id` itself; empty for an unknown one.
  package func ancestors(of id: AuthorityID) -> [AuthorityID] {
    var ancestors = [AuthorityID]()
    var parent = authority(id)?.parent
    while let next = parent {
      ancestors.append(next)
      parent = authority(next)?.parent
    }
    return ancestors
  }

  /// The last of `id`'s ancestors, or `id` itself if it has no parent or is unknown.
  package func topmostParent(of id: AuthorityID) -> AuthorityID {
    ancestors(of: id).last ?? id
  }
}

extension Register {
  /// Checks that this version, following another, takes no authority's past away from it.
  ///
  /// Figures count what an authority's viewers could see over 24 months under its topmost parent.
  /// So an authority that was listed stays listed, its key is not given to an id elsewhere, and
  /// authorities under one topmost parent stay together: they can be joined, never parted.
  /// - Throws: ``DocumentError`` `.rule` naming what would be shed.
  package func checkKeeps(_ old: Register) throws(DocumentError) {
    for authority in old.authorities {
      guard self.authority(authority.id) != nil else {
        throw .rule(place: "authorities", "an authority that was listed is gone")
      }
      let top = topmostParent(of: authority.id)
      guard top == topmostParent(of: old.topmostParent(of: authority.id)) else {
        throw .rule(place: "authorities.parent", "parts an authority from its topmost parent")
      }
      if let heir = authorities.first(where: { $0.key == authority.key }) {
        guard topmostParent(of: heir.id) == top else {
          throw .rule(place: "authorities.key", "gives an authority's key to another")
        }
      }
    }
  }
}
