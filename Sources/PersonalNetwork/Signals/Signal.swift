/// Something shown to the owner about the whole of their network; it never blocks anything.
///
/// A signal is shown with its figure, and *raised* where DOMAIN.md §3 says from when on; the others
/// are raised as soon as there is a case.
package struct Signal: Hashable, Sendable {
  /// The signals, in the order in which they are shown.
  package enum Kind: String, CaseIterable, Sendable, Encodable {
    /// How far one authority holds the domains: `HHI = Σ s(O)²`.
    case concentration
    /// Domains that a single authority serves (total institution: Goffman).
    case singleAuthority = "single-authority"
    /// The share of members who are paid or mandated.
    case formalShare = "formal-share"
    /// Nobody informal in circle 1.
    case nobodyClose = "nobody-close"
    /// Informal ties to which an authority controls the access.
    case mediated
    /// Openings of one viewer against real contacts with them, in 30 days.
    case surveillance
    /// Help that falls in the 60 days after a refusal.
    case helpAfterRefusal = "help-after-refusal"
    /// Objectives whose author is not the owner.
    case othersObjectives = "others-objectives"
    /// Imposed appointments a week.
    case imposed
    /// New viewers in 90 days.
    case newViewers = "new-viewers"
    /// Ties with no contact for 12 months.
    case silent
    /// Domains on one thread.
    case oneThread = "one-thread"
  }

  /// What a case of a signal is about.
  package enum Subject: Hashable, Sendable {
    case domain(LifeDomain)
    case member(MemberID)
    case authority(AuthorityReference)
    case item(NetworkItemID)
    case viewer(String)
  }

  /// Which signal.
  package let kind: Kind
  /// The figure; nil where there is nothing to compute it from.
  package let figure: Double?
  /// From above which figure it is raised; nil where every case raises it, or none does.
  package let bound: Double?
  /// Whether it is raised.
  package let raised: Bool
  /// What it is about: what was counted, or the cases past the bound.
  package let subjects: [Subject]
  /// How many facts it was computed from: members, ties, contacts, objectives or viewers.
  package let basis: Int
}

extension Signal.Kind: Titled {
  /// The signal as the owner reads it.
  package func title(_ language: Language) -> String {
    switch self {
    case .concentration:
      language.pick("Concentration des domaines (HHI)", "Concentration of the domains (HHI)")
    case .singleAuthority:
      language.pick("Domaines servis par une seule autorité", "Domains a single authority serves")
    case .formalShare: language.pick("Part de professionnels", "Share of professionals")
    case .nobodyClose:
      language.pick(
        "Aucun proche non professionnel dans le cercle 1", "Nobody informal in circle 1")
    case .mediated:
      language.pick(
        "Liens informels dont une autorité tient l'accès",
        "Informal ties an authority controls access to")
    case .surveillance:
      language.pick("Plus regardé que rencontré", "Looked at more than met")
    case .helpAfterRefusal:
      language.pick("Aide en baisse après un refus", "Help that falls after a refusal")
    case .othersObjectives:
      language.pick("Objectifs fixés par d'autres", "Objectives set by others")
    case .imposed:
      language.pick("Rendez-vous imposés par semaine", "Imposed appointments a week")
    case .newViewers:
      language.pick("Nouveaux regards en 90 jours", "New viewers in 90 days")
    case .silent:
      language.pick("Liens sans contact depuis 12 mois", "Ties with no contact for 12 months")
    case .oneThread:
      language.pick("Domaines qui tiennent à un fil", "Domains on one thread")
    }
  }

  /// What the signal is computed from, as the owner reads it.
  package func basis(_ language: Language) -> String {
    switch self {
    case .concentration:
      language.pick(
        "la part de chaque autorité dans les domaines servis, au carré, additionnée ; 1 : une seule",
        "each authority's share of the domains served, squared, summed; 1 is one alone")
    case .singleAuthority:
      language.pick(
        "les liens des membres qui ont une autorité, par pouvoir organisateur",
        "ties of members who have an authority, by parent authority")
    case .formalShare, .nobodyClose:
      language.pick("les cartes des membres présents", "the cards of the members there now")
    case .mediated:
      language.pick(
        "vos liens et ceux entre membres, avec des personnes non professionnelles",
        "your ties and those between members, with people who are not professionals")
    case .surveillance:
      language.pick(
        "ouvertures au journal ÷ contacts notés, 30 jours, par personne ; sans contact : sur 1",
        "openings in the log ÷ contacts noted, 30 days, by viewer; with no contact: over 1")
    case .helpAfterRefusal:
      language.pick(
        "contacts notés 60 jours avant et après, avec la personne refusée et son autorité",
        "contacts noted 60 days before and after, with whom you refused and their authority")
    case .othersObjectives:
      language.pick("les objectifs proposés, en cours ou en pause", "objectives not yet ended")
    case .imposed:
      language.pick("les rendez-vous des 28 derniers jours ÷ 4", "appointments of 28 days ÷ 4")
    case .newViewers:
      language.pick("le premier accès de chaque personne", "the first access of each viewer")
    case .silent:
      language.pick(
        "le dernier contact noté ; les liens sans aucun contact noté ne comptent pas",
        "the last contact noted; ties without any contact noted do not count")
    case .oneThread:
      language.pick("vos liens, domaine par domaine", "your ties, domain by domain")
    }
  }
}
