import PersonalNetwork

/// The fields of the forms that add to the network and change it.
struct NetworkFormFields {
  /// What stands in the fields.
  let values: NetworkFormValues
  /// The words for what the network holds.
  let words: ItemWords
  /// Whether something is added; what is changed stays with its member and domain.
  let isNew: Bool

  var language: Language { words.language }

  /// The fields of a kind.
  func fields(_ kind: NetworkFormKind) -> [HTML] {
    let shown: [HTML] =
      switch kind {
      case .member: member
      case .tie: (isNew ? [who(.whoTie), domain] : []) + qualities + (isNew ? [] : tieMore)
      case .between: isNew ? between : qualities + tieMore
      case .contact: (isNew ? [who(.whoContact), domain] : []) + contact
      case .appointment: appointment
      case .note: note
      case .event: (isNew ? [who(.whoEvent), domain] : []) + event
      case .objective: objective
      case .obstacle: obstacle
      case .referent: referent
      }
    return isNew && kind.mayBeReserved ? shown + [reserve] : shown
  }

  private var member: [HTML] {
    [
      written(.name, "name", most: 100), one(.kind, "kind", Member.Kind.allCases, none: nil),
      one(.role, "role", MemberRole.allCases), radios(.circle, "circle", circles),
      radios(.paid, "paid", [("yes", .yes), ("no", .no)]),
    ]
      + (isNew
        ? []
        : [
          one(.mandate, "mandate", Member.Mandate.allCases, none: nil),
          authority(.authority, "authority"), authority(.parentAuthority, "parentAuthority"),
        ] + period)
  }

  private var circles: [(String, String)] {
    Member.Circle.allCases.map { ("\($0.rawValue)", $0.title(language)) }
      + [("none", NetworkText.noCircle(language))]
  }

  private var qualities: [HTML] {
    [
      degrees(.support, "support", TieDegree.allCases),
      degrees(.stress, "stress", TieDegree.allCases),
      degrees(.strength, "strength", TieStrength.allCases),
      degrees(.frequency, "frequency", ContactFrequency.allCases),
      boxes(.help, "help", HelpKind.allCases.map { ($0.rawValue, $0.title(language)) }),
    ]
  }

  private var tieMore: [HTML] {
    [
      one(.direction, "direction", TieDirection.allCases, none: nil),
      one(.helpDirection, "helpDirection", TieDirection.allCases),
      one(.medium, "medium", ContactMedium.allCases), authority(.mediatedBy, "mediatedBy"),
      one(.startedBy, "startedBy", Initiator.allCases),
    ] + period + [
      one(.saidBy, "saidBy", Teller.allCases, none: nil),
      boxes(.contested, "contested", [("yes", NetworkText.contestedYes(language))]),
      lines(.statement, "statement"),
    ]
  }

  var period: [HTML] {
    [
      written(.since, "since", type: "date"), written(.until, "until", type: "date"),
    ]
  }

  private var between: [HTML] {
    [
      who(.whoOne), who(.whoOther, "other"), domain,
      radios(
        .relation, "relation",
        MemberTie.Relation.allCases.map { ($0.rawValue, $0.title(language)) }),
    ]
  }

  private var contact: [HTML] {
    [
      one(.contactKind, "kind", ContactDetail.Kind.allCases, none: nil),
      written(.contactValue, "value", most: 200),
    ]
  }

  private var moment: [HTML] {
    [
      written(.day, "day", type: "date", isRequired: true),
      written(.hour, "hour", type: "time", isRequired: true),
    ]
  }

  private var appointment: [HTML] {
    [lines(.about, "text")] + moment + [written(.place, "place", most: 200)]
      + (isNew ? [who(.whoWith, isOptional: true), domain] : [])
      + [radios(.origin, "origin", Appointment.Origin.allCases)]
  }

  private var note: [HTML] {
    [lines(.text, "text")] + (isNew ? [who(.whoAbout, isOptional: true), domain] : [])
      + [others]
  }

  private var event: [HTML] {
    moment + [
      one(.medium, "medium", ContactMedium.allCases, none: nil),
      radios(.startedBy, "startedBy", Initiator.allCases), written(.place, "place", most: 200),
      radios(.occasion, "occasion", ContactEvent.Occasion.allCases),
    ]
  }

  private var reserve: HTML {
    boxes(.reserveChoice, "reserved", [("yes", NetworkText.reserveYes(language))])
  }

  /// The members whom a note names besides the one it is about; closed, since most name nobody.
  private var others: HTML {
    guard !members.isEmpty else { return .nothing }
    return tag("details") {
      tag("summary", text: NetworkText.alsoAbout(language))
      boxes(.alsoAbout, "names", members)
    }
  }
}
