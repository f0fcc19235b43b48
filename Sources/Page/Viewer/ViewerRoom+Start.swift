import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension ViewerRoom {
  /// The beginning: what is open, what ends soon, and until when the service vouches.
  func home(_ request: PageRequest) async throws -> PageAnswer {
    guard !request.isPost else { return .nothingHere }
    let language = request.language
    let (open, isWhole) = try await heard()
    let affiliation = desk.affiliation?.payload
    return .page(
      PageContent(
        ViewerText.greeting(language, ["name": desk.ring.card.payload.name]), part: "home"
      ) {
        if !isWhole { tag("p", .of(class: "notice"), text: ViewerText.offline(language)) }
        tag("p", .named("id", "affiliation"), text: Self.told(affiliation, language))
        for access in open where Self.endsSoon(access, at: request.time) {
          tag(
            "p", .of(class: "notice"),
            text: ViewerText.endsSoon(
              language,
              ["name": access.owner, "day": DayWords.day(access.grant.notAfter, language)]))
        }
        tag("h2", text: ViewerText.openNow(language))
        table(of: open, language)
        tag("p") {
          tag(
            "a", .of(class: "button"), .named("href", Place("ask").path),
            text: ViewerText.ask(language))
        }
      })
  }

  /// What was asked; an answer is open or not available, and says no reason.
  func asked(_ request: PageRequest) async throws -> PageAnswer {
    guard !request.isPost else { return .nothingHere }
    let language = request.language
    let asked = try await desk.asked()
    return .page(
      PageContent(ViewerText.asked(language), part: "asked") {
        if request.place.query["sent"] != nil {
          tag(
            "p", .of(class: "notice"), .named("role", "status"), text: ViewerText.sent(language))
        }
        if asked.isEmpty {
          tag("p", text: ViewerText.askedNothing(language))
        } else {
          wideTable(ViewerText.asked(language), id: "asked") {
            Self.head([.person, .purpose, .when, .answer], language)
            tag("tbody") {
              for row in asked.reversed() {
                tag("tr") {
                  tag("th", .named("scope", "row"), text: name(of: row.address))
                  tag("td", text: row.request.purpose.title(language))
                  tag("td", text: DayWords.day(row.request.issuedAt, language))
                  tag(
                    "td",
                    text: row.isOpen
                      ? ViewerText.isOpen(language) : ViewerText.isNotAvailable(language))
                }
              }
            }
          }
        }
      })
  }

  /// What is open at every known address; false where a hub did not answer.
  func heard() async throws -> (open: [OpenAccess], isWhole: Bool) {
    var open: [OpenAccess] = []
    var isWhole = true
    for address in desk.state.records.map(\.address) {
      do {
        open += try await desk.openAccesses([address])
      } catch HubClientError.unreachable {
        isWhole = false
      }
    }
    return (open, isWhole)
  }

  /// The accesses as a table with a way to each.
  func table(of open: [OpenAccess], _ language: Language) -> HTML {
    guard !open.isEmpty else { return tag("p", text: ViewerText.nothingOpen(language)) }
    return wideTable(ViewerText.views(language), id: "open") {
      Self.head([.person, .purpose, .until, .look], language)
      tag("tbody") {
        for access in open {
          let id = access.grant.id.description
          tag("tr") {
            tag("th", .named("scope", "row"), text: access.owner)
            tag("td", text: access.grant.purpose.title(language))
            tag("td", text: DayWords.day(access.grant.notAfter, language))
            tag("td") {
              tag(
                "a", .of(class: "button"), .named("href", Place("views", id).path),
                text: ViewerText.details(language, ["name": access.owner]))
            }
          }
        }
      }
    }
  }

  /// The person's name where it was seen, else the beginning of the record's identifier.
  func name(of address: Address) -> String {
    desk.state[address]?.ownerCard?.payload.name
      ?? String(address.record.description.prefix(8))
  }

  /// A table's head.
  static func head(_ titles: [ViewerText], _ language: Language) -> HTML {
    tag("thead") {
      tag("tr") { for title in titles { tag("th", .named("scope", "col"), text: title(language)) } }
    }
  }

  private static func endsSoon(_ access: OpenAccess, at now: Date) -> Bool {
    access.grant.notAfter <= now.addingTimeInterval(ViewerDesk.notice)
  }

  private static func told(_ affiliation: Affiliation?, _ language: Language) -> String {
    guard let affiliation else { return ViewerText.noAffiliation(language) }
    return ViewerText.affiliation(
      language,
      [
        "service": affiliation.authority.description,
        "day": DayWords.day(affiliation.notAfter, language),
      ])
  }
}
