import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The beginning: what is new, what ends soon, and the way there.
  func home(_ request: PageRequest) async throws -> PageAnswer {
    let language = request.language
    if request.isPost, request.place == .home { try await send() }
    let news = try await news()
    let state = desk.state
    let ending = Self.endingSoon(state, at: request.time)
    let unsent = try desk.record.needsCommit(at: request.time) || !state.outbox.isEmpty
    return .page(
      PageContent(
        OwnerText.greeting(language, ["name": state.ownerCard.payload.name]), part: "home"
      ) {
        if news == nil {
          tag("p", .of(class: "notice"), text: OwnerText.offline(language))
        }
        if state.stopped {
          tag("p", .of(class: "failure"), text: OwnerText.stopped(language))
          tag("p") {
            tag(
              "a", .of(class: "button"), .named("href", Place("who").path),
              text: OwnerText.openWho(language))
          }
        }
        if let news, news.waiting > 0 {
          tag("section", .of(class: "card")) {
            tag(
              "p",
              text: news.waiting == 1
                ? OwnerText.asksWaitingOne(language)
                : OwnerText.asksWaiting(language, ["count": "\(news.waiting)"]))
            tag("p") {
              tag(
                "a", .of(class: "button"), .named("href", Place("asked").path),
                text: OwnerText.openAsked(language))
            }
          }
        }
        if let news, !news.notices.isEmpty {
          tag("section", .of(class: "card")) {
            tag("h2", text: OwnerText.looked(language))
            tag("ul") { for notice in news.notices { tag("li", text: told(notice, language)) } }
            tag("p") {
              tag(
                "a", .of(class: "button"), .named("href", Place("log").path),
                text: OwnerText.openLog(language))
            }
          }
        }
        for grant in ending {
          tag(
            "p", .of(class: "notice"),
            text: OwnerText.endsSoon(
              language,
              [
                "name": grant.viewerCard.payload.name,
                "day": DayWords.day(grant.grant.payload.notAfter, language),
              ]))
        }
        if let news, news.waiting == 0, news.notices.isEmpty, ending.isEmpty, !state.stopped {
          tag("p", text: OwnerText.nothingNew(language))
        }
        if unsent {
          tag("p", text: OwnerText.unsent(language))
          request.form.button(OwnerText.send(language), to: .home)
        }
      })
  }

  /// What the hub tells that is new.
  private struct News {
    let waiting: Int
    let notices: [Notice]
  }

  /// Asks the hub what is new; nil where it does not answer.
  private func news() async throws -> News? {
    do {
      return try await desk.withHub { hub in
        try await desk.hear(hub)
        let requests = try await desk.requests(hub)
        let proposals = try await desk.proposals(hub).count
        note(waiting: requests, proposals: proposals)
        let entries = try await desk.readLog(hub).dropFirst(desk.state.readUpTo)
        return News(
          waiting: proposals + requests.count { !$0.declined && !isAnswered($0) },
          notices: entries.compactMap(\.entry).compactMap(Notice.init))
      }
    } catch  where error.isHubSilence {
      return nil
    }
  }

  /// Sends what is on this device alone.
  func send() async throws {
    _ = try await desk.withHub { hub in try await desk.synchronise(hub) }
  }

  /// The grants that end within 14 days.
  static func endingSoon(_ state: OwnerState, at now: Date) -> [GrantPublication] {
    let soon = now.addingTimeInterval(14 * 86_400)
    return state.standingGrants(at: now).map(\.publication)
      .filter { $0.grant.payload.notAfter <= soon }
  }

  /// A notice in a sentence.
  func told(_ notice: Notice, _ language: Language) -> String {
    NoticeText(notice.kind)(
      language,
      [
        "who": notice.who ?? NoticeText.someone(language),
        "when": DayWords.moment(notice.time, language),
      ])
  }
}
