import Foundation
import Keys
import Record

/// A head as it lies at rest: the slots are one string of bytes there, which a release reads whole.
extension HeadRow {
  private enum CodingKeys: String, CodingKey {
    case manifest, slots, measures, holdings, removed
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    manifest = try container.decode(SignedDocument<Manifest>.self, forKey: .manifest)
    slots = try SlotTable(bytes: container.decode(Data.self, forKey: .slots))
    measures = try container.decode(Data.self, forKey: .measures)
    holdings = try container.decode(DocumentHash.self, forKey: .holdings)
    removed = try container.decode(Int.self, forKey: .removed)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(manifest, forKey: .manifest)
    try container.encode(slots.bytes, forKey: .slots)
    try container.encode(measures, forKey: .measures)
    try container.encode(holdings, forKey: .holdings)
    try container.encode(removed, forKey: .removed)
  }
}
