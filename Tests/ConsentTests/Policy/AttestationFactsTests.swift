import Foundation
import Keys
import Testing

@testable import Consent

struct AttestationFactsTests {
  private let now = DocumentsFixture.now
  private let authorities: Authorities

  init() throws {
    authorities = Authorities(
      parents: [try Self.authority("ward"): try Self.authority("city")], contexts: [:])
  }

  private static func authority(_ name: String) throws -> AuthorityID {
    try #require(AuthorityID(name))
  }

  private func person(_ byte: UInt8) -> Fingerprint {
    Fingerprint(unchecked: Data(repeating: byte, count: 32))
  }

  private func facts(
    _ attesters: [AttestationFacts.Attester], viewer: UInt8 = 9, of authority: String? = nil,
    helpers: [AttestationFacts.Helper] = []
  ) throws -> AttestationFacts {
    AttestationFacts(
      required: true, attesters: attesters, viewer: person(viewer),
      viewerAuthority: try authority.map { try Self.authority($0) }, helpers: helpers,
      authorities: authorities, now: now)
  }

  private func attester(
    _ byte: UInt8, of authority: String? = nil, enrolled hours: Double? = nil
  ) throws -> AttestationFacts.Attester {
    AttestationFacts.Attester(
      fingerprint: person(byte), authority: try authority.map { try Self.authority($0) },
      enrolledAt: hours.map { now.addingTimeInterval(-$0 * 3600) })
  }

  @Test func oneWhoAttestsTwiceCountsOnce() throws {
    let facts = try facts([attester(1, enrolled: 100), attester(1, enrolled: 100)])
    #expect(facts.given == 1)
    #expect(facts.independent == 1)
  }

  @Test func enrolmentCountsAfterSeventyTwoHours() throws {
    #expect(try facts([attester(1, enrolled: 71.9)]).independent == 0)
    #expect(try facts([attester(1, enrolled: 72)]).independent == 1)
    #expect(try facts([attester(1)]).independent == 0)
  }

  @Test func theViewerIsNotIndependent() throws {
    #expect(try facts([attester(9, enrolled: 500)]).independent == 0)
    #expect(try facts([attester(1, of: "ward")], of: "city").independent == 0)
    #expect(try facts([attester(1, of: "school")], of: "city").independent == 1)
  }

  @Test func aColleagueOfAHelperIsNotIndependent() throws {
    let helper = AttestationFacts.Helper(
      fingerprint: person(3), authority: try Self.authority("ward"))
    #expect(try facts([attester(1, of: "city")], helpers: [helper]).independent == 0)
    #expect(try facts([attester(1, of: "school")], helpers: [helper]).independent == 1)
  }

  @Test func aViewersOwnWordSatisfiedAnOwnerWhoRequiresAHelpers() throws {
    let viewer = try attester(9, of: "ward")
    let colleague = try attester(1, of: "ward")
    let helper = try attester(3, enrolled: 0)
    #expect(try facts([viewer], of: "ward").given == 0)
    #expect(try facts([viewer, colleague], of: "ward").given == 0)
    #expect(try facts([helper], of: "ward").given == 1)
    #expect(try facts([helper, colleague], of: "ward").given == 2)
  }

  @Test func whomTheGrantConcerns() throws {
    let helper = AttestationFacts.Helper(
      fingerprint: person(3), authority: try Self.authority("ward"))
    #expect(try facts([], viewer: 3, helpers: [helper]).toHelper)
    #expect(try facts([], of: "ward", helpers: [helper]).toHelper)
    #expect(try facts([], of: "city", helpers: [helper]).toHelper)
    #expect(try !facts([], of: "school", helpers: [helper]).toHelper)
    #expect(try !facts([], helpers: [helper]).toHelper)
  }
}
