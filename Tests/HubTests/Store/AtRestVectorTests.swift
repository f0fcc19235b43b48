import Crypto
import Foundation
import Keys
import TestSupport
import Testing

@testable import Hub

@Suite("At rest, as specified")
struct AtRestVectorTests {
  /// One value and one name under fixed keys.
  struct Vector: Codable {
    let store: Data
    let lookupKey: Data
    let record: RecordID
    let table: String
    let name: Data
    let lookup: Data
    let recordKey: Data
    let value: Data
    let sealed: Data
    let entryIndex: Int
    let sealedEntry: Data
    let sealedHubEntry: Data
  }

  private static let file = WrittenFile(vector: "at-rest.json")

  @Test("the vector opens, and no altered copy of it does")
  func vector() throws {
    if WrittenFile.writes { try write() }
    let vector = try CanonicalJSON.decode(Vector.self, from: try Data(contentsOf: Self.file.url))
    let keys = StoreKeys(
      store: SymmetricKey(data: vector.store), lookup: SymmetricKey(data: vector.lookupKey))
    let lookup = keys.lookup(vector.table, record: vector.record, name: vector.name)
    #expect(lookup == vector.lookup)
    #expect(keys.lookup(vector.table, record: RecordID(), name: vector.name) != lookup)
    #expect(keys.lookup("record_grant", record: vector.record, name: vector.name) != lookup)
    let key = try keys.openRecordKey(vector.recordKey, for: vector.record)
    func open(_ sealed: Data, _ table: String, _ record: RecordID, _ row: Data) throws -> Data {
      try keys.open(sealed, under: key, table: table, record: record, row: row)
    }
    #expect(try open(vector.sealed, vector.table, vector.record, lookup) == vector.value)
    #expect(vector.sealed.count == 1024 + 28)
    var flipped = vector.sealed
    flipped[100] ^= 1
    #expect(throws: StoreError.self) { try open(flipped, vector.table, vector.record, lookup) }
    #expect(throws: StoreError.self) { try open(vector.sealed, "record", vector.record, lookup) }
    #expect(throws: StoreError.self) { try open(vector.sealed, vector.table, RecordID(), lookup) }
    #expect(throws: StoreError.self) {
      try open(vector.sealed, vector.table, vector.record, Data(repeating: 0, count: 32))
    }
    let index = UInt64(vector.entryIndex)
    func entry(_ sealed: Data, _ index: UInt64, _ key: SymmetricKey?) throws -> Data {
      try keys.open(
        entry: sealed, at: index, record: key == nil ? nil : vector.record, key: key)
    }
    #expect(try entry(vector.sealedEntry, index, key) == vector.value)
    #expect(try entry(vector.sealedHubEntry, index, nil) == vector.value)
    for wrong in [
      { try entry(vector.sealedEntry, index + 1, key) },
      { try entry(vector.sealedEntry, index, nil) },
      { try entry(vector.sealedHubEntry, index, key) },
    ] {
      #expect(throws: StoreError.self) { try wrong() }
    }
    #expect(throws: StoreError.keyUnreadable) {
      try keys.openRecordKey(vector.recordKey, for: RecordID())
    }
  }

  private func write() throws {
    let record = try #require(RecordID("AAECAwQFBgcICQoLDA0ODw"))
    let (store, looking) = (Data(repeating: 1, count: 32), Data(repeating: 2, count: 32))
    let keys = StoreKeys(store: SymmetricKey(data: store), lookup: SymmetricKey(data: looking))
    let name = Data("sixteen-byte-nam".utf8)
    let lookup = keys.lookup("record_item", record: record, name: name)
    let recordKey = try keys.makeRecordKey(for: record)
    let value = Data("what lies at rest".utf8)
    let key = try keys.openRecordKey(recordKey, for: record)
    let vector = Vector(
      store: store, lookupKey: looking, record: record, table: "record_item", name: name,
      lookup: lookup, recordKey: recordKey, value: value,
      sealed: try keys.seal(
        value, under: key, table: "record_item", record: record, row: lookup),
      entryIndex: 259,
      sealedEntry: try keys.seal(entry: value, at: 259, record: record, key: key),
      sealedHubEntry: try keys.seal(entry: value, at: 259, record: nil, key: nil))
    try Self.file.check(CanonicalJSON.encode(vector))
  }
}
