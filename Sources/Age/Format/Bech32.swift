import Foundation

/// Bech32 (BIP 173) without its limit on length, as age writes keys.
enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  /// The lower-case text of `data` under the human-readable `prefix`, itself in lower case.
  static func encode(prefix: String, data: Data) -> String {
    let values = regroup(Array(data), from: 8, to: 5, padding: true) ?? []
    var checked = expand(Array(prefix.utf8)) + values + [0, 0, 0, 0, 0, 0]
    let sum = polymod(checked) ^ 1
    checked = values + (0..<6).map { UInt8(truncatingIfNeeded: (sum >> (5 * (5 - $0))) & 31) }
    return prefix + "1" + String(decoding: checked.map { alphabet[Int($0)] }, as: UTF8.self)
  }

  /// The prefix in lower case and the data of `text`; nil for mixed case, a wrong checksum or padding.
  static func decode(_ text: String) -> (prefix: String, data: Data)? {
    var bytes = Array(text.utf8)
    guard bytes.allSatisfy({ (33...126).contains($0) }) else { return nil }
    let upper = bytes.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let lower = bytes.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    guard !(upper && lower) else { return nil }
    if upper {
      bytes = bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }
    guard let separator = bytes.lastIndex(of: UInt8(ascii: "1")), separator > 0,
      bytes.count - separator > 6
    else { return nil }
    let prefix = Array(bytes[..<separator])
    var values = [UInt8]()
    for byte in bytes[(separator + 1)...] {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      values.append(UInt8(value))
    }
    guard polymod(expand(prefix) + values) == 1,
      let data = regroup(values.dropLast(6), from: 5, to: 8, padding: false)
    else { return nil }
    return (String(decoding: prefix, as: UTF8.self), Data(data))
  }

  private static func expand(_ prefix: [UInt8]) -> [UInt8] {
    prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
  }

  private static func polymod(_ values: [UInt8]) -> UInt32 {
    let generator: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
    var sum: UInt32 = 1
    for value in values {
      let top = sum >> 25
      sum = (sum & 0x1ff_ffff) << 5 ^ UInt32(value)
      for bit in 0..<5 where (top >> bit) & 1 == 1 { sum ^= generator[bit] }
    }
    return sum
  }

  private static func regroup(
    _ values: some Sequence<UInt8>, from: Int, to: Int, padding: Bool
  ) -> [UInt8]? {
    var accumulator: UInt32 = 0
    var bits = 0
    var result = [UInt8]()
    let mask: UInt32 = (1 << to) - 1
    for value in values {
      accumulator = (accumulator << from | UInt32(value)) & 0xfff
      bits += from
      while bits >= to {
        bits -= to
        result.append(UInt8(truncatingIfNeeded: accumulator >> bits & mask))
      }
    }
    let rest = UInt8(truncatingIfNeeded: accumulator << (to - bits) & mask)
    if padding {
      if bits > 0 { result.append(rest) }
    } else {
      guard bits < from, rest == 0 else { return nil }
    }
    return result
  }
}
