import Foundation
import PersonalNetwork

/// Where the texts of the picture stand, none over another.
enum PictureLabels {
  /// How large the letters are, in the picture's units; the stylesheet says the same.
  static let size = 15.0
  /// How high a line of text is.
  static let height = 18.0

  /// The room that a text takes at most.
  static func width(_ text: String) -> Double { 4 + size * LetterWidth.of(text) }

  /// A name on one line, as short as the picture has room for; of many marks on a letter three are
  /// kept, for more would reach into the lines above and below.
  static func short(_ name: String, most: Int = 17) -> String {
    let line = name.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    var kept = ""
    for (count, character) in line.enumerated() {
      let scalars = character.unicodeScalars.prefix(4)
      guard count < most, kept.unicodeScalars.count + scalars.count <= 2 * most else {
        return kept + "…"
      }
      kept.unicodeScalars.append(contentsOf: scalars)
    }
    return kept
  }

  /// The numbers, each in its dot.
  static func numbers(_ dots: [NetworkPicture.Dot]) -> [NetworkPicture.Label] {
    dots.map { dot in
      let text = "\(dot.number)"
      let width = Double(text.utf8.count) * size * 0.6
      return NetworkPicture.Label(
        text: text,
        box: Box(
          x: dot.point.x - width / 2, y: dot.point.y - height / 2, width: width, height: height),
        anchor: .middle)
    }
  }

  /// The names beside their dots; nil where one finds no room.
  static func names(
    _ dots: [NetworkPicture.Dot], dotRadius: Double, beside others: [NetworkPicture.Label]
  ) -> [NetworkPicture.Label]? {
    var taken = others.map(\.box)
    taken.append(Box(x: -28, y: -28, width: 56, height: 56))
    taken += dots.map { box(of: $0.point, dotRadius) }
    var labels: [NetworkPicture.Label] = []
    for dot in dots {
      let text = dot.shown(short(dot.name))
      guard
        let label = places(text, dot.point, dotRadius + 3).first(where: { label in
          !taken.contains { $0.overlaps(label.box) }
        })
      else { return nil }
      taken.append(label.box)
      labels.append(label)
    }
    return labels
  }

  private static func box(of point: Point, _ radius: Double) -> Box {
    Box(x: point.x - radius, y: point.y - radius, width: 2 * radius, height: 2 * radius)
  }

  /// Where a name may stand: below and above its dot, then beside it, the outer side first.
  private static func places(
    _ text: String, _ point: Point, _ gap: Double
  ) -> [NetworkPicture.Label] {
    let width = width(text)
    func label(_ x: Double, _ y: Double, _ anchor: NetworkPicture.Label.Anchor)
      -> NetworkPicture.Label
    {
      NetworkPicture.Label(
        text: text, box: Box(x: x, y: y, width: width, height: height), anchor: anchor)
    }
    let vertical = [point.y + gap, point.y - gap - height]
    let upright = (point.y < 0 ? vertical.reversed() : vertical).map {
      label(point.x - width / 2, $0, .middle)
    }
    let rows = [0, 9, -9, 18, -18].map { point.y - height / 2 + $0 }
    let right = rows.map { label(point.x + gap, $0, .start) }
    let left = rows.map { label(point.x - gap - width, $0, .end) }
    return upright + (point.x < 0 ? left + right : right + left)
  }

  /// The names of the domains around the picture, right and left of it, one under another.
  static func domains(
    _ sectors: [NetworkPicture.Sector], radius: Double, _ language: Language
  ) -> [NetworkPicture.Label] {
    let middles = sectors.map { ($0, Point(radius: radius, angle: $0.start + $0.width / 2)) }
    let right = middles.filter { $0.1.x >= 0 }.sorted { $0.1.y < $1.1.y }
    let left = middles.filter { $0.1.x < 0 }.sorted { $0.1.y < $1.1.y }
    return [(right, true), (left, false)].flatMap { half, isRight in
      zip(half, rows(half.map(\.1.y), radius)).map { sector, row in
        let text = NetworkText.short(sector.0.domain)(language)
        let width = width(text) * 1.1
        let edge = max(0, (radius + 14) * (radius + 14) - row * row).squareRoot() + 6
        return NetworkPicture.Label(
          text: text,
          box: Box(
            x: isRight ? edge : -edge - width, y: row - height / 2, width: width, height: height),
          anchor: isRight ? .start : .end)
      }
    }
  }

  /// Heights near those wanted, in the same order and a line apart.
  private static func rows(_ wanted: [Double], _ radius: Double) -> [Double] {
    let step = height + 6
    var rows = wanted
    for index in rows.indices.dropFirst() {
      rows[index] = max(rows[index], rows[index - 1] + step)
    }
    let over = max(0, (rows.last ?? 0) - radius - height)
    guard over > 0, var next = rows.last.map({ $0 - over + step }) else { return rows }
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], next - step)
      next = rows[index]
    }
    return rows
  }
}
