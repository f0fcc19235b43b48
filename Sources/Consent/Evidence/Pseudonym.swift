import Crypto
package import Foundation
package import Keys

/// A quarter of a year in UTC, `2026Q2`: for how long a pseudonym stays the same.
package struct Quarter: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  /// The year.
  package let year: Int
  /// The quarter, 1 to 4.
  package let number: Int

  /// The quarter of a time.
  package init(of time: Date) {
    let date = ConsentText.civilDate(Int((time.timeIntervalSince1970 / 86_400).rounded(.down)))
    year = date.year
    number = (date.month - 1) / 3 + 1
  }

  /// The text form.
  package var description: String { "\(year)Q\(number)" }

  /// Quarters are ordered in time.
  package static func < (one: Quarter, other: Quarter) -> Bool {
    (one.year, one.number) < (other.year, other.number)
  }
}

/// Who or what an auditor sees instead of a name: 16 bytes, the same for one quarter.
package struct Pseudonym: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The 16 bytes.
  package let bytes: Data

  /// Takes 16 bytes; nil for any other number.
  package init?(bytes: Data) {
    guard bytes.count == 16 else { return nil }
    self.bytes = Data(bytes)
  }

  /// The first 8 bytes in hexadecimal, for reports.
  package var description: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// Decodes 16 bytes.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Pseudonym(bytes: try container.decode(Data.self)) else {
      throw ConsentError(.wrongLength, at: "pseudonym")
    }
    self = value
  }

  /// Encodes the 16 bytes.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(bytes)
  }
}

/// Makes pseudonyms: one HMAC key a quarter, derived from a secret that stays with the hub.
package struct PseudonymKey: Sendable {
  private let secret: SecretBytes

  /// Takes the hub's secret of 32 bytes.
  package init(secret: SecretBytes) {
    self.secret = secret
  }

  /// The record's pseudonym in the quarter of a time.
  package func pseudonym(of record: RecordID, at time: Date) -> Pseudonym {
    pseudonym("record", record.bytes, time)
  }

  /// The pseudonym of a person, by their fingerprint, in the quarter of a time.
  package func pseudonym(of person: Fingerprint, at time: Date) -> Pseudonym {
    pseudonym("person", person.bytes, time)
  }

  /// The grant's pseudonym, in the quarter of a time.
  package func pseudonym(of grant: GrantID, at time: Date) -> Pseudonym {
    pseudonym("grant", grant.bytes, time)
  }

  private func pseudonym(_ kind: String, _ name: Data, _ time: Date) -> Pseudonym {
    let quarter = Data(Quarter(of: time).description.utf8)
    let key = secret.withBytes { bytes in
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: bytes),
        info: labelled("maille/v1/pseudonym-key", quarter), outputByteCount: 32)
    }
    let code = HMAC<SHA256>.authenticationCode(
      for: labelled("maille/v1/pseudonym", Data(kind.utf8), name), using: key)
    // INVARIANT: 16 bytes are always accepted.
    return Pseudonym(prefixOf: Data(code))
  }
}

extension Pseudonym {
  /// Takes the first 16 bytes of a longer code.
  fileprivate init(prefixOf code: Data) {
    bytes = Data(code.prefix(16))
  }
}
