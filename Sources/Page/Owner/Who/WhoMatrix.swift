import Consent
import Foundation
import Keys
import PersonalNetwork

/// Domains by people, in words, for those who want it.
struct WhoMatrix {
  /// What is known.
  let sees: WhoSees
  /// What asked for the page.
  let request: PageRequest

  private var language: Language { request.language }

  /// Someone with all their accesses that stand.
  private struct Person {
    let name: String
    let service: String?
    let grants: [Grant]
  }

  private var people: [Person] {
    var order: [Fingerprint] = []
    var byKey: [Fingerprint: [WhoAccess]] = [:]
    for access in sees.standing {
      let key = access.grant.viewer.fingerprint
      if byKey[key] == nil { order.append(key) }
      byKey[key, default: []].append(access)
    }
    return order.compactMap { key in
      guard let accesses = byKey[key], let first = accesses.first else { return nil }
      return Person(name: first.name, service: first.service, grants: accesses.map(\.grant))
    }
  }

  /// The page.
  var content: PageContent {
    let people = people
    return PageContent(WhoText.matrixTitle(language), part: "who") {
      sees.notices(request)
      if sees.stopped {
        tag(
          "p", .of(class: "failure"),
          text: (sees.stopWaits ? WhoText.stopWaits : .stopped)(language))
      }
      if people.isEmpty {
        tag("p", text: WhoText.nobody(language))
      } else {
        table(people)
      }
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", Place("who").path),
          text: WhoText.backToAll(language))
      }
    }
  }

  private func table(_ people: [Person]) -> HTML {
    wideTable(WhoText.matrixTitle(language), id: "matrix") {
      tag("caption", text: WhoText.matrixCaption(language))
      tag("thead") {
        tag("tr") {
          tag("th", .named("scope", "col"), text: WhoText.matrixDomain(language))
          for person in people {
            tag("th", .named("scope", "col")) {
              tag("span", text: person.name)
              if let service = person.service {
                tag("span", .of(class: "hint"), text: service)
              }
            }
          }
        }
      }
      tag("tbody") {
        for domain in LifeDomain.allCases {
          tag("tr") {
            tag("th", .named("scope", "row"), text: domain.title(language))
            for person in people { tag("td", text: cell(domain, person.grants)) }
          }
        }
      }
    }
  }

  private func cell(_ domain: LifeDomain, _ grants: [Grant]) -> String {
    let whole = Set(grants.flatMap(\.compartments)).filter { $0.domain == domain }
    let picked = Set(grants.flatMap(\.selection).filter { $0.compartment.domain == domain })
    var words = whole.sorted().compactMap { $0.facet?.title(language) }
    if !picked.isEmpty {
      words.append(WhoText.matrixPicked(language, ["count": "\(picked.count)"]))
    }
    return words.isEmpty
      ? WhoText.matrixNothing(language) : words.joined(separator: ", ")
  }
}
