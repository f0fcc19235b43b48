/// One of the five characteristics of a référent de proximité, as a bar with its raw figures.
///
/// Bars are read one by one, for one person; they are never added up and rank nobody. Source:
/// DOMAIN.md §4.
package struct ReferentBar: Hashable, Sendable {
  /// The five characteristics, in the order in which they are shown.
  package enum Characteristic: String, CaseIterable, Sendable, Encodable {
    case proximity, centrality, flexibility, proactivity, continuity
  }

  /// What a bar is made of.
  package enum Part: String, CaseIterable, Sendable, Encodable {
    /// The median of the days between contacts; 30 and more are 0, none is 1.
    case daysBetween = "days-between"
    /// The share of the contacts the owner started that were in person.
    case inPerson = "in-person"
    /// The owner's own rating of closeness, 0 to 1; it counts twice.
    case closeness
    /// The share of the other members they know.
    case degree
    /// Their normalised betweenness among the members.
    case betweenness
    /// The share of the covered domains in which they know somebody who covers it.
    case knownDomains = "known-domains"
    /// The share of contacts outside Monday to Friday, 8 to 18, or by another medium than the usual.
    case offHours = "off-hours"
    /// The spread of the places of contact: Blau's index.
    case places
    /// The share of objectives revised at the owner's wish.
    case revised
    /// The share of contacts they started without an incident.
    case started
    /// The share of renewals prepared 14 days ahead or more.
    case renewals
    /// The mean of the days from an incident to a contact; 7 and more are 0, none is 1.
    case incident
    /// The months since they were designated; 36 are 1.
    case tenure
    /// Whether they were kept across a change of service: 0 or 1.
    case kept
    /// The continuity of care index `(Σ n² − N) ÷ (N(N−1))` over contacts with professionals and
    /// with them. Source: Bice and Boxerman 1977.
    case careIndex = "care-index"
    /// Whether a substitute is named: 0 or 1.
    case substitute
  }

  /// A raw figure and what it adds to the bar.
  package struct Figure: Hashable, Sendable {
    /// What it is.
    package let part: Part
    /// The figure in its own unit; nil where there is nothing to compute it from.
    package let raw: Double?
    /// The figure as a share of the bar, 0 to 1; nil with the raw one.
    package let score: Double?
  }

  /// The band of centrality that serves; above it is a single point of capture.
  package static let band = 0.25...0.60

  /// Which characteristic.
  package let characteristic: Characteristic
  /// Its figures, those that are not known too.
  package let figures: [Figure]
  /// What the bar may not pass: 1, or less for proactivity where looking outweighs meeting.
  package let ceiling: Double

  /// The mean of the figures that are known, closeness counted twice; nil where none is.
  package var value: Double? {
    let known = figures.compactMap { figure in
      figure.score.map { (score: $0, weight: figure.part == .closeness ? 2.0 : 1) }
    }
    guard !known.isEmpty else { return nil }
    let sum = known.reduce(0) { $0 + $1.score * $1.weight }
    return min(ceiling, sum / known.reduce(0) { $0 + $1.weight })
  }

  /// Whether so much rests on them that they are a single point of capture.
  package var isCapture: Bool {
    characteristic == .centrality && value.map { $0 > Self.band.upperBound } ?? false
  }
}

extension ReferentBar.Characteristic: Titled {
  /// The characteristic as the owner reads it.
  package func title(_ language: Language) -> String {
    switch self {
    case .proximity: language.pick("Proximité", "Proximity")
    case .centrality: language.pick("Centralité", "Centrality")
    case .flexibility: language.pick("Flexibilité", "Flexibility")
    case .proactivity: language.pick("Proactivité", "Proactivity")
    case .continuity: language.pick("Pérennité", "Continuity")
    }
  }
}

extension ReferentBar.Part: Titled {
  /// The figure as the owner reads it.
  package func title(_ language: Language) -> String {
    switch self {
    case .daysBetween: language.pick("Jours entre deux contacts", "Days between contacts")
    case .inPerson: language.pick("En personne, à votre demande", "In person, where you chose")
    case .closeness: language.pick("Proche selon vous", "Close, as you say")
    case .degree: language.pick("Membres connus", "Members they know")
    case .betweenness: language.pick("Passages par cette personne", "Ways through them")
    case .knownDomains:
      language.pick("Domaines dont ils connaissent quelqu'un", "Domains they reach")
    case .offHours:
      language.pick("Hors heures ou moyen habituels", "Off hours or the usual medium")
    case .places: language.pick("Diversité des lieux", "Spread of places")
    case .revised: language.pick("Objectifs revus à votre demande", "Objectives revised for you")
    case .started: language.pick("Contacts pris sans incident", "Contacts started, no incident")
    case .renewals: language.pick("Renouvellements préparés", "Renewals prepared ahead")
    case .incident: language.pick("Jours de l'incident au contact", "Days from incident to contact")
    case .tenure: language.pick("Mois de présence", "Months since designated")
    case .kept: language.pick("Gardée malgré un changement", "Kept across services")
    case .careIndex: language.pick("Continuité des soins (COC)", "Continuity of care (COC)")
    case .substitute: language.pick("Remplaçant désigné", "Substitute named")
    }
  }
}
