import HubClient
import PersonalNetwork
import Record

extension OwnerRoom {
  /// The network as it was on a day, to look at and not to change.
  func networkPast(_ text: String, _ request: PageRequest) throws -> PageAnswer {
    let language = request.language
    guard let day = Day(text) else {
      return .page(
        PageContent(PictureText.past(language), part: "network") {
          tag(
            "p", .of(class: "failure"), .named("role", "alert"), .named("id", "problem"),
            text: PictureText.pastWrong(language))
          pastForm(text, language)
          backToNow(language)
        })
    }
    let network = try desk.state.network().on(day)
    let words = ItemWords(network: network, language: language)
    let picture = NetworkPicture(network, language)
    let list = NetworkList(words)
    return .page(
      PageContent(PictureText.past(language), part: "network") {
        tag("div", .of(class: "notice"), .named("id", "past-day")) {
          tag("p", text: PictureText.pastTold(language, ["day": words.day(day)]))
          tag("p", text: PictureText.pastKept(language))
        }
        if picture.dots.isEmpty {
          tag("p", .named("id", "empty"), text: NetworkText.empty(language))
        } else {
          section(of: picture, language)
          list.people(picture)
        }
        if network.count > 0 { list.domains }
        pastForm(day.description, language)
        backToNow(language)
      })
  }

  /// Asks for the day; a link that one may come back to, for it changes nothing.
  func pastForm(_ day: String, _ language: Language) -> HTML {
    tag("section", .of(class: "no-print")) {
      tag("h2", .named("id", "past"), text: PictureText.past(language))
      tag("form", .named("method", "get"), .named("action", Place("network").path)) {
        field(
          PictureText.pastDay(language), name: "at", value: day, type: "date", isRequired: true)
        tag("button", .named("type", "submit"), text: PictureText.pastShow(language))
      }
    }
  }

  private func backToNow(_ language: Language) -> HTML {
    tag("p") {
      tag(
        "a", .of(class: "button"), .named("href", Place("network").path),
        text: PictureText.pastNow(language))
    }
  }
}
