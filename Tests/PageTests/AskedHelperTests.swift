import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Page

/// What the owner reads of who helps, before a yes.
@Suite struct AskedHelperTests {
  /// Two services of one parent, and one of none.
  private func register() throws -> Register {
    func authority(_ id: String, parent: String? = nil) throws -> RegisteredAuthority {
      try RegisteredAuthority(
        id: try #require(AuthorityID(id)), name: "Service " + id,
        key: try Identity().publicIdentity,
        parent: try parent.map { try #require(AuthorityID($0)) }, contexts: [])
    }
    return try Register(
      hub: try Identity().publicIdentity.fingerprint, version: 1, previous: nil,
      authorities: [
        authority("atelier"), authority("estran", parent: "maison"), authority("maison"),
        authority("phare", parent: "maison"),
      ], issuedAt: Date())
  }

  private func helper(_ authority: String?, asker: String?) throws -> AskedHelper {
    AskedHelper(
      name: "Inès", authority: authority.flatMap { AuthorityID($0) },
      asker: asker.flatMap { AuthorityID($0) }, register: try register())
  }

  @Test func aHelperOfWhoAsksIsSaidToBe() throws {
    #expect(try helper("estran", asker: "estran").sharesService)
    #expect(try helper("estran", asker: "phare").sharesService)
    #expect(try helper("maison", asker: "phare").sharesService)
    #expect(try !helper("atelier", asker: "phare").sharesService)
    #expect(try !helper("atelier", asker: nil).sharesService)
    #expect(try !helper(nil, asker: "phare").sharesService)
    #expect(try !helper(nil, asker: nil).sharesService)
  }

  @Test(arguments: Language.allCases)
  func whoHelpsIsTold(language: Language) throws {
    #expect(try helper("estran", asker: nil).words(language)[0].contains("Service estran"))
    #expect(try helper("estran", asker: "phare").words(language).count == 2)
    #expect(try helper(nil, asker: "phare").words(language).count == 1)
    #expect(try helper("gone", asker: nil).words(language)[0].contains("gone"))
  }
}
