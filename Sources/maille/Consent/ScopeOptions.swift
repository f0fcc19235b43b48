import ArgumentParser
package import Consent
import Foundation
import Keys
import PersonalNetwork

extension Purpose: ExpressibleByArgument {}
extension RequestReason: ExpressibleByArgument {}
extension HelperLink: ExpressibleByArgument {}

/// Domains as typed: `housing`, `housing,work`, `relations/people`.
struct DomainList: ExpressibleByArgument {
  /// Domains to which the facets given apply.
  let domains: [LifeDomain]
  /// Compartments given whole.
  let compartments: [Compartment]

  init?(argument: String) {
    var domains: [LifeDomain] = []
    var compartments: [Compartment] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      if let domain = LifeDomain(rawValue: String(part)) {
        domains.append(domain)
      } else if let compartment = Compartment(String(part)), compartment != .emergency {
        compartments.append(compartment)
      } else {
        return nil
      }
    }
    self.domains = domains
    self.compartments = compartments
  }
}

/// Facets as typed: `people`, `people,ties`.
struct FacetList: ExpressibleByArgument {
  let facets: [Facet]

  init?(argument: String) {
    var facets: [Facet] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let facet = Facet(rawValue: String(part)) else { return nil }
      facets.append(facet)
    }
    self.facets = facets
  }
}

/// What to open: compartments as options.
struct ScopeOptions: ParsableArguments {
  @Option(
    help: spoken(
      "A life domain, or domain/facet; commas or repeated.",
      fr: "Un domaine de vie, ou domaine/facette ; virgules ou répété."))
  var domain: [DomainList] = []

  @Option(
    help: spoken(
      "people, ties, contact, plan, obstacles or notes, in each domain given.",
      fr: "people, ties, contact, plan, obstacles ou notes, dans chaque domaine donné."))
  var facet: [FacetList] = []

  /// Whether nothing was given.
  var isEmpty: Bool { domain.isEmpty && facet.isEmpty }

  /// The compartments, sorted; a domain without a facet is a usage error, never all of it.
  func compartments() throws -> [Compartment] {
    let domains = domain.flatMap(\.domains)
    let facets = facet.flatMap(\.facets)
    guard domains.isEmpty == facets.isEmpty else {
      throw CommandFailure.usage(
        domains.isEmpty
          ? say("a facet needs a domain", fr: "une facette demande un domaine")
          : say("a domain needs a facet", fr: "un domaine demande une facette"),
        hint: say(
          "for example --domain housing --facet people,plan",
          fr: "par exemple --domain housing --facet people,plan"))
    }
    let product = domains.flatMap { domain in facets.map { Compartment.of(domain, $0) } }
    return Set(product + domain.flatMap(\.compartments)).sorted()
  }
}
