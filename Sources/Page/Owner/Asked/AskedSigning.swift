import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

/// What came of signing on the page.
private enum AskedSigning {
  case signed(GrantID)
  /// Nothing was signed; the page is shown again, perhaps with what was wrong.
  case again(AskedText?)
}

extension OwnerRoom {
  /// Shows what would be signed; the draft is gone when the page is there.
  func consent(
    _ asked: AskedRequest, _ choice: AskedChoice, _ request: PageRequest,
    mistake: AskedText? = nil
  ) async throws -> PageAnswer {
    let network = try desk.state.network()
    let page = try await desk.withHub { hub in
      try await withDraft(asked, choice, hub) { held in
        let wrong = try await attest(request.fields["attestations"])
        let held = desk.state.drafts.first { $0.sheet.draft.id == choice.draft } ?? held
        let preview = try await desk.preview(held, hub)
        return AskedConsent(
          asked: asked, choice: choice, held: held, preview: preview,
          reasons: try desk.reasons(of: preview.verdict, hub, request.language),
          closed: HiddenPart(
            in: network, seen: preview.seen, open: held.sheet.draft.terms.domains),
          helpers: desk.state.enrolledHelpers.map {
            AskedHelper($0, asker: asked.asked.authority, register: hub.hub.register.payload)
          },
          request: request, mistake: mistake ?? wrong)
      }
    }
    return .page(try page.content)
  }

  /// The sheet that the helper attests, as a file; the same choice makes the same sheet again.
  func sheet(_ asked: AskedRequest, _ choice: AskedChoice) async throws -> PageAnswer {
    let data = try await desk.withHub { hub in
      try await withDraft(asked, choice, hub) { held in try CanonicalJSON.encode(held.sheet) }
    }
    return .file(name: "draft.json", type: "application/json", data: data)
  }

  /// Signs what was shown, and nothing else.
  func sign(
    _ asked: AskedRequest, _ choice: AskedChoice, _ request: PageRequest
  ) async throws -> PageAnswer {
    let outcome = try await desk.withHub { hub -> AskedSigning in
      // The same form sent twice signs once.
      guard !isGiven(choice.draft) else { return .signed(choice.draft) }
      return try await withDraft(asked, choice, hub) { held in
        guard request.fields["text"] == held.sheet.draft.text.hash.description else {
          return .again(.textChanged)
        }
        if let wrong = try await attest(request.fields["attestations"]) { return .again(wrong) }
        switch try await desk.sign(choice.draft, hub) {
        case .signed: return .signed(choice.draft)
        case .refused: return .again(nil)
        }
      }
    }
    switch outcome {
    case .signed(let id):
      return .see(Place("asked", asked.asked.id.description, "given", id.description))
    case .again(let mistake): return try await consent(asked, choice, request, mistake: mistake)
    }
  }

  /// Whether a draft was signed already.
  func isGiven(_ id: GrantID) -> Bool {
    desk.state.grants.contains { $0.publication.grant.payload.id == id }
  }

  /// Makes the draft of a choice, gives it to `body` and forgets it, whatever happens.
  private func withDraft<Result>(
    _ asked: AskedRequest, _ choice: AskedChoice, _ hub: HubClient,
    _ body: (HeldDraft) async throws -> Result
  ) async throws -> Result {
    let held: HeldDraft
    do {
      held = try await desk.draft(asked.wanted(choice), hub)
    } catch is DocumentError {
      throw AskedMistake(text: .serviceSilent)
    } catch let error as RecordError
      where [.notSelectable, .unknownItem, .alreadyDone].contains(error.code)
    {
      throw AskedMistake(text: .stale)
    }
    do {
      let result = try await body(held)
      try desk.forget(choice.draft)
      return result
    } catch {
      try desk.forget(choice.draft)
      throw error
    }
  }

  /// Adds the attestations that were pasted, one a line, to their draft; tells what is wrong.
  private func attest(_ text: String?) async throws -> AskedText? {
    for line in (text ?? "").split(whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      guard !line.isEmpty else { continue }
      guard
        let word = try? CanonicalJSON.decode(AttestationPublication.self, from: Data(line.utf8))
      else { return .wordUnreadable }
      do {
        try await desk.take(word)
      } catch let error as RecordError where error.code == .unknownDraft {
        return .wordOther
      } catch let error as RecordError where error.code == .refused {
        return .wordFalse
      }
    }
    return nil
  }
}
