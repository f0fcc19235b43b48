import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing

@testable import Consent

@Suite("Proposals of an addition")
struct ProposalTests {
  typealias Fixture = DocumentsFixture

  private let member = MemberID(card: NetworkItemID())

  private func proposal(
    _ compartment: Compartment = .of(.housing, .notes), body: String = "sealed body"
  ) throws -> Proposal {
    try Proposal(
      id: Fixture.id(4), record: Fixture.id(1), grant: Fixture.id(2), viewer: Fixture.viewer,
      authority: AuthorityID("estran"), compartment: compartment, body: Fixture.hash(body),
      issuedAt: Fixture.now)
  }

  private func note(_ text: String) throws -> ProposedItem {
    try ProposedItem(.note(Note(domain: .housing, text: text)), in: .housing)
  }

  /// The file was made by another implementation.
  @Test("proposal.json")
  func vectors() async throws {
    let (viewer, owner) = (try Fixture.identity(10), try Fixture.identity(1))
    let proposal = try await SignedDocument.sign(proposal(), with: viewer)
    let settlement = try await SignedDocument.sign(
      Settlement(
        record: Fixture.id(1), counter: 8, proposal: Fixture.id(4), issuedAt: Fixture.now),
      with: owner)
    func seed(_ bytes: SecretBytes) -> String { Base64URL.encode(bytes.withBytes { $0 }) }
    try WrittenFile(vector: "proposal.json").check(json: [
      "viewerSigningSeed": seed(viewer.signingSeed), "viewerSealingSeed": seed(viewer.sealingSeed),
      "ownerSigningSeed": seed(owner.signingSeed), "ownerSealingSeed": seed(owner.sealingSeed),
      "item": String(
        decoding: try CanonicalJSON.encode(note("Le gardien passe mardi")), as: UTF8.self),
      "proposal": proposal.compact, "proposalHash": proposal.hash.description,
      "settlement": settlement.compact, "settlementHash": settlement.hash.description,
    ])
  }

  @Test("documents read back as they were written; nothing is proposed for the emergency set")
  func roundTrip() throws {
    try DocumentsTests().roundTrip(proposal())
    try DocumentsTests().roundTrip(
      Settlement(
        record: Fixture.id(1), counter: 1, proposal: Fixture.id(4), issuedAt: Fixture.now))
    #expect(throws: ConsentError(.emergencyCompartment, at: "compartment")) {
      try proposal(.emergency)
    }
    #expect(throws: ConsentError(.outOfRange, at: "counter")) {
      try Settlement(
        record: Fixture.id(1), counter: 0, proposal: Fixture.id(4), issuedAt: Fixture.now)
    }
  }

  @Test("a body is the one that the proposal names, and bounded")
  func body() async throws {
    let viewer = try Fixture.identity(10)
    let large = Data(count: Proposal.largestBody + 1)
    let signed = try await SignedDocument.sign(proposal(), with: viewer)
    #expect(throws: Never.self) {
      try PublishProposal(proposal: signed, body: Data("sealed body".utf8))
    }
    #expect(throws: ConsentError(.contradiction, at: "body")) {
      try PublishProposal(proposal: signed, body: Data("another body".utf8))
    }
    for wrong in [Data(), large] {
      #expect(throws: ConsentError(.wrongLength, at: "body")) {
        try PublishProposal(proposal: signed, body: wrong)
      }
    }
  }

  @Test("an item is sealed to its owner, every one in the same size, and opens for nobody else")
  func sealed() throws {
    let (owner, other) = (try Fixture.identity(1), try Fixture.identity(10))
    let short = try note("oui").sealed(to: owner.publicIdentity)
    let long = try note(String(repeating: "mot ", count: 1500)).sealed(to: owner.publicIdentity)
    #expect(short.count == long.count && short.count <= Proposal.largestBody)
    #expect(try ProposedItem(opening: short, with: owner) == note("oui"))
    #expect(throws: (any Error).self) { try ProposedItem(opening: short, with: other) }
    #expect(throws: ConsentError(.tooLong, at: "item")) {
      try note(String(repeating: "mot ", count: 3000)).sealed(to: owner.publicIdentity)
    }
  }

  @Test("nobody speaks for the owner in what they propose")
  func professionalsWord() throws {
    let tie = try ProposedItem(
      .tie(
        Tie(
          domain: .housing, member: member,
          qualities: TieQualities(saidBy: .owner, contested: true, statement: "je le dis"))),
      in: .housing)
    guard case .tie(let taken) = tie.content else {
      Issue.record("no tie")
      return
    }
    #expect(taken.qualities.saidBy == .professional)
    #expect(!taken.qualities.contested && taken.qualities.statement == nil)
    let card = try ProposedItem(
      .card(Member(kind: .person, label: "Rose", circle: .closest)), in: .housing)
    #expect(card.content == .card(try Member(kind: .person, label: "Rose")))
    #expect(card.compartment == .of(.housing, .people))
    let objective = try ProposedItem(
      .objective(Objective(domain: .work, text: "un stage", author: .owner, state: .reached)),
      in: .work)
    #expect(
      objective.content
        == .objective(
          try Objective(domain: .work, text: "un stage", author: .owner, state: .proposed)))
  }

  @Test("a mask, a référent or another domain than the content's is refused")
  func refused() throws {
    #expect(throws: ConsentError(.wrongKind, at: "item.content")) {
      try ProposedItem(
        .memberTie(
          MemberTie(
            domain: .work, from: member, to: MemberID(card: NetworkItemID()), relation: .knows,
            qualities: TieQualities())), in: .work)
    }
    #expect(throws: ConsentError(.contradiction, at: "item.domain")) {
      try ProposedItem(.note(Note(domain: .housing, text: "mot")), in: .work)
    }
  }

  @Test("the owner words and places it otherwise")
  func changed() throws {
    let next = try note("le mardi").changed(text: "le jeudi", domain: .work)
    #expect(next.content == .note(try Note(domain: .work, text: "le jeudi")))
    #expect(next.compartment == .of(.work, .notes))
    #expect(try note("le mardi").changed() == note("le mardi"))
    #expect(throws: (any Error).self) { try note("le mardi").changed(text: " ") }
  }
}
