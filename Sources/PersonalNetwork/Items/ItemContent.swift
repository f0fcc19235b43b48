/// What an item says: the smallest shareable fact.
///
/// It is encoded as an object with one key, the kind: `{"tie": {...}}`. Fields never hold floats;
/// with a date strategy of whole seconds, the encoding of a decoded content is the same again.
public enum ItemContent: Hashable, Sendable {
  case card(Member)
  case contact(ContactDetail)
  case event(ContactEvent)
  case tie(Tie)
  case memberTie(MemberTie)
  case objective(Objective)
  case appointment(Appointment)
  case obstacle(Obstacle)
  case note(Note)
  case referent(ReferentDesignation)
  case mask(Mask)

  /// The kinds of content, by the name they have in an encoding.
  public enum Kind: String, CaseIterable, Codable, CodingKey, Sendable {
    case card, contact, event, tie, memberTie, objective, appointment, obstacle, note, referent
    case mask
  }

  /// The kind of this content.
  public var kind: Kind {
    switch self {
    case .card: .card
    case .contact: .contact
    case .event: .event
    case .tie: .tie
    case .memberTie: .memberTie
    case .objective: .objective
    case .appointment: .appointment
    case .obstacle: .obstacle
    case .note: .note
    case .referent: .referent
    case .mask: .mask
    }
  }

  /// The home domain; nil for a card, which is in the domains of its ties, and for what is the
  /// owner's alone.
  public var domain: LifeDomain? {
    switch self {
    case .card, .referent, .mask: nil
    case .contact(let detail): detail.domain
    case .event(let event): event.domain
    case .tie(let tie): tie.domain
    case .memberTie(let tie): tie.domain
    case .objective(let objective): objective.domain
    case .appointment(let appointment): appointment.domain
    case .obstacle(let obstacle): obstacle.domain
    case .note(let note): note.domain
    }
  }

  /// The facet.
  public var facet: Facet {
    switch self {
    case .card, .referent, .mask: .people
    case .contact, .event: .contact
    case .tie, .memberTie: .ties
    case .objective, .appointment: .plan
    case .obstacle: .obstacles
    case .note: .notes
    }
  }

  /// The home compartment; nil for a card and for what is the owner's alone.
  public var home: Compartment? {
    domain.map { .of($0, facet) }
  }

  /// The member that carries the item; nil when the owner does.
  ///
  /// A card's carrier is its own member, whom the content does not name: see ``NetworkItem``.
  public var carrier: MemberID? {
    switch self {
    case .card: nil
    case .contact(let detail): detail.member
    case .event(let event): event.member
    case .tie(let tie): tie.member
    case .memberTie: nil
    case .objective(let objective): objective.member
    case .appointment(let appointment): appointment.member
    case .obstacle(let obstacle): obstacle.member
    case .note(let note): note.member
    case .referent(let designation): designation.member
    case .mask(let mask): mask.member
    }
  }

  /// The members named besides the carrier; sorted, each once.
  public var names: [MemberID] {
    switch self {
    case .card, .contact, .event, .tie, .appointment, .mask: []
    case .memberTie(let tie): [tie.from, tie.to].sorted()
    case .objective(let objective):
      switch objective.author {
      case .member(let member) where member != objective.member: [member]
      default: []
      }
    case .obstacle(let obstacle): obstacle.services.filter { $0 != obstacle.member }
    case .note(let note): note.names.filter { $0 != note.member }
    case .referent(let designation): designation.substitute.map { [$0] } ?? []
    }
  }
}

extension ItemContent: Codable {
  /// Decodes an object with exactly one key, the kind.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Kind.self)
    let kinds = fields.allKeys
    guard kinds.count == 1, let kind = kinds.first else {
      throw NetworkError(.unknownContent, at: decoder.fieldPath)
    }
    self =
      switch kind {
      case .card: .card(try fields.decode(Member.self, forKey: kind))
      case .contact: .contact(try fields.decode(ContactDetail.self, forKey: kind))
      case .event: .event(try fields.decode(ContactEvent.self, forKey: kind))
      case .tie: .tie(try fields.decode(Tie.self, forKey: kind))
      case .memberTie: .memberTie(try fields.decode(MemberTie.self, forKey: kind))
      case .objective: .objective(try fields.decode(Objective.self, forKey: kind))
      case .appointment: .appointment(try fields.decode(Appointment.self, forKey: kind))
      case .obstacle: .obstacle(try fields.decode(Obstacle.self, forKey: kind))
      case .note: .note(try fields.decode(Note.self, forKey: kind))
      case .referent: .referent(try fields.decode(ReferentDesignation.self, forKey: kind))
      case .mask: .mask(try fields.decode(Mask.self, forKey: kind))
      }
  }

  /// Encodes an object with one key, the kind.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Kind.self)
    switch self {
    case .card(let value): try fields.encode(value, forKey: .card)
    case .contact(let value): try fields.encode(value, forKey: .contact)
    case .event(let value): try fields.encode(value, forKey: .event)
    case .tie(let value): try fields.encode(value, forKey: .tie)
    case .memberTie(let value): try fields.encode(value, forKey: .memberTie)
    case .objective(let value): try fields.encode(value, forKey: .objective)
    case .appointment(let value): try fields.encode(value, forKey: .appointment)
    case .obstacle(let value): try fields.encode(value, forKey: .obstacle)
    case .note(let value): try fields.encode(value, forKey: .note)
    case .referent(let value): try fields.encode(value, forKey: .referent)
    case .mask(let value): try fields.encode(value, forKey: .mask)
    }
  }
}

extension ItemContent.Kind: Titled {
  /// The kind as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .card: language.pick("Fiche", "Card")
    case .contact: language.pick("Coordonnée", "Contact detail")
    case .event: language.pick("Contact", "Contact event")
    case .tie: language.pick("Lien", "Tie")
    case .memberTie: language.pick("Lien entre deux membres", "Tie between two members")
    case .objective: language.pick("Projet", "Objective")
    case .appointment: language.pick("Rendez-vous", "Appointment")
    case .obstacle: language.pick("Obstacle", "Obstacle")
    case .note: language.pick("Note", "Note")
    case .referent: language.pick("Référent de proximité", "Référent de proximité")
    case .mask: language.pick("Fiche sans nom", "Card without a name")
    }
  }
}
