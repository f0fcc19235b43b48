package import Foundation
import Keys

extension SlotTable {
  private static let width = 136

  /// The slots one after the other, 136 bytes each: the leaf's 104, then the padding's seed.
  package var bytes: Data {
    slots.reduce(into: Data(capacity: slots.count * Self.width)) { $0 += $1.leaf + $1.padding }
  }

  /// Reads what ``bytes`` gives.
  package init(bytes: Data) throws(RecordError) {
    guard bytes.count.isMultiple(of: Self.width) else {
      throw RecordError(.malformed, at: "slots")
    }
    var slots: [Slot] = []
    for start in stride(from: 0, to: bytes.count, by: Self.width) {
      let slot = Data(bytes.dropFirst(start).prefix(Self.width))
      let epoch = slot[64..<72].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      slots.append(
        try Slot(
          salt: Data(slot[..<32]), blind: Data(slot[32..<64]), epoch: Int(clamping: epoch),
          contents: DocumentHash(unchecked: Data(slot[72..<104])), padding: Data(slot[104...])))
    }
    try self.init(slots: slots)
  }
}
