/// The bounds in force for one record; no value may pass its ceiling.
///
/// Shares are in ten-thousandths of the whole. The defaults are those of the domain page; moving
/// one is a statement of the owner's, delayed by 72 hours.
package struct Limits: Hashable, Sendable {
  /// What one viewer may open now.
  package internal(set) var viewerShare: Int
  /// The same for a référent.
  package internal(set) var referentShare: Int
  /// In how many domains one viewer may open anything.
  package internal(set) var viewerDomains: Int
  /// The same for a référent.
  package internal(set) var referentDomains: Int
  /// What an authority's viewers could ever open in 24 months.
  package let authorityShare: Int
  /// The same where the authority holds a référent.
  package let referentAuthorityShare: Int
  /// In how many domains.
  package let authorityDomains: Int
  /// The same where the authority holds a référent.
  package let referentAuthorityDomains: Int
  /// What any three viewers, or any two authorities, may not reach.
  package let coalition: Int
  /// What must never have been seen by anybody.
  package let reserve: Int
  /// The longest grant, in days.
  package internal(set) var durationDays: Int
  /// On how many days in any seven a viewer may open the record.
  package internal(set) var openingDays: Int

  /// The defaults.
  package static let standard = Limits()

  /// The longest unbroken run of grants to one viewer, in days: 24 months.
  package static let runDays = 730
  /// In how many domains something must never have been seen.
  package static let reserveDomains = 2
  /// With fewer non-empty domains than this, shares, coalition and reserve decide nothing.
  package static let decidingDomains = 6
  /// How many domains a viewer may have when fewer than ``decidingDomains`` are non-empty.
  package static let smallRecordDomains = 2
  /// The same for a référent.
  package static let smallRecordReferentDomains = 3

  private init() {
    viewerShare = 3500
    referentShare = 5000
    viewerDomains = 4
    referentDomains = 7
    authorityShare = 5000
    referentAuthorityShare = 6000
    authorityDomains = 6
    referentAuthorityDomains = 8
    coalition = 8000
    reserve = 1500
    durationDays = 180
    openingDays = 5
  }
}

extension Limits: Codable {
  private enum CodingKeys: String, CodingKey {
    case viewerShare, referentShare, viewerDomains, referentDomains, authorityShare
    case referentAuthorityShare, authorityDomains, referentAuthorityDomains, coalition, reserve
    case durationDays, openingDays
  }

  /// Decodes limits and refuses one past its ceiling.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func bound(_ key: CodingKeys, _ range: ClosedRange<Int>) throws -> Int {
      let value = try fields.decode(Int.self, forKey: key)
      guard range.contains(value) else {
        throw ConsentError(.outOfRange, at: "limits.\(key.rawValue)")
      }
      return value
    }
    viewerShare = try bound(.viewerShare, 0...6000)
    referentShare = try bound(.referentShare, 0...6000)
    viewerDomains = try bound(.viewerDomains, 0...8)
    referentDomains = try bound(.referentDomains, 0...8)
    authorityShare = try bound(.authorityShare, 0...6500)
    referentAuthorityShare = try bound(.referentAuthorityShare, 0...6500)
    authorityDomains = try bound(.authorityDomains, 0...9)
    referentAuthorityDomains = try bound(.referentAuthorityDomains, 0...9)
    coalition = try bound(.coalition, 0...8000)
    reserve = try bound(.reserve, 1000...10_000)
    durationDays = try bound(.durationDays, 1...180)
    openingDays = try bound(.openingDays, 0...5)
  }
}
