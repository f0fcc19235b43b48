import Foundation
import Keys
import Testing

@testable import Hub

/// What every record store must do, whatever lies below it.
struct RecordStoreConformance {
  let store: any RecordStore
  let time = Date(timeIntervalSince1970: 1_800_000_000)

  func run() async throws {
    try await createsOnce()
    try await changesWholly()
    try await keepsRowsApart()
    try await erases()
    try await countsChanges()
  }

  private func createsOnce() async throws {
    let record = RecordID()
    #expect(try await store.read(record) { try $0.state() } == nil)
    #expect(try await store.change(record, at: time) { try $0.state() } == nil)
    #expect(try await store.create(record, state: Data("one".utf8), at: time))
    #expect(try await !store.create(record, state: Data("two".utf8), at: time))
    #expect(try await store.read(record) { try $0.state() } == Data("one".utf8))
  }

  private func changesWholly() async throws {
    struct Stop: Error {}
    let record = RecordID()
    _ = try await store.create(record, state: Data("before".utf8), at: time)
    let name = Data("row".utf8)
    await #expect(throws: Stop.self) {
      try await store.change(record, at: time) { writing in
        try writing.setState(Data("after".utf8))
        try writing.setRow(.item, name, Data("value".utf8))
        throw Stop()
      }
    }
    let (state, row) = try #require(
      try await store.read(record) { (try $0.state(), try $0.row(.item, name)) })
    #expect(state == Data("before".utf8))
    #expect(row == nil)
    try await store.change(record, at: time) { writing in
      try writing.setState(Data("after".utf8))
      #expect(try writing.state() == Data("after".utf8), "a change reads its own writes")
      try writing.setRow(.item, name, Data("value".utf8))
    }
    #expect(try await store.read(record) { try $0.state() } == Data("after".utf8))
    #expect(try await store.read(record) { try $0.row(.item, name) } == Data("value".utf8))
  }

  private func keepsRowsApart() async throws {
    let (one, other) = (RecordID(), RecordID())
    let name = Data("same".utf8)
    for record in [one, other] { _ = try await store.create(record, state: Data(), at: time) }
    for kind in RowKind.allCases {
      try await store.change(one, at: time) { try $0.setRow(kind, name, Data(kind.rawValue.utf8)) }
    }
    for kind in RowKind.allCases {
      #expect(try await store.read(one) { try $0.rowCount(kind) } == 1)
      #expect(try await store.read(other) { try $0.rowCount(kind) } == 0)
      #expect(try await store.read(one) { try $0.row(kind, name) } == Data(kind.rawValue.utf8))
      #expect(try await store.read(other) { try $0.rows(kind) } == [])
    }
    try await store.change(one, at: time) { writing in
      try writing.setRow(.item, Data("later".utf8), Data("later".utf8))
    }
    #expect(
      try await store.read(one) { try $0.rows(.item) } == [Data("item".utf8), Data("later".utf8)])
    try await store.change(one, at: time) { writing in
      try writing.setRow(.item, name, Data("rewritten".utf8))
    }
    #expect(
      try await store.read(one) { try $0.rows(.item) }
        == [Data("later".utf8), Data("rewritten".utf8)])
    try await store.change(one, at: time) { try $0.setRow(.item, name, nil) }
    #expect(try await store.read(one) { try $0.rows(.item) } == [Data("later".utf8)])
  }

  private func erases() async throws {
    let record = RecordID()
    let held = try await store.recordCount()
    _ = try await store.create(record, state: Data("gone".utf8), at: time)
    try await store.change(record, at: time) { try $0.setRow(.grant, Data([1]), Data([2])) }
    #expect(try await store.recordCount() == held + 1)
    #expect(try await store.erase(record))
    #expect(try await !store.erase(record))
    #expect(try await store.recordCount() == held)
    #expect(try await store.read(record) { try $0.state() } == nil)
    #expect(try await store.create(record, state: Data("new".utf8), at: time))
    #expect(try await store.read(record) { try $0.rows(.grant) } == [])
  }

  private func countsChanges() async throws {
    let record = RecordID()
    _ = try await store.create(record, state: Data(), at: time)
    let first = try #require(try await store.read(record) { $0.sequence })
    try await store.change(record, at: time) { _ in }
    try await store.change(record, at: time) { _ in }
    #expect(try await store.read(record) { $0.sequence } == first + 2)
  }
}
