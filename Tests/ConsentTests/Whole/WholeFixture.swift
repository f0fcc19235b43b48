import Consent
import Foundation
import Keys
import PersonalNetwork
import TestSupport

/// Random records, grants and registers, from a seed.
struct WholeFixture {
  static let now = Date(timeIntervalSince1970: 1_780_304_400)
  static let day: TimeInterval = 86_400

  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func bytes(_ count: Int) -> Data {
    Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  mutating func item() -> ItemID { ItemID(unchecked: bytes(16)) }

  mutating func viewer() -> Fingerprint { Fingerprint(unchecked: bytes(32)) }

  mutating func weighedItems(
    domains: Int, carriers: Int, each count: Int
  ) -> [WeighedItem] {
    var items: [WeighedItem] = []
    for domain in LifeDomain.allCases.shuffled(using: &generator).prefix(domains) {
      for _ in 0..<carriers {
        let carrier = Carrier.member(item())
        for _ in 0..<Int.random(in: 1...count, using: &generator) {
          let facet = Facet.allCases.randomElement(using: &generator) ?? .notes
          let reserved = Int.random(in: 0..<8, using: &generator) == 0
          items.append(
            WeighedItem(
              id: item(), domain: domain, facet: facet, carrier: carrier, reserved: reserved))
        }
      }
    }
    return items
  }

  mutating func scope(
    viewer: Fingerprint, authority: AuthorityID? = nil, compartments: Int,
    selecting items: [WeighedItem] = [], from: Date = now, days: Int = 90
  ) -> GrantedScope {
    GrantedScope(
      viewer: viewer, authority: authority, referent: false,
      compartments: Compartment.all.dropLast().shuffled(using: &generator).prefix(compartments),
      selection: items.map { SelectedItem(item: $0.id, compartment: $0.compartment) },
      from: from, until: from.addingTimeInterval(Double(days) * Self.day))
  }

  mutating func line(_ scope: GrantedScope, ended: Date? = nil) -> LedgerLine {
    LedgerLine(
      grant: GrantID(unchecked: bytes(16)), scope: scope, ended: ended, grantedAt: scope.from)
  }

  static let nobody = Authorities(parents: [:], contexts: [:])
}
