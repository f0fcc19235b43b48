import Consent
import Foundation
import PersonalNetwork
import Testing

@testable import Page

/// An addition as a professional writes it, one question a screen.
@Suite struct ProposeDraftTests {
  private static let notes: [Compartment] = [.of(.housing, .notes), .of(.work, .people)]
  private static let member = MemberID(card: NetworkItemID())

  private func draft(_ encoded: String, _ scope: [Compartment] = notes) throws -> ProposeDraft {
    ProposeDraft(try #require(FormFields(encoded)), under: scope)
  }

  @Test func questionsComeOneAfterTheOther() throws {
    #expect(try draft("").next == .kind)
    #expect(try draft("kind=note").next == .domain)
    #expect(try draft("step=domain&kind=note&domain=housing").next == .words)
    let written = "kind=note&domain=housing&words=mardi&step=words"
    #expect(try draft(written).next == .check)
    #expect(try !draft(written).isSent)
    #expect(try draft("kind=note&domain=housing&words=mardi&step=check&send=yes").isSent)
    #expect(try draft("kind=note&domain=housing&step=check&send=yes").next == .words)
    #expect(try !draft("kind=note&domain=housing&step=check&send=yes").isSent)
  }

  @Test func onlyWhatTheGrantOpensIsOffered() throws {
    #expect(try draft("").openKinds == [.note, .card])
    #expect(try draft("kind=note").openDomains == [.housing])
    #expect(try draft("kind=note&domain=work").domain == nil)
    #expect(try draft("kind=contact").kind == nil)
    #expect(try draft("kind=mask").kind == nil)
    #expect(try draft("", []).openKinds.isEmpty)
  }

  @Test func aMemberIsOneThatTheViewNamed() throws {
    let scope: [Compartment] = [.of(.housing, .contact)]
    let named = "member=\(Self.member)+Rose&kind=contact&domain=housing"
    #expect(try draft("kind=contact&domain=housing", scope).openKinds.isEmpty)
    #expect(try draft(named, scope).next == .about)
    #expect(try draft(named + "&about=\(NetworkItemID())", scope).about == nil)
    let whole = named + "&about=\(Self.member)&detail=phone&words=555+0100&step=words"
    let item = try #require(try draft(whole, scope).item)
    #expect(
      item.content
        == .contact(
          try ContactDetail(
            domain: .housing, member: Self.member, kind: .phone, value: "555 0100")))
  }

  @Test func hostileWordsStayText() throws {
    let item = try #require(
      try draft("kind=note&domain=housing&words=%3Cscript%3E%22%27&step=words").item)
    #expect(item.text == "<script>\"'")
    let fields = ProposeDraft.memberFields(
      [
        try NetworkItem(
          id: Self.member.card, content: .card(Member(kind: .person, label: "Rose \"<b>")))
      ], .french)
    #expect(fields == ["\(Self.member) Rose \"<b>"])
  }
}
