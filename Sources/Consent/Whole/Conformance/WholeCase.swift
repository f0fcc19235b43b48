import Crypto
import Foundation
import Keys
import PersonalNetwork

/// One case for the guards, as a line of JSON tells it.
struct WholeCase: Decodable {
  struct CaseMember: Decodable {
    let id: String
    let reserved: Bool?
  }

  struct CaseItem: Decodable {
    let id: String
    let domain: LifeDomain
    let facet: Facet
    let carrier: String
    let reserved: Bool?
    let names: [String]?
  }

  struct CaseAuthority: Decodable {
    let id: String
    let parent: String?
    let contexts: [String]
  }

  struct CaseViewer: Decodable {
    let id: String
    let authority: String?
  }

  struct CaseGrant: Decodable {
    let viewer: String
    let referent: Bool
    let from: Date
    let until: Date
    let revoked: Date?
    let compartments: [[String]]
    let items: [String]
  }

  let id: String
  let now: Date
  let members: [CaseMember]
  let items: [CaseItem]
  let authorities: [CaseAuthority]
  let viewers: [CaseViewer]
  let grants: [CaseGrant]
  let proposal: CaseGrant

  /// Every weighed item, the members' cards included.
  var weighedItems: [WeighedItem] {
    let reserved = Set(members.filter { $0.reserved == true }.map(\.id))
    let known = Set(members.map(\.id))
    var tied: [String: Set<LifeDomain>] = [:]
    var weighed: [WeighedItem] = []
    for item in items {
      let isMember = known.contains(item.carrier)
      if isMember, item.facet == .ties { tied[item.carrier, default: []].insert(item.domain) }
      let hidden =
        item.reserved == true || reserved.contains(item.carrier)
        || (item.names ?? []).contains { reserved.contains($0) }
      weighed.append(
        WeighedItem(
          id: Self.item(item.id), domain: item.domain, facet: item.facet,
          carrier: isMember ? .member(Self.item(item.carrier)) : .owner, reserved: hidden))
    }
    for (member, domains) in tied {
      for domain in domains {
        weighed.append(
          WeighedItem(
            id: Self.item("card:\(member)"), domain: domain, facet: .people,
            carrier: .member(Self.item(member)), reserved: reserved.contains(member)))
      }
    }
    return weighed
  }

  /// The identifier that stands for a name of the case.
  static func item(_ name: String) -> ItemID {
    ItemID(unchecked: Data(SHA256.hash(data: Data(name.utf8)).prefix(ItemID.byteCount)))
  }

  /// The fingerprint that stands for a viewer of the case.
  static func viewer(_ name: String) -> Fingerprint {
    Fingerprint(unchecked: Data(SHA256.hash(data: Data(name.utf8))))
  }
}
