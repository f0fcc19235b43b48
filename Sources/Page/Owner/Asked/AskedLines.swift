import Consent
import Foundation
import PersonalNetwork

/// What is asked, line by line as the other would read it, each with a check box to take it away.
struct AskedLines {
  /// The parts that are asked.
  let asked: [Compartment]
  /// The owner's network.
  let network: PersonalNetwork
  /// The language of the page.
  let language: Language
  /// What the person had chosen; nil where nothing was taken away yet.
  let filled: FormFields?

  /// Heading, explanation and a group for each domain.
  var pieces: [HTML] {
    let items = KeptScope(compartments: asked, items: []).lines(in: network)
    let seen = SeenItems(items, language)
    let byParts = items.count > AskedChoice.mostLines
    let intro = [
      tag("h2", text: AskedText.whatTitle(language)),
      tag("p", text: (byParts ? AskedText.partsHint : .whatHint)(language)),
      byParts ? .nothing : tag("p", text: AskedText.pickedHint(language)),
      tag("p", text: AskedText.wholeHint(language)),
    ]
    return intro + (byParts ? parts(seen) : lines(seen, items))
  }

  private func lines(_ seen: SeenItems, _ items: [NetworkItem]) -> [HTML] {
    let filled = Set(items.flatMap { network.compartments(of: $0) })
    let empty = asked.filter { !filled.contains($0) }
    let groups = seen.parts
    let people = groups.filter { $0.domain == nil }.map { group in
      box(seen.title(group)) { group.items.map { line($0, seen) } }
    }
    let domains = Set(asked.compactMap(\.domain)).sorted().map { domain in
      box(domain.title(language)) {
        tag("p", .of(class: "hint"), text: facets(of: domain))
        groups.filter { $0.domain == domain }.flatMap(\.items).map { line($0, seen) }
        empty.filter { $0.domain == domain }.map(part)
        choice(
          .checkbox, name: "without", value: domain.rawValue,
          isChosen: self.filled?.all("without").contains(domain.rawValue) ?? false
        ) { AskedText.dropDomain(language, ["domain": domain.title(language)]) }
      }
    }
    return people + domains
  }

  /// The parts of a domain that are asked, in words.
  private func facets(of domain: LifeDomain) -> String {
    asked.filter { $0.domain == domain }.compactMap { $0.facet?.title(language) }
      .joined(separator: ", ")
  }

  private func line(_ item: NetworkItem, _ seen: SeenItems) -> HTML {
    choice(
      .checkbox, name: "line", value: item.id.description,
      isChosen: filled?.all("line").contains(item.id.description) ?? true
    ) { seen.words(item) }
  }

  private func part(_ compartment: Compartment) -> HTML {
    choice(
      .checkbox, name: "part", value: compartment.description,
      isChosen: filled?.all("part").contains(compartment.description) ?? true
    ) { AskedText.emptyPart(language, ["part": compartment.facet?.title(language) ?? ""]) }
  }

  /// Too many lines for a form: the parts to choose, and the lines to read.
  private func parts(_ seen: SeenItems) -> [HTML] {
    let groups = Set(asked.compactMap(\.domain)).sorted().map { domain in
      box(domain.title(language)) {
        asked.filter { $0.domain == domain }.map { compartment in
          choice(
            .checkbox, name: "part", value: compartment.description,
            isChosen: filled?.all("part").contains(compartment.description) ?? true
          ) { compartment.facet?.title(language) ?? "" }
        }
      }
    }
    return [hidden("by", "parts")] + groups + seen.outline()
  }

  private func box(_ title: String, @HTMLBuilder content: () -> [HTML]) -> HTML {
    tag("fieldset") {
      tag("legend", text: title)
      content()
    }
  }
}
