/// An IPv4 or IPv6 address with a prefix length, hence also a range.
public struct IPAddress: Hashable, Sendable {
  /// The bytes of the address, 4 or 16 of them.
  public let bytes: [UInt8]
  /// The length of the prefix in bits; 32 or 128 for a single address.
  public let prefix: Int

  /// Reads an address, optionally with `/` and a prefix length.
  ///
  /// IPv4 fields and prefixes have no leading zeros; IPv6 may be abbreviated with `::`, but may
  /// not embed IPv4. Returns `nil` for all else.
  public init?(_ text: String) {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    let isV6 = parts[0].contains(UInt8(ascii: ":"))
    guard let bytes = isV6 ? Self.readV6(parts[0]) : Self.readV4(parts[0]) else { return nil }
    self.bytes = bytes
    guard parts.count == 2 else {
      prefix = bytes.count * 8
      return
    }
    let digits = parts[1]
    guard (1...3).contains(digits.count), digits.allSatisfy(Identifier.isDigit),
      digits.count == 1 || digits.first != UInt8(ascii: "0"),
      let length = Digits.value(digits), length <= bytes.count * 8
    else { return nil }
    prefix = Int(length)
  }

  /// Whether the address has four bytes.
  public var isIPv4: Bool { bytes.count == 4 }

  /// Whether all of the range is loopback: within 127.0.0.0/8, or `::1`.
  public var isLoopback: Bool {
    if isIPv4 { return bytes[0] == 127 && prefix >= 8 }
    return bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 && prefix == 128
  }

  /// Whether all of the range is multicast: within 224.0.0.0/4 or ff00::/8.
  public var isMulticast: Bool {
    if isIPv4 { return bytes[0] & 0xf0 == 0xe0 && prefix >= 4 }
    return bytes[0] == 0xff && prefix >= 8
  }

  /// Whether all of this range lies in the other; never across the two families.
  public func isInRange(of other: IPAddress) -> Bool {
    guard bytes.count == other.bytes.count, prefix >= other.prefix else { return false }
    for index in bytes.indices {
      let bits = min(max(other.prefix - index * 8, 0), 8)
      let mask = UInt8(truncatingIfNeeded: 0xff00 >> bits)
      if bytes[index] & mask != other.bytes[index] & mask { return false }
    }
    return true
  }

  private static func readV4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let fields = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard fields.count == 4 else { return nil }
    var result: [UInt8] = []
    for field in fields {
      guard (1...3).contains(field.count), field.allSatisfy(Identifier.isDigit),
        field.count == 1 || field.first != UInt8(ascii: "0"),
        let value = Digits.value(field), value <= 255
      else { return nil }
      result.append(UInt8(value))
    }
    return result
  }

  private static func readV6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let gap = doubleColon(text) else {
      guard let groups = readGroups(text), groups.count == 16 else { return nil }
      return groups
    }
    guard let before = readGroups(text[..<gap]), let after = readGroups(text[(gap + 2)...]),
      before.count + after.count <= 14
    else { return nil }
    return before + [UInt8](repeating: 0, count: 16 - before.count - after.count) + after
  }

  private static func doubleColon(_ text: ArraySlice<UInt8>) -> Int? {
    text.indices.dropLast().first {
      text[$0] == UInt8(ascii: ":") && text[$0 + 1] == UInt8(ascii: ":")
    }
  }

  private static func readGroups(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    if text.isEmpty { return [] }
    var result: [UInt8] = []
    for group in text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      guard (1...4).contains(group.count), group.allSatisfy(Hexadecimal.isDigit),
        let value = UInt16(String(decoding: group, as: UTF8.self), radix: 16)
      else { return nil }
      result.append(UInt8(value >> 8))
      result.append(UInt8(value & 0xff))
    }
    return result
  }
}

/// Rules for hexadecimal digits.
enum Hexadecimal {
  static func isDigit(_ byte: UInt8) -> Bool {
    Identifier.isDigit(byte)
      || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"))
      || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F"))
  }
}
