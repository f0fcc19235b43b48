import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent

/// Every kind of question, whoever asks it, is one that the schema of the repository admits.
struct PolicyConformanceTests {
  private let now = DocumentsFixture.now
  private let authorities: Authorities
  private let actors: [PolicyActor]
  private let record: PolicyRecord

  init() throws {
    let estran = try #require(AuthorityID("estran"))
    let parent = try #require(AuthorityID("parent"))
    authorities = Authorities(parents: [estran: parent], contexts: [:])
    let people = try (1...3).map { try DocumentsFixture.identity($0).publicIdentity.fingerprint }
    record = PolicyRecord(
      id: DocumentsFixture.id(1), owner: people[0], helpers: [people[1], people[2]],
      stoppers: [people[1]], stopped: false)
    actors =
      people.map { PolicyActor(fingerprint: $0, enrolled: true) } + [
        PolicyActor(fingerprint: DocumentsFixture.viewer.fingerprint, authority: estran),
        PolicyActor(fingerprint: DocumentsFixture.viewer.fingerprint, authority: parent),
      ]
  }

  private func questions(_ actor: PolicyActor) throws -> [PolicyRequest] {
    let terms = try DocumentsFixture.terms()
    let grant = PolicyGrant(id: DocumentsFixture.id(2), terms: terms, ended: false)
    let figures = ReleaseFigures(
      durationDays: 120, runDays: 120, thirdPerson: false, openingDays: 1,
      walledDomains: [.care, .housing])
    let attestation = AttestationFacts(
      required: true, attesters: [], viewer: terms.viewer.fingerprint,
      viewerAuthority: terms.authority, helpers: [], authorities: authorities, now: now)
    let request = try AccessRequest(
      id: DocumentsFixture.id(4), record: record.id, viewer: terms.viewer, authority: nil,
      compartments: [.of(.work, .plan)], purpose: .work, days: 90, reason: .other, note: nil,
      issuedAt: now)
    let bundle = try PolicyBundle(
      hub: record.owner, version: 1, previous: nil, schema: PolicyFolder.schema(),
      policies: PolicyFolder.policies(), auditors: [DocumentsFixture.viewer],
      naming: DocumentsFixture.viewer, validFrom: now, issuedAt: now)
    return [
      .view(
        by: actor, under: grant, of: record, scope: PolicyScope(terms), purpose: .housing,
        figures: figures, limits: .standard, authorities: authorities, now: now),
      .grant(
        terms, by: actor, in: record, figures: GuardsTests.calm, limits: .standard,
        attestation: attestation, authorities: authorities, now: now),
      .request(request, by: actor, to: record, authorities: authorities, now: now),
      .emergency(
        by: actor, under: grant, of: record, hours: 24, service: true, suspended: false,
        figures: figures, authorities: authorities, now: now),
      .revoke(grant, of: record, by: actor, authorities: authorities, now: now),
    ]
      + [.stop, .attest, .resume, .decline, .enrol, .dismiss, .write, .erase, .logRead].map {
        .onRecord($0, record, by: actor, authorities: authorities, now: now)
      }
      + [.logRead, .naming].map {
        .onLog($0, of: bundle, by: actor, authorities: authorities, now: now)
      }
  }

  @Test func everyQuestionConforms() throws {
    let engine = try PolicyFolder.engine()
    for actor in actors {
      let questions = try questions(actor)
      #expect(Set(questions.map(\.action)) == Set(PolicyAction.allCases))
      for question in questions {
        #expect(engine.decide(question).failure == nil, "\(question.action)")
      }
    }
  }

  @Test func aQuestionThatTheSchemaDoesNotAdmitIsRefused() throws {
    let schema = try PolicyFolder.schema()
    let engine = try PolicyEngine(
      schema: schema.replacing("enrolled: Bool,", with: "enrolled: Bool, name: String,"),
      policies: PolicyFolder.policies())
    for actor in actors {
      for question in try questions(actor) {
        let decision = engine.decide(question)
        #expect(!decision.allowed)
        #expect(decision.failure == .request)
      }
    }
  }
}
