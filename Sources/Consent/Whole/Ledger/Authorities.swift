package import Keys

/// Parents and contexts of the authorities, as figures need them; taken from the register.
package struct Authorities: Hashable, Sendable {
  private let parents: [AuthorityID: AuthorityID]
  private let contexts: [AuthorityID: Set<Context>]

  /// Takes parents and contexts; an authority that is in no chain is its own topmost parent.
  package init(
    parents: [AuthorityID: AuthorityID], contexts: [AuthorityID: Set<Context>]
  ) {
    self.parents = parents
    self.contexts = contexts
  }

  /// Takes them from a register.
  package init(_ register: Register) {
    var parents: [AuthorityID: AuthorityID] = [:]
    var contexts: [AuthorityID: Set<Context>] = [:]
    for authority in register.authorities {
      parents[authority.id] = authority.parent
      contexts[authority.id] = Set(authority.contexts)
    }
    self.init(parents: parents, contexts: contexts)
  }

  /// The contexts of an authority itself, not of its parents.
  package func contexts(of authority: AuthorityID) -> Set<Context> { contexts[authority] ?? [] }

  /// The last of an authority's ancestors, or itself; a cycle ends where it was entered.
  package func topmostParent(of authority: AuthorityID) -> AuthorityID {
    var seen: Set<AuthorityID> = [authority]
    var top = authority
    while let parent = parents[top], seen.insert(parent).inserted { top = parent }
    return top
  }
}
