package import Foundation

/// Byte strings for key derivation, associated data and hashing, which two different inputs never share.
package enum LabelledBytes {
  /// The label and each part, each after its length as four big-endian bytes.
  ///
  /// A part is shorter than 4 GiB.
  package static func build(_ label: String, _ parts: [Data]) -> Data {
    var bytes = Data()
    for part in [Data(label.utf8)] + parts {
      withBigEndianBytes(of: UInt32(part.count)) { bytes.append(contentsOf: $0) }
      bytes.append(part)
    }
    return bytes
  }

  /// `value` as eight big-endian bytes, the form in which an integer is a part.
  package static func integer(_ value: UInt64) -> Data {
    var bytes = Data()
    withBigEndianBytes(of: value) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private static func withBigEndianBytes<Value: FixedWidthInteger>(
    of value: Value, _ body: ([UInt8]) -> Void
  ) {
    let width = Value.bitWidth
    body(stride(from: width - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) })
  }
}

/// Shorthand for `LabelledBytes.build`.
package func labelled(_ label: String, _ parts: Data...) -> Data {
  LabelledBytes.build(label, parts)
}
