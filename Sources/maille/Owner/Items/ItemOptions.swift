public import ArgumentParser
import Foundation
public import PersonalNetwork

extension LifeDomain: ExpressibleByArgument {}
extension Facet: ExpressibleByArgument {}
extension Compartment: ExpressibleByArgument {}
extension Day: ExpressibleByArgument {}
extension Member.Kind: ExpressibleByArgument {}
extension Member.Mandate: ExpressibleByArgument {}
extension Member.Circle: ExpressibleByArgument {}
extension MemberRole: ExpressibleByArgument {}
extension AuthorityReference: ExpressibleByArgument {}
extension MemberTie.Relation: ExpressibleByArgument {}
extension TieStrength: ExpressibleByArgument {}
extension TieDegree: ExpressibleByArgument {}
extension TieDirection: ExpressibleByArgument {}
extension HelpKind: ExpressibleByArgument {}
extension ContactFrequency: ExpressibleByArgument {}
extension ContactMedium: ExpressibleByArgument {}
extension ContactDetail.Kind: ExpressibleByArgument {}
extension Initiator: ExpressibleByArgument {}
extension Teller: ExpressibleByArgument {}
extension Appointment.Origin: ExpressibleByArgument {}
extension Objective.State: ExpressibleByArgument {}
extension ObstacleCode: ExpressibleByArgument {
  /// What each code says, for the help.
  public static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.title(Speech.language)) })
  }
}
extension Obstacle.Severity: ExpressibleByArgument {}
extension Obstacle.Outcome: ExpressibleByArgument {}

/// An option that may also be emptied again with `none`.
struct Clearable<Value: ExpressibleByArgument>: ExpressibleByArgument {
  /// The new value; nil to leave the field empty.
  let value: Value?

  init?(argument: String) {
    if argument == "none" {
      value = nil
    } else if let value = Value(argument: argument) {
      self.value = value
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { Value.allValueStrings + ["none"] }
}

extension Optional {
  /// The new value of a field: what the option says, or what was there.
  func replacing<Value>(_ old: Value?) -> Value? where Wrapped == Clearable<Value> {
    switch self {
    case .some(let clearable): clearable.value
    case .none: old
    }
  }
}

/// What a tie is like, as options; what is not given stays as it was, `none` empties.
struct TieQualityOptions: ParsableArguments {
  @Option(help: spoken("How strong: 1, 2, 3 or none.", fr: "Force : 1, 2, 3 ou none."))
  var strength: Clearable<TieStrength>?

  @Option(help: spoken("Support, 0 to 4, or none.", fr: "Soutien, de 0 à 4, ou none."))
  var support: Clearable<TieDegree>?

  @Option(help: spoken("Stress, 0 to 4, or none.", fr: "Stress, de 0 à 4, ou none."))
  var stress: Clearable<TieDegree>?

  @Option(help: spoken("A kind of help; may be repeated.", fr: "Une aide ; peut être répété."))
  var helpKind: [HelpKind] = []

  @Option(help: spoken("Which way the help goes.", fr: "Dans quel sens va l'aide."))
  var helpDirection: Clearable<TieDirection>?

  @Option(help: spoken("How often, 0 to 4, or none.", fr: "Fréquence, de 0 à 4, ou none."))
  var frequency: Clearable<ContactFrequency>?

  @Option(help: spoken("The usual means.", fr: "Le moyen habituel."))
  var medium: Clearable<ContactMedium>?

  @Option(
    help: spoken(
      "The authority that controls access to this tie.",
      fr: "L'autorité qui règle l'accès à ce lien."))
  var mediatedBy: Clearable<AuthorityReference>?

  @Option(help: spoken("Who started it.", fr: "Qui l'a commencé."))
  var startedBy: Clearable<Initiator>?

  @Option(help: spoken("Which way the tie goes.", fr: "Dans quel sens va le lien."))
  var direction: TieDirection?

  @Option(help: spoken("Since this day.", fr: "Depuis ce jour."))
  var since: Clearable<Day>?

  @Option(help: spoken("Until this day.", fr: "Jusqu'à ce jour."))
  var until: Clearable<Day>?

  @Option(help: spoken("Who says so.", fr: "Qui le dit."))
  var saidBy: Teller?

  @Option(
    help: spoken("Whether you contest it: true or false.", fr: "Le contestez-vous : true ou false.")
  )
  var contested: Bool?

  @Option(help: spoken("Your own statement, or none.", fr: "Votre propre parole, ou none."))
  var statement: Clearable<String>?

  /// The qualities with these options applied over `old`.
  func applied(to old: TieQualities?) throws -> TieQualities {
    try TieQualities(
      direction: direction ?? old?.direction ?? .mutual,
      strength: strength.replacing(old?.strength), support: support.replacing(old?.support),
      stress: stress.replacing(old?.stress),
      help: helpKind.isEmpty ? Set(old?.help ?? []) : Set(helpKind),
      helpDirection: helpDirection.replacing(old?.helpDirection),
      frequency: frequency.replacing(old?.frequency), medium: medium.replacing(old?.medium),
      mediatedBy: mediatedBy.replacing(old?.mediatedBy),
      startedBy: startedBy.replacing(old?.startedBy), since: since.replacing(old?.since),
      until: until.replacing(old?.until), saidBy: saidBy ?? old?.saidBy ?? .owner,
      contested: contested ?? old?.contested ?? false,
      statement: statement.replacing(old?.statement))
  }
}
