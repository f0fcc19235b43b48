package import Foundation
package import Keys
package import PersonalNetwork

/// What figures need of one grant, whether it stands, has ended or is only proposed.
package struct GrantedScope: Hashable, Codable, Sendable {
  /// The viewer.
  package let viewer: Fingerprint
  /// The viewer's authority; nil for one who acts alone.
  package let authority: AuthorityID?
  /// Whether the viewer is the owner's référent under this grant.
  package let referent: Bool
  /// Whether a third person attested that the run may go on past 24 months.
  package let thirdPerson: Bool
  /// The compartments, sorted and unique.
  package let compartments: [Compartment]
  /// The selection, sorted by item, then compartment.
  package let selection: [SelectedItem]
  /// The first second of the grant.
  package let from: Date
  /// The first second after it.
  package let until: Date

  /// Describes a scope; sorts the lists and cuts the times to whole seconds.
  package init(
    viewer: Fingerprint, authority: AuthorityID?, referent: Bool, thirdPerson: Bool = false,
    compartments: some Sequence<Compartment>, selection: some Sequence<SelectedItem>, from: Date,
    until: Date
  ) {
    self.viewer = viewer
    self.authority = authority
    self.referent = referent
    self.thirdPerson = thirdPerson
    self.compartments = Set(compartments).sorted()
    self.selection = Set(selection).sorted {
      $0.item == $1.item ? $0.compartment < $1.compartment : $0.item < $1.item
    }
    self.from = Date(timeIntervalSince1970: from.timeIntervalSince1970.rounded(.down))
    self.until = Date(timeIntervalSince1970: until.timeIntervalSince1970.rounded(.down))
  }

  /// What figures need of a grant's terms.
  package init(_ terms: GrantTerms, thirdPerson: Bool) {
    self.init(
      viewer: terms.viewer.fingerprint, authority: terms.authority, referent: terms.referent,
      thirdPerson: thirdPerson, compartments: terms.compartments, selection: terms.selection,
      from: terms.notBefore, until: terms.notAfter)
  }

  /// Decodes a scope; refuses lists that are not sorted, each entry once.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let compartments = try fields.decode([Compartment].self, forKey: .compartments)
    let selection = try fields.decode([SelectedItem].self, forKey: .selection)
    self.init(
      viewer: try fields.decode(Fingerprint.self, forKey: .viewer),
      authority: try fields.decodeIfPresent(AuthorityID.self, forKey: .authority),
      referent: try fields.decode(Bool.self, forKey: .referent),
      thirdPerson: try fields.decode(Bool.self, forKey: .thirdPerson),
      compartments: compartments, selection: selection,
      from: try fields.decode(Date.self, forKey: .from),
      until: try fields.decode(Date.self, forKey: .until))
    guard self.compartments == compartments, self.selection == selection else {
      throw ConsentError(.unsorted, at: "scope")
    }
  }

  /// The domains asked for, whether there is anything in them or not.
  package var domains: Set<LifeDomain> { Set(compartments.compactMap(\.domain)) }
}

/// One line of a record's ledger: a grant, and when it ended if it ended early.
package struct LedgerLine: Hashable, Codable, Sendable {
  /// The grant; for the opening of an emergency set, the opening's own identifier.
  package let grant: GrantID
  /// Whether it is the opening of an emergency set.
  package let emergency: Bool
  /// What it opened, to whom and until when.
  package let scope: GrantedScope
  /// When it was ended before its time; nil when it was not.
  package let ended: Date?
  /// When it was published.
  package let grantedAt: Date

  /// Makes a line; the times are cut to whole seconds.
  package init(
    grant: GrantID, emergency: Bool = false, scope: GrantedScope, ended: Date? = nil,
    grantedAt: Date
  ) {
    self.grant = grant
    self.emergency = emergency
    self.scope = scope
    self.ended = ended.map {
      Date(timeIntervalSince1970: $0.timeIntervalSince1970.rounded(.down))
    }
    self.grantedAt = Date(timeIntervalSince1970: grantedAt.timeIntervalSince1970.rounded(.down))
  }

  /// The first second at which it opens nothing: the earlier of its end and its revocation.
  package var end: Date { ended.map { min($0, scope.until) } ?? scope.until }

  /// Whether it opens anything at a time.
  package func isLive(at time: Date) -> Bool { scope.from <= time && time < end }

  /// Whether it could open anything later than 24 months before a time.
  package func isRemembered(at time: Date) -> Bool {
    end > scope.from && end > time.addingTimeInterval(-Ledger.memory)
  }

  /// The same line, ended at a time; an earlier end stays.
  package func ending(at time: Date) -> LedgerLine {
    LedgerLine(
      grant: grant, emergency: emergency, scope: scope, ended: ended.map { min($0, time) } ?? time,
      grantedAt: grantedAt)
  }
}
