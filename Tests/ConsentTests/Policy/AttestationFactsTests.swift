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

  /// An attester, and the enrolment that they have.
  private typealias Word = (
    attester: AttestationFacts.Attester, helper: AttestationFacts.Helper?
  )

  private func facts(
    _ words: [Word], viewer: UInt8 = 9, of authority: String? = nil,
    helpers: [AttestationFacts.Helper] = []
  ) throws -> AttestationFacts {
    AttestationFacts(
      required: true, attesters: words.map(\.attester), viewer: person(viewer),
      viewerAuthority: try authority.map { try Self.authority($0) },
      helpers: words.compactMap(\.helper) + helpers, authorities: authorities, now: now)
  }

  private func attester(
    _ byte: UInt8, of authority: String? = nil, enrolled hours: Double? = nil
  ) throws -> Word {
    let authority = try authority.map { try Self.authority($0) }
    return (
      .init(fingerprint: person(byte), authority: authority),
      hours.map {
        .init(fingerprint: person(byte), authority: authority, since: ago($0))
      }
    )
  }

  private func helper(
    _ byte: UInt8, of authority: String? = nil, from: Double = 500, until: Double? = nil
  ) throws -> AttestationFacts.Helper {
    AttestationFacts.Helper(
      fingerprint: person(byte), authority: try authority.map { try Self.authority($0) },
      since: ago(from), until: until.map(ago))
  }

  private func ago(_ hours: Double) -> Date { now.addingTimeInterval(-hours * 3600) }

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
    let helper = try helper(3, of: "ward")
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
    let helper = try helper(3, of: "ward")
    #expect(try facts([], viewer: 3, helpers: [helper]).toHelper)
    #expect(try facts([], of: "ward", helpers: [helper]).toHelper)
    #expect(try facts([], of: "city", helpers: [helper]).toHelper)
    #expect(try !facts([], of: "school", helpers: [helper]).toHelper)
    #expect(try !facts([], helpers: [helper]).toHelper)
  }

  @Test func aHelperDismissedAMomentAgoStillNeedsASecondAttestation() throws {
    for (hours, counts) in [(0, true), (71.9, true), (72, false)] {
      let former = try helper(3, of: "ward", until: hours)
      #expect(try facts([], viewer: 3, helpers: [former]).toHelper == counts)
      #expect(try facts([], of: "ward", helpers: [former]).toHelper == counts)
      #expect(try facts([], of: "city", helpers: [former]).toHelper == counts)
      let colleague = try attester(1, of: "ward")
      #expect(try facts([colleague], helpers: [former]).independent == (counts ? 0 : 1))
    }
  }

  @Test func aHelperEnrolledAgainForAnotherAuthorityLeftTheFormerOneBehind() throws {
    let terms = [try helper(3, of: "ward", until: 1), try helper(3, of: "school", from: 1)]
    #expect(try facts([], of: "city", helpers: terms).toHelper)
    #expect(try facts([], of: "school", helpers: terms).toHelper)
  }

  @Test func whoWasDismissedAttestsNothing() throws {
    let (word, _) = try attester(3)
    let former = try helper(3, until: 1)
    #expect(try facts([(word, former)]).given == 0)
    #expect(try facts([(word, former)]).independent == 0)
  }

  @Test func enrollingAgainWithinSeventyTwoHoursResetsNothing() throws {
    func since(_ terms: [AttestationFacts.Helper]) -> Date? {
      AttestationFacts.enrolledSince(person(3), in: terms)
    }
    let first = try helper(3, from: 500, until: 100)
    let soon = try helper(3, from: 28.1)
    let late = try helper(3, from: 28)
    #expect(since([soon, first]) == ago(500))
    #expect(since([first, late]) == ago(28))
    let second = try helper(3, from: 90, until: 20)
    let third = try helper(3, from: 1)
    #expect(since([third, second, first]) == ago(500))
    #expect(since([first, second]) == nil)
    #expect(since([try helper(4)]) == nil)
  }
}
