package import PersonalNetwork

extension Refusal {
  /// What the owner reads: the limit in concrete words, with its figure and bound.
  package func explanation(_ language: Language) -> String {
    switch language {
    case .french: french
    case .english: english
    }
  }

  /// A figure or bound in its unit: `34,79 %`, `7 domaines`, `181 jours`.
  private func shown(_ value: Int, _ language: Language) -> String {
    let many = value > 1
    switch (unit, language) {
    case (.share, .french): return "\(Self.percent(value, separator: ",")) %"
    case (.share, .english): return "\(Self.percent(value, separator: "."))%"
    case (.domains, .french): return "\(value) domaine\(many ? "s" : "")"
    case (.domains, .english): return "\(value) domain\(value == 1 ? "" : "s")"
    case (.days, .french): return "\(value) jour\(many ? "s" : "")"
    case (.days, .english): return "\(value) day\(value == 1 ? "" : "s")"
    }
  }

  private static func percent(_ share: Int, separator: String) -> String {
    let (whole, part) = share.quotientAndRemainder(dividingBy: 100)
    return part == 0 ? "\(whole)" : "\(whole)\(separator)\(part < 10 ? "0" : "")\(part)"
  }

  private func list(_ language: Language) -> String {
    domains.map { $0.title(language) }.joined(separator: ", ")
  }

  private var french: String {
    let figure = shown(figure, .french)
    let bound = shown(bound, .french)
    return switch limit {
    case .viewerShare:
      "Cette personne pourrait voir \(figure) de votre dossier. La limite est \(bound)."
    case .viewerDomains:
      "Cette personne verrait \(figure) de votre vie. La limite est \(bound)."
    case .authorityShare:
      "Cet organisme aurait pu voir, en deux ans, \(figure) de votre dossier. "
        + "La limite est \(bound)."
    case .authorityDomains:
      "Cet organisme aurait vu, en deux ans, \(figure) de votre vie. La limite est \(bound)."
    case .coalition:
      "En se parlant, trois personnes ou deux organismes pourraient voir \(figure) de votre "
        + "dossier. Cela doit rester sous \(bound)."
    case .reserve:
      "Il resterait \(figure) que personne n'a vu. Il doit en rester au moins \(bound)."
    case .duration: "Cet accès durerait \(figure). La limite est \(bound)."
    case .run:
      "Les accès de cette personne se suivraient pendant \(figure). La limite est \(bound), puis "
        + "30 jours de pause ou l'attestation d'une autre personne."
    case .rate:
      "Cette personne a consulté votre dossier \(figure) sur les 7 derniers. "
        + "La limite est \(bound)."
    case .wall: "Cet organisme ne peut pas voir : \(list(.french))."
    case .batch: "On n'ouvre jamais plusieurs dossiers à la fois."
    case .exit: "Vous pouvez partir à tout moment."
    }
  }

  private var english: String {
    let figure = shown(figure, .english)
    let bound = shown(bound, .english)
    return switch limit {
    case .viewerShare: "This person could see \(figure) of your record. The limit is \(bound)."
    case .viewerDomains: "This person would see \(figure) of your life. The limit is \(bound)."
    case .authorityShare:
      "This authority could have seen \(figure) of your record in two years. "
        + "The limit is \(bound)."
    case .authorityDomains:
      "This authority would have seen \(figure) of your life in two years. "
        + "The limit is \(bound)."
    case .coalition:
      "By talking to each other, three people or two authorities could see \(figure) of your "
        + "record. That must stay under \(bound)."
    case .reserve:
      "Only \(figure) would be left that nobody has seen. At least \(bound) must be left."
    case .duration: "This access would last \(figure). The limit is \(bound)."
    case .run:
      "This person's accesses would follow each other for \(figure). The limit is \(bound), then "
        + "30 days' pause or another person's attestation."
    case .rate:
      "This person opened your record on \(figure) of the last 7. The limit is \(bound)."
    case .wall: "This authority must not see: \(list(.english))."
    case .batch: "Several records are never opened at once."
    case .exit: "You can leave at any time."
    }
  }
}
