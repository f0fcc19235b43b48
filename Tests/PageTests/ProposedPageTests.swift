import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Testing

@testable import Page

/// What the owner reads of a proposed addition.
@Suite struct ProposedPageTests {
  private func page(_ item: ProposedItem?, fields: String = "") async throws -> ProposedPage {
    let (viewer, owner) = (try Identity(), try Identity())
    let time = Date(timeIntervalSince1970: 1_780_304_400)
    let card = try await SignedDocument.sign(
      Card(
        name: "Dr <b>Fictif", kind: .viewer, identity: viewer.publicIdentity, issuedAt: time),
      with: viewer)
    let sample = try ProposedItem(.note(Note(domain: .housing, text: "mardi")), in: .housing)
    let body = try sample.sealed(to: owner.publicIdentity)
    let document = try await SignedDocument.sign(
      Proposal(
        id: ProposalID(), record: RecordID(), grant: GrantID(), viewer: viewer.publicIdentity,
        authority: nil, compartment: sample.compartment, body: DocumentHash(of: body),
        issuedAt: time), with: viewer)
    let received = ReceivedProposal(
      published: try PublishProposal(proposal: document, body: body), viewerCard: card,
      affiliation: nil, receivedAt: time)
    return ProposedPage(
      proposed: ProposedAddition(received: received, item: item), service: nil,
      network: PersonalNetwork(),
      request: PageRequest(
        isPost: true, place: Place("asked"), fields: try #require(FormFields(fields)),
        language: .french, form: Form(token: "token"), time: time))
  }

  private func text(_ content: PageContent) -> String {
    content.body.map(\.source).joined()
  }

  @Test func theFourAnswersAreThereAndNothingIsChosenBefore() async throws {
    let item = try ProposedItem(
      .note(Note(domain: .housing, text: "<script>alert(1)</script>")), in: .housing)
    let page = try await page(item)
    let question = text(page.question)
    for answer in ["no", "yes", "later", "talk"] {
      #expect(question.contains("id=\"answer-\(answer)\""))
    }
    let choosing = text(page.choosing(item))
    #expect(choosing.contains("value=\"yes\"") && !choosing.contains(" checked"))
    for told in [question, choosing] {
      #expect(!told.contains("<script>") && !told.contains("<b>"))
    }
  }

  @Test func whatWasWrittenIsKeptWhereSomethingWasWrong() async throws {
    let item = try ProposedItem(.note(Note(domain: .housing, text: "mardi")), in: .housing)
    let page = try await page(item, fields: "words=jeudi&domain=work&reserved=yes")
    let again = page.choosing(item, mistake: .wrongWords)
    #expect(again.isFailure)
    #expect(text(again).contains("jeudi") && text(again).contains(" checked"))
  }

  @Test func aFormHoldsForTheDocumentThatWasShownAlone() async throws {
    let item = try ProposedItem(.note(Note(domain: .housing, text: "mardi")), in: .housing)
    let page = try await page(item)
    let shown = page.proposed.received.published.proposal.hash.description
    #expect(text(page.choosing(item)).contains("value=\"\(shown)\""))
    #expect(!page.isAsShown)
    func sent(_ value: String, to page: ProposedPage) throws -> ProposedPage {
      ProposedPage(
        proposed: page.proposed, service: nil, network: page.network,
        request: PageRequest(
          isPost: true, place: Place("asked"),
          fields: try #require(FormFields("answer=sign&shown=" + value)), language: .french,
          form: Form(token: "token"), time: page.request.time))
    }
    #expect(try sent(shown, to: page).isAsShown)
    // Another document, though it may have the same identifier.
    #expect(try !sent(shown, to: await self.page(item)).isAsShown)
  }

  @Test func whatDoesNotOpenCanOnlyBeRefused() async throws {
    let question = text(try await page(nil).question)
    #expect(!question.contains("answer-yes") && question.contains("answer-no"))
  }
}
