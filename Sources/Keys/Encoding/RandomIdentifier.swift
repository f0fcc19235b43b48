import Crypto
package import Foundation

/// Sixteen random bytes that name one thing of the kind `Tag`.
package struct RandomIdentifier<Tag>: FixedBytes {
  package static var byteCount: Int { 16 }

  package let bytes: Data

  package init(unchecked bytes: Data) { self.bytes = bytes }

  /// A fresh identifier from the system's random number generator; one that may be typed.
  package init() {
    repeat {
      self.init(unchecked: Data.random(count: Self.byteCount))
    } while beginsWithDash
  }
}

/// What a `RecordID` names.
package enum RecordTag {}
/// What a `GrantID` names.
package enum GrantTag {}
/// What an `ItemID` names.
package enum ItemTag {}
/// What a `RequestID` names.
package enum RequestTag {}
/// What a `RecordNonce` stands for.
package enum RecordNonceTag {}

/// Names a record at a hub.
package typealias RecordID = RandomIdentifier<RecordTag>
/// What makes a record's id unguessable to whoever knows its owner's card; shown once, never kept.
package typealias RecordNonce = RandomIdentifier<RecordNonceTag>
/// Names a grant.
package typealias GrantID = RandomIdentifier<GrantTag>
/// Names an item of a record.
package typealias ItemID = RandomIdentifier<ItemTag>
/// Names a professional's request for access.
package typealias RequestID = RandomIdentifier<RequestTag>

extension RandomIdentifier where Tag == RecordTag {
  /// The id of a record that this owner makes with this nonce, and that nobody else can make.
  ///
  /// The first 16 bytes of SHA-256 over the label `maille/v1/record`, the owner's fingerprint and
  /// the nonce.
  package init(owner: Fingerprint, nonce: RecordNonce) {
    let digest = SHA256.hash(data: labelled("maille/v1/record", owner.bytes, nonce.bytes))
    self.init(unchecked: Data(digest.prefix(Self.byteCount)))
  }
}

extension Data {
  /// `count` bytes from the system's random number generator.
  package static func random(count: Int) -> Data {
    SecretBytes.random(count: count).withBytes { $0 }
  }
}
