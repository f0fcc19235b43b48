package import Foundation

extension ReferentFacts {
  /// What the record itself says of a référent besides contacts and ties; what it does not hold
  /// stays unknown.
  ///
  /// The owner's circle is their own rating of closeness: the closest is 1, the two others ⅔ and ⅓.
  package init(
    _ designation: ReferentDesignation, in network: PersonalNetwork, timeZone: TimeZone
  ) {
    let circles = Double(Member.Circle.allCases.count)
    let circle = network.card(designation.member)?.circle
    self.init(
      closeness: circle.map { (circles + 1 - Double($0.rawValue)) / circles }, timeZone: timeZone)
  }
}
