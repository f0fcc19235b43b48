import Consent
import PersonalNetwork

/// The page of the limits.
struct LimitsPage {
  let standings: LimitStandings
  /// What the requests that wait would change; nil where the hub does not answer.
  let yeses: [NextYes]?
  let limits: Limits
  /// The moves of limits that wait.
  let moves: WaitingMoves
  let language: Language

  private var figure: FigureWords { FigureWords(language: language) }

  /// The whole page.
  var content: PageContent {
    PageContent(LimitsText.heading(language), part: "limits") {
      tag("p", text: LimitsText.intro(language))
      tag("p", text: LimitsText.neverHelp(language))
      if standings.whole.isSmallRecord {
        tag(
          "p", .of(class: "notice"), .named("id", "small"), text: LimitsText.small(language))
      }
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("id", "to-signals"),
          .named("href", Place("limits", "signals").path), text: SignalText.open(language))
      }
      moves.section
      standings.standings.map(section)
      together
      wall
      tag("section", .named("id", "batch")) {
        tag("h2", text: LimitsText(.batch)(language))
        tag("p", text: LimitsText(protects: .batch)(language))
      }
      tag("section", .named("id", "exit")) {
        tag("h2", text: LimitsText(.exit)(language))
        tag("p", text: LimitsText(protects: .exit)(language))
      }
      next
    }
  }

  private func section(_ standing: LimitStanding) -> HTML {
    tag("section", .named("id", standing.limit.rawValue)) {
      tag("h2", text: LimitsText(standing.limit)(language))
      tag("p", text: LimitsText(protects: standing.limit)(language))
      Gauge.drawing(standing)
      tag("p") {
        tag(
          "strong",
          text: LimitsText.now(
            language,
            [
              "figure": figure(
                standing.figure, standing.unit, isFloor: standing.limit == .reserve)
            ]))
        HTML.text(" ")
        HTML.text(bound(standing))
      }
      tag("p", text: room(standing.room)(language))
      if let name = standing.nearest {
        tag("p", text: LimitsText.nearest(language, ["name": name]))
      }
    }
  }

  private func bound(_ standing: LimitStanding) -> String {
    let text: LimitsText =
      switch standing.limit {
      case .reserve: .boundLeast
      case .coalition: .boundUnder
      default: .boundMost
      }
    return text(language, ["bound": figure(standing.bound, standing.unit)])
  }

  private func room(_ room: LimitStanding.Room) -> LimitsText {
    switch room {
    case .left: .roomLeft
    case .none: .roomNone
    case .over: .roomOver
    }
  }

  /// How many it takes to see nearly everything.
  private var together: HTML {
    tag("section", .named("id", "kappa")) {
      tag("h2", text: LimitsText.kappa(language))
      tag("p", text: LimitsText.kappaWhat(language))
      tag("ul") {
        tag(
          "li",
          text: kappa(standings.whole.kappaPersons, some: .kappaPersons, none: .kappaNoPersons))
        tag(
          "li",
          text: kappa(
            standings.whole.kappaAuthorities, some: .kappaServices, none: .kappaNoServices))
      }
    }
  }

  private func kappa(_ count: Int?, some: LimitsText, none: LimitsText) -> String {
    guard let count else { return none(language) }
    return some(language, ["count": "\(count)"])
  }

  private var wall: HTML {
    tag("section", .named("id", "wall")) {
      tag("h2", text: LimitsText(.wall)(language))
      tag("p", text: LimitsText(protects: .wall)(language))
      tag("p", text: LimitsText.wallMore(language))
      for (name, domains) in standings.walled {
        tag(
          "p", .of(class: "failure"),
          text: LimitsText.walled(
            language,
            [
              "name": name,
              "domains": LogWords.list(domains.map { $0.title(language) }, language),
            ]))
      }
    }
  }

  /// What the next yes would change.
  private var next: HTML {
    tag("section", .named("id", "next")) {
      tag("h2", text: LimitsText.next(language))
      switch yeses {
      case nil: tag("p", .of(class: "notice"), text: LimitsText.nextSilent(language))
      case .some(let yeses) where yeses.isEmpty:
        tag("p", text: LimitsText.nextNobody(language))
      case .some(let yeses): yeses.map(yes)
      }
    }
  }

  private func yes(_ yes: NextYes) -> HTML {
    tag("section", .of(class: "card")) {
      tag("h3", text: LimitsText.nextName(language, ["name": yes.name]))
      if yes.refusals.isEmpty {
        tag("p", text: LimitsText.nextAllowed(language))
      } else {
        tag("p", .of(class: "notice"), text: LimitsText.nextRefused(language))
        tag("ul") {
          yes.refusals.map { tag("li", text: LimitsText($0.limit)(language)) }
        }
      }
      tag("div", .of(class: "wide")) { YesTable(yes: yes, limits: limits, figure: figure).table }
      tag("p") {
        tag(
          "a", .of(class: "button"), .named("href", Place("asked").path),
          text: LimitsText.nextOpen(language))
      }
    }
  }
}
