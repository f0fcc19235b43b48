import HubClient
import PersonalNetwork
import Record

/// The last thing done on this device, as the page of the network shows it.
///
/// Only an edit is taken back here. Taking back a stop, say, would open what was given, and nobody
/// expects that from this page.
struct NetworkUndo {
  private let act: OwnerAct?

  /// The last act that is remembered, if any.
  init(_ act: OwnerAct?) { self.act = act }

  /// What was edited, where that can be taken back.
  private var changes: [ItemChange]? {
    guard case .edit(let changes) = act, !changes.isEmpty else { return nil }
    return changes
  }

  /// Tells one edit from another, so that what is taken back is what was shown.
  var mark: String? {
    changes.map { changes in
      let newest = changes[0].after ?? changes[0].before
      return "\(changes.count).\(newest?.version ?? 0).\(newest?.id.description ?? "")"
    }
  }

  /// The button; nothing where there is no edit to take back.
  func button(_ language: Language, _ form: Form) -> HTML {
    mark.map {
      form.button(
        NetworkText.undo(language), to: Place("network", "undo"), fields: ["mark": $0])
    } ?? .nothing
  }

  /// What the last act was, and what can be done about it.
  func section(_ words: ItemWords, _ form: Form) -> HTML {
    guard act != nil else { return .nothing }
    return tag("section", .named("id", "undo"), .of(class: "no-print")) {
      tag("h2", text: NetworkText.lastChange(words.language))
      if let changes {
        tag("p", text: told(changes, words))
        button(words.language, form)
      } else if let reason {
        tag("p", text: reason(words.language))
      }
    }
  }

  private func told(_ changes: [ItemChange], _ words: ItemWords) -> String {
    guard changes.count == 1, let item = changes[0].after ?? changes[0].before else {
      return NetworkText.changedSeveral(words.language, ["count": "\(changes.count)"])
    }
    let text: NetworkText =
      switch (changes[0].before, changes[0].after) {
      case (nil, _): .changedAdded
      case (_, nil): .changedRemoved
      default: .changedOne
      }
    return text(words.language, ["what": words.sentence(item)])
  }

  /// Why the last act is not taken back here, and what to do instead; nil for an edit that is.
  var reason: NetworkText? {
    switch act {
    case nil: .nothingToUndo
    case .edit(let changes): changes.isEmpty ? .tooLarge : nil
    case .grant: .lastGrant
    case .revocation: .lastRevocation
    case .stop: .lastStop
    case .resume: .lastResume
    case .decline, .refusedProposal: .lastDecline
    case .helper: .lastHelper
    case .dismissal: .lastDismissal
    case .stopCards: .lastStopCards
    }
  }
}

extension OwnerRoom {
  /// Takes the last edit back, where it is still the one that was shown.
  func networkUndo(_ request: PageRequest) async throws -> PageAnswer {
    let last = NetworkUndo(desk.record.lastAct)
    guard let mark = last.mark else {
      return networkNotUndone(last.reason ?? .nothingToUndo, request)
    }
    guard request.fields["mark"] == mark else { return networkNotUndone(.undoOther, request) }
    do {
      guard try await desk.takeBackEdit(at: request.time) else {
        return networkNotUndone(.nothingToUndo, request)
      }
    } catch let error as RecordError where error.code == .conflict {
      return networkNotUndone(.undoConflict, request)
    }
    return .see(.network(done: .undone))
  }

  private func networkNotUndone(_ why: NetworkText, _ request: PageRequest) -> PageAnswer {
    let language = request.language
    var content = PageContent(NetworkText.notUndone(language), part: "network") {
      tag("p", .of(class: "failure"), .named("role", "alert"), text: why(language))
      tag("p") { NetworkList.back(language) }
    }
    content.isFailure = true
    return .page(content)
  }
}
