import PersonalNetwork

/// The network as lists: the people, and what there is in each life domain.
struct NetworkList {
  /// The words for what the network holds.
  let words: ItemWords
  private let byDomain: [LifeDomain: [NetworkItem]]
  private let elsewhere: [NetworkItem]

  /// How many items of a domain the first page shows.
  static let first = 12
  /// How many people the first page lists.
  static let mostPeople = 100
  /// How many items a page of one domain shows.
  static let pageSize = 150

  /// Sorts what a network holds.
  init(_ words: ItemWords) {
    self.words = words
    var byDomain: [LifeDomain: [NetworkItem]] = [:]
    var elsewhere: [NetworkItem] = []
    for item in words.network.items {
      if let domain = item.content.domain {
        byDomain[domain, default: []].append(item)
      } else if item.content.kind == .referent {
        elsewhere.append(item)
      }
    }
    self.byDomain = byDomain.mapValues { items in
      items.sorted { ($0.content.facet, $0.id) < ($1.content.facet, $1.id) }
    }
    self.elsewhere = elsewhere
  }

  private var language: Language { words.language }

  /// What the picture shows, in words: each person with where they count and what they bring.
  func people(_ picture: NetworkPicture) -> HTML {
    tag("section") {
      tag("h2", .named("id", "people"), text: NetworkText.people(language))
      if picture.isNumbered { tag("p", text: NetworkText.numbersHint(language)) }
      tag("ol", .of(class: "items people"), .named("aria-labelledby", "people")) {
        for dot in picture.dots.prefix(Self.mostPeople) {
          tag("li") {
            Self.link(
              Place("network", "member", dot.member.description),
              (picture.isNumbered ? "\(dot.number). " : "") + words.name(dot.member))
            tag("span", text: told(dot))
          }
        }
      }
      if picture.dots.count > Self.mostPeople { tag("p", text: NetworkText.morePeople(language)) }
    }
  }

  private func told(_ dot: NetworkPicture.Dot) -> String {
    let domains = words.network.domains(of: dot.member).map {
      NetworkText.short($0)(language).lowercased()
    }
    let line: NetworkText =
      switch dot.line {
      case .support: .bringsSupport
      case .stress: .bringsStress
      case .mixed: .bringsBoth
      case .plain: .bringsUnsaid
      }
    return [
      words.network.card(dot.member).map { Self.capitalised(words.what($0)) + "." },
      domains.isEmpty
        ? NetworkText.countsNowhere(language)
        : NetworkText.countsIn(language, ["domains": domains.joined(separator: ", ")]),
      domains.isEmpty ? nil : line(language),
      dot.isReserved ? NetworkText.inReserve(language) : nil,
    ].compactMap(\.self).joined(separator: " ")
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// What there is in each domain, a little of each.
  var domains: HTML {
    tag("section", .named("id", "domains")) {
      tag("h2", text: NetworkText.byDomain(language))
      for domain in LifeDomain.allCases {
        if let items = byDomain[domain] {
          tag("h3", .named("id", "domain-" + domain.rawValue), text: domain.title(language))
          list(items.prefix(Self.first))
          if items.count > Self.first {
            tag("p") {
              tag(
                "a", .of(class: "button"),
                .named("href", Place("network", "domain", domain.rawValue).path),
                text: NetworkText.seeDomain(
                  language,
                  [
                    "count": "\(items.count)",
                    "domain": NetworkText.short(domain)(language).lowercased(),
                  ]))
            }
          }
        }
      }
      if !elsewhere.isEmpty {
        tag("h3", .named("id", "domain-none"), text: NetworkText.referent(language))
        list(elsewhere[...])
      }
    }
  }

  /// One page of what there is in a domain.
  func domain(_ domain: LifeDomain, page: Int) -> PageContent? {
    guard let items = byDomain[domain], (0...(items.count - 1) / Self.pageSize).contains(page)
    else { return nil }
    let start = page * Self.pageSize
    return PageContent(domain.title(language), part: "network") {
      list(items.dropFirst(start).prefix(Self.pageSize))
      tag("p", .of(class: "row")) {
        if page > 0 { turn(domain, page - 1, NetworkText.pageBefore) }
        if items.count > start + Self.pageSize { turn(domain, page + 1, NetworkText.pageAfter) }
        Self.back(language)
      }
    }
  }

  private func turn(_ domain: LifeDomain, _ page: Int, _ title: NetworkText) -> HTML {
    tag(
      "a", .of(class: "button"),
      .named(
        "href",
        Place("network", "domain", domain.rawValue, query: page == 0 ? [:] : ["page": "\(page)"])
          .path),
      text: title(language))
  }

  /// Items as sentences, each a link to what there is to do with it.
  func list(_ items: ArraySlice<NetworkItem>) -> HTML {
    tag("ul", .of(class: "items")) {
      items.map { item in
        tag("li") {
          Self.link(Place("network", "item", item.id.description), words.sentence(item))
        }
      }
    }
  }

  private static func link(_ place: Place, _ text: String) -> HTML {
    tag("a", .named("href", place.path), text: text)
  }

  /// The way back to the network.
  static func back(_ language: Language) -> HTML {
    tag(
      "a", .of(class: "button"), .named("href", Place("network").path),
      text: NetworkText.backToNetwork(language))
  }
}
