package import Foundation

/// Pads what is stored at a hub to one of a few sizes, so that a size tells little.
///
/// The payload is followed by one byte 0x80 and zeros.
package enum Padding {
  /// The sizes in KiB below 64 for whatever is stored; above them come multiples of 64 KiB.
  package static let usual = [1, 4, 16]
  /// The same for entries of the log, where every usual act is to have one size.
  package static let entry = [8, 16]

  private static let kibibyte = 1024

  /// The size in bytes to which a payload of `count` bytes is padded.
  package static func paddedCount(_ count: Int, to sizes: [Int] = usual) -> Int {
    let needed = count + 1
    for size in sizes where needed <= size * kibibyte { return size * kibibyte }
    let step = 64 * kibibyte
    return (needed + step - 1) / step * step
  }

  /// `payload` followed by its padding.
  package static func pad(_ payload: Data, to sizes: [Int] = usual) -> Data {
    var padded = payload
    padded.append(0x80)
    padded.append(Data(count: paddedCount(payload.count, to: sizes) - padded.count))
    return padded
  }

  /// The payload of `padded`, or `.padding` if it is not exactly what `pad` writes.
  package static func unpad(
    _ padded: Data, from sizes: [Int] = usual
  ) throws(DocumentError) -> Data {
    let bytes = padded.span
    var end = bytes.count - 1
    while end >= 0, bytes[end] == 0 { end -= 1 }
    guard end >= 0, bytes[end] == 0x80 else { throw .padding }
    let payload = Data(padded.prefix(end))
    guard paddedCount(payload.count, to: sizes) == padded.count else { throw .padding }
    return payload
  }
}
