import Foundation
import Keys
import Synchronization

@testable import Hub

/// A record store in memory: the model beside which the real one is tested.
final class MemoryRecordStore: RecordStore {
  struct Row {
    let name: Data
    let value: Data
    let sequence: Int
  }

  final class Record: RecordWriting {
    var sequence = 1
    var value: Data
    var held: [RowKind: [Row]] = [:]

    init(value: Data) { self.value = value }

    init(copying other: Record) {
      sequence = other.sequence
      value = other.value
      held = other.held
    }

    func state() throws -> Data { value }
    func row(_ kind: RowKind, _ name: Data) throws -> Data? {
      held[kind]?.first { $0.name == name }?.value
    }
    func rows(_ kind: RowKind) throws -> [Data] {
      (held[kind] ?? []).sorted { $0.sequence < $1.sequence }.map(\.value)
    }
    func rowCount(_ kind: RowKind) throws -> Int { held[kind]?.count ?? 0 }
    func setState(_ state: Data) throws { value = state }
    func setRow(_ kind: RowKind, _ name: Data, _ value: Data?) throws {
      held[kind, default: []].removeAll { $0.name == name }
      if let value {
        held[kind, default: []].append(Row(name: name, value: value, sequence: sequence + 1))
      }
    }
  }

  private let records = Mutex<[RecordID: Record]>([:])

  func create(_ record: RecordID, state: Data, at time: Date) async throws -> Bool {
    records.withLock { records in
      guard records[record] == nil else { return false }
      records[record] = Record(value: state)
      return true
    }
  }

  func read<T: Sendable>(
    _ record: RecordID, _ body: @escaping @Sendable (any RecordReading) throws -> T
  ) async throws -> T? {
    try records.withLock { try $0[record].map(body) }
  }

  func change<T: Sendable>(
    _ record: RecordID, at time: Date,
    _ body: @escaping @Sendable (any RecordWriting) throws -> T
  ) async throws -> T? {
    try records.withLock { records in
      guard let held = records[record] else { return nil }
      let copy = Record(copying: held)
      let result = try body(copy)
      copy.sequence += 1
      records[record] = copy
      return result
    }
  }

  func erase(_ record: RecordID) async throws -> Bool {
    records.withLock { $0.removeValue(forKey: record) != nil }
  }

  func recordCount() async throws -> Int { records.withLock { $0.count } }
}
