import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Hub

/// A hub did what it was asked, and its answer never arrived: the device sends the same again.
@Suite("An answer that was lost")
struct LostAnswerTests {
  @Test("what is sent again is taken as answered, by the evidence of the first time")
  func sentAgain() async throws {
    let world = try await CrashWorld()
    try await world.start()
    var owner = try await CrashOwner.make(in: world)
    let viewer = try await world.viewer("Paul")
    try await world.with(owner.person) { client in
      let grant = try await owner.grant(to: viewer, domain: .housing, over: client, losing: true)
      _ = try owner.record.add([.note(try Note(domain: .work, text: "a note more"))])
      _ = try await owner.record.commit(at: Date())
      try await owner.flush(client, losing: true)
      _ = try await owner.record.revoke([grant.payload.id], at: Date())
      try await owner.flush(client, losing: true)
    }
    #expect(owner.record.state.outbox.isEmpty)
    world.crash()
    let leaves = try await world.leaves()
    #expect(try await world.findings() == [])
    #expect(Set(leaves.map(\.leaf)).count == leaves.count)
  }

  @Test("the evidence of another statement to the same place is not taken for it")
  func anotherStatement() async throws {
    let world = try await CrashWorld()
    try await world.start()
    var owner = try await CrashOwner.make(in: world)
    let record = owner.record.state.record
    try await world.with(owner.person) { client in
      let stop = try await owner.record.stop(at: Date())
      let first = try #require(try await client.stop(stop))
      let body = try CanonicalJSON.encode(PublishStop(stop: stop))
      let path = "/v1/records/\(record)/stop"
      let again = try #require(try await client.connection.send("POST", path, body: body).request)
      let other = try #require(
        try await client.connection.send("POST", path, body: Data("{}".utf8)).request)
      let verification = ReceiptVerification(client.hub.logPolicy)
      let identity = owner.person.identity
      #expect(throws: Never.self) {
        try verification.verify(
          first.evidence, request: again, expecting: .accepted, repeatedBy: identity)
      }
      #expect(throws: ReceiptError(.otherRequest, at: "receipt.request")) {
        try verification.verify(
          first.evidence, request: other, expecting: .accepted, repeatedBy: identity)
      }
      #expect(throws: ReceiptError(.otherRequest, at: "receipt.request")) {
        try verification.verify(first.evidence, request: again, expecting: .accepted)
      }
      #expect(throws: ReceiptError(.otherRequest, at: "receipt.request")) {
        try verification.verify(
          first.evidence, request: again, expecting: .accepted,
          repeatedBy: world.auditor.identity)
      }
    }
  }
}
