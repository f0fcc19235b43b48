package import PersonalNetwork

/// The picture of a network as measures: circles of closeness as rings, life domains as sectors.
///
/// A member stands once, in the sector of the domain where the tie is strongest: a person is one
/// person, and one who helps in five domains must not look like five. The other domains are told in
/// the list beside it. The line tells the ties of every domain together.
///
/// The same network gives the same picture, whatever the order of its items.
package struct NetworkPicture: Hashable, Sendable {
  /// What a line between the owner and a member tells.
  enum Line: CaseIterable, Sendable {
    case support, stress, mixed, plain
  }

  /// A member in the picture.
  struct Dot: Hashable, Sendable {
    /// The number, from 1, by sector, ring and name.
    let number: Int
    /// The member.
    let member: MemberID
    /// The name that the owner gave, whole.
    let name: String
    /// The domain of the strongest tie; nil where there is no tie.
    let domain: LifeDomain?
    /// The ring, 1 to 3 from the inside; 4 outside of all circles.
    let ring: Int
    /// What the ties bring.
    let line: Line
    /// Whether the member is in the secret garden.
    let isReserved: Bool
    /// How the viewer sees the member for whom the picture is drawn up; nil where there is none.
    let sight: Sight?
    /// Where the dot is.
    let point: Point

    /// The name as it is written, in brackets where the viewer does not see it.
    func shown(_ name: String) -> String { sight == .nameless ? "(\(name))" : name }
  }

  /// A life domain in the picture.
  struct Sector: Hashable, Sendable {
    /// The domain; nil for the members without a tie.
    let domain: LifeDomain?
    /// Where it begins, in radians, clockwise from the top.
    let start: Double
    /// How wide it is, in radians.
    let width: Double
  }

  /// A text in the picture, with the room that it takes at most.
  struct Label: Hashable, Sendable {
    /// What is written.
    let text: String
    /// The room it takes.
    let box: Box
    /// Which end of the text is fixed.
    let anchor: Anchor

    /// Where the fixed end of the text is, from the left.
    var fixed: Double {
      switch anchor {
      case .start: box.x + 2
      case .middle: box.x + box.width / 2
      case .end: box.right - 2
      }
    }

    /// Which end of a text is fixed.
    enum Anchor: String, Sendable {
      case start, middle, end
    }
  }

  /// The members, by number.
  let dots: [Dot]
  /// The domains, clockwise from the top.
  let sectors: [Sector]
  /// The outer radius of each circle, from the inside.
  let rings: [Double]
  /// The outer radius of the sectors.
  let radius: Double
  /// How large a dot is.
  let dotRadius: Double
  /// The names of the members, or their numbers.
  let labels: [Label]
  /// The names of the domains.
  let domainLabels: [Label]
  /// Whether the members have numbers instead of names, since the names had no room.
  let isNumbered: Bool
  /// What the picture takes in all.
  let frame: Box
  /// The name of the viewer for whom it is drawn up; nil for the owner's own.
  let viewer: String?

  /// Draws up the picture of a network: with names where they find room, else with numbers.
  ///
  /// - Parameter viewer: Whose sight it tells; nil for the owner's own. All stand where they stand in
  ///   the owner's own picture.
  package init(_ network: PersonalNetwork, _ language: Language, as viewer: PictureViewer? = nil) {
    let entries = Entry.all(network, as: viewer)
    let domains = entries.sectors(network)
    for pitch in entries.count <= Self.mostNames ? [44.0, 56, 70] : [] {
      let plan = PicturePlan(entries, domains, pitch: pitch)
      let dots = Self.dots(entries, plan)
      let beside = PictureLabels.domains(plan.sectors, radius: plan.radius, language)
      if let names = PictureLabels.names(dots, dotRadius: 8, beside: beside) {
        self.init(dots, plan, dotRadius: 8, names, beside, viewer: viewer?.name)
        return
      }
    }
    let plan = PicturePlan(entries, domains, pitch: 31)
    let dots = Self.dots(entries, plan)
    self.init(
      dots, plan, dotRadius: 13, PictureLabels.numbers(dots),
      PictureLabels.domains(plan.sectors, radius: plan.radius, language), isNumbered: true,
      viewer: viewer?.name)
  }

  /// Up to how many members names are tried before numbers.
  static let mostNames = 30

  private init(
    _ dots: [Dot], _ plan: PicturePlan, dotRadius: Double, _ labels: [Label],
    _ domainLabels: [Label], isNumbered: Bool = false, viewer: String?
  ) {
    self.dots = dots
    sectors = plan.sectors
    rings = plan.rings
    radius = plan.radius
    self.dotRadius = dotRadius
    self.labels = labels
    self.domainLabels = domainLabels
    self.isNumbered = isNumbered
    self.viewer = viewer
    let round = Box(
      x: -plan.radius, y: -plan.radius, width: 2 * plan.radius, height: 2 * plan.radius)
    frame = (labels + domainLabels).map(\.box).reduce(round) { $0.union($1) }.wider(by: 8)
  }

  private static func dots(_ entries: [Entry], _ plan: PicturePlan) -> [Dot] {
    zip(entries, plan.points).enumerated().map { index, pair in
      let (entry, point) = pair
      return Dot(
        number: index + 1, member: entry.member, name: entry.name, domain: entry.domain,
        ring: entry.ring, line: entry.line, isReserved: entry.isReserved,
        sight: entry.sight, point: point)
    }
  }
}
