import Foundation

/// A point of a picture, in its own units; the owner is at 0, 0 and y grows downwards.
struct Point: Hashable, Sendable {
  /// To the right of the owner.
  let x: Double
  /// Below the owner.
  let y: Double

  /// A point by its coordinates.
  init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// A point by its distance from the owner and its angle, in radians, clockwise from the top.
  init(radius: Double, angle: Double) {
    x = radius * sin(angle)
    y = -radius * cos(angle)
  }

  /// How far another point is.
  func distance(to other: Point) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}

/// A rectangle of a picture.
struct Box: Hashable, Sendable {
  /// The left edge.
  let x: Double
  /// The upper edge.
  let y: Double
  /// How wide it is.
  let width: Double
  /// How high it is.
  let height: Double

  /// The right edge.
  var right: Double { x + width }
  /// The lower edge.
  var bottom: Double { y + height }

  /// Whether two rectangles cover each other anywhere.
  func overlaps(_ other: Box) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }

  /// The smallest rectangle around both.
  func union(_ other: Box) -> Box {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Box(
      x: left, y: top, width: max(right, other.right) - left,
      height: max(bottom, other.bottom) - top)
  }

  /// The rectangle with a margin on every side.
  func wider(by margin: Double) -> Box {
    Box(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }
}
