/// A span of time in milliseconds, for instance `1d2h30m`.
public struct Duration: Hashable, Comparable, Sendable {
  /// The span in milliseconds.
  public let milliseconds: Int64

  /// Makes a span of so many milliseconds.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Reads days, hours, minutes, seconds and milliseconds in this order, each at most once.
  ///
  /// A leading minus is allowed, a plus is not. Returns `nil` for all else and on overflow.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let negative = rest.first == UInt8(ascii: "-")
    if negative { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return nil }
    let units: [(name: String, milliseconds: Int64)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
    var total: Int64 = 0
    var next = 0
    while !rest.isEmpty {
      let digits = rest.prefix(while: Identifier.isDigit)
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { !Identifier.isDigit($0) }
      rest = rest.dropFirst(name.count)
      guard !digits.isEmpty,
        let index = units[next...].firstIndex(where: { $0.name.utf8.elementsEqual(name) }),
        let count = Digits.value(digits, negative: negative)
      else { return nil }
      let (part, overflow) = count.multipliedReportingOverflow(by: units[index].milliseconds)
      let (sum, overflowToo) = total.addingReportingOverflow(part)
      if overflow || overflowToo { return nil }
      total = sum
      next = index + 1
    }
    milliseconds = total
  }

  /// Orders by length.
  public static func < (left: Duration, right: Duration) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
