import Foundation
import PersonalNetwork

/// Where sectors, rings and dots are.
///
/// INVARIANT: two dots are never nearer than the pitch.
struct PicturePlan {
  /// The domains, clockwise from the top.
  let sectors: [NetworkPicture.Sector]
  /// The outer radius of each circle, from the inside.
  let rings: [Double]
  /// The outer radius of the sectors.
  let radius: Double
  /// The places of the entries, in their order.
  let points: [Point]

  /// How far the owner's own place goes.
  static let core = 34.0

  /// Gives each entry an angle of its own, so that no two lines cover each other, then in each ring,
  /// from the inside, the smallest distance at which it touches nobody.
  init(_ entries: [NetworkPicture.Entry], _ domains: [LifeDomain?], pitch: Double) {
    sectors = Self.sectors(entries, domains)
    let angles = Self.angles(entries, sectors)
    var points = [Point](repeating: Point(x: 0, y: 0), count: entries.count)
    var placed: [Point] = []
    var rings: [Double] = []
    var inner = Self.core
    for ring in 1...4 {
      let least = max(54, pitch)
      var outer = inner + least
      let here = entries.indices.filter { entries[$0].ring == ring }
      for index in here.sorted(by: { angles[$0] < angles[$1] }) {
        var distance = inner + least / 2
        var point = Point(radius: distance, angle: angles[index])
        while placed.contains(where: { $0.distance(to: point) < pitch }) {
          distance += pitch / 4
          point = Point(radius: distance, angle: angles[index])
        }
        points[index] = point
        placed.append(point)
        outer = max(outer, distance + pitch * 0.6)
      }
      if ring <= 3 { rings.append(outer) }
      if ring <= 3 || !here.isEmpty { inner = outer }
    }
    self.rings = rings
    radius = inner
    self.points = points
  }

  /// Each sector as wide as who is in it needs; who is close to the owner needs more.
  private static func sectors(
    _ entries: [NetworkPicture.Entry], _ domains: [LifeDomain?]
  ) -> [NetworkPicture.Sector] {
    let needs = domains.map { domain in
      entries.filter { $0.domain == domain }.reduce(1.0) { $0 + [2.0, 1.5, 1.2, 1][$1.ring - 1] }
    }
    let all = needs.reduce(0, +)
    var start = 0.0
    return zip(domains, needs).map { domain, need in
      let width = 2 * Double.pi * need / all
      defer { start += width }
      return NetworkPicture.Sector(domain: domain, start: start, width: width)
    }
  }

  /// Spreads the entries of a sector over it, those of one ring far from each other.
  private static func angles(
    _ entries: [NetworkPicture.Entry], _ sectors: [NetworkPicture.Sector]
  ) -> [Double] {
    var angles = [Double](repeating: 0, count: entries.count)
    for sector in sectors {
      let here = entries.indices.filter { entries[$0].domain == sector.domain }
      let stride = Self.stride(here.count)
      for (turn, index) in here.enumerated() {
        let slot = turn * stride % here.count
        angles[index] = sector.start + sector.width * (Double(slot) + 0.5) / Double(here.count)
      }
    }
    return angles
  }

  /// The step near the golden section that reaches every one of so many slots.
  private static func stride(_ count: Int) -> Int {
    let wanted = Int((Double(count) * 0.618).rounded())
    return (0..<count).lazy.flatMap { [wanted - $0, wanted + $0] }
      .first { $0 >= 1 && gcd($0, count) == 1 } ?? 1
  }

  private static func gcd(_ one: Int, _ other: Int) -> Int {
    other == 0 ? one : gcd(other, one % other)
  }
}
