/// A number with four decimal places, from -922337203685477.5808 to 922337203685477.5807.
public struct DecimalNumber: Hashable, Comparable, Sendable {
  /// The number times ten thousand.
  public let tenThousandths: Int64

  /// Makes the number that is `tenThousandths` divided by ten thousand.
  public init(tenThousandths: Int64) {
    self.tenThousandths = tenThousandths
  }

  /// Reads digits, a point and one to four digits, with an optional minus; `nil` for all else.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let negative = rest.first == UInt8(ascii: "-")
    if negative { rest = rest.dropFirst() }
    let whole = rest.prefix(while: Identifier.isDigit)
    rest = rest.dropFirst(whole.count)
    guard !whole.isEmpty, rest.first == UInt8(ascii: ".") else { return nil }
    let fraction = rest.dropFirst()
    guard (1...4).contains(fraction.count), fraction.allSatisfy(Identifier.isDigit) else {
      return nil
    }
    let zeros = repeatElement(UInt8(ascii: "0"), count: 4 - fraction.count)
    guard let units = Digits.value(whole + fraction + zeros, negative: negative) else {
      return nil
    }
    tenThousandths = units
  }

  /// Orders by size.
  public static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    left.tenThousandths < right.tenThousandths
  }
}

/// Reading of ASCII digits.
enum Digits {
  /// The number that the digits spell, or `nil` where it does not fit.
  static func value(_ digits: some Sequence<UInt8>, negative: Bool = false) -> Int64? {
    var result: Int64 = 0
    for byte in digits {
      let digit = Int64(byte) - Int64(UInt8(ascii: "0"))
      let (tens, overflow) = result.multipliedReportingOverflow(by: 10)
      let (sum, overflowToo) =
        negative
        ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if overflow || overflowToo { return nil }
      result = sum
    }
    return result
  }
}
