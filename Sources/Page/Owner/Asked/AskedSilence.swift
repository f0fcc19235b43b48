import HubClient
import PersonalNetwork

extension OwnerRoom {
  /// Someone asks; where the hub cannot be asked who, what can be done without it.
  func askedOrSilence(_ request: PageRequest) async throws -> PageAnswer {
    do {
      return try await asked(request)
    } catch DeskError.left where !request.isPost {
      return .page(AskedSilence.page(.silentLeft, request.language))
    } catch  where !request.isPost && error.isHubSilence {
      return .page(AskedSilence.page(.silent, request.language))
    }
  }
}

/// The page of the requests while the hub does not answer.
enum AskedSilence {
  /// Why there is nothing to see, and where the owner can go on.
  static func page(_ sentence: AskedText, _ language: Language) -> PageContent {
    PageContent(OwnerText.asked(language), part: "asked") {
      tag("p", .of(class: "notice"), .named("id", "silent"), text: sentence(language))
      tag("p", text: AskedText.silentNobody(language))
      tag("h2", text: AskedText.silentWorks(language))
      tag("ul", .of(class: "items"), .named("id", "works")) {
        for (title, part) in [
          (AskedText.silentWho, "who"), (.silentNetwork, "network"), (.silentPapers, "papers"),
        ] {
          tag("li") { tag("a", .named("href", Place(part).path), text: title(language)) }
        }
      }
    }
  }
}
