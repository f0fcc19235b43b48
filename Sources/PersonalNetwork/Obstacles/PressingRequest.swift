package import Foundation

/// A request for an access that leaves the owner little choice.
package struct PressingRequest: Hashable, Sendable {
  /// How it presses.
  package enum Pressure: String, CaseIterable, Sendable, Encodable {
    /// It is told as a condition for entering a service.
    case condition
    /// It is for so much that the limits of one viewer refuse it, by share and by domains.
    case wholeNetwork = "whole-network"
  }

  /// The request, by any text that stays the same.
  package let id: String
  /// Who asks, by the name on their card; hostile input.
  package let name: String
  /// Which member that is, if known.
  package let member: MemberID?
  /// When it came (UTC).
  package let time: Date
  /// How it presses, each way once.
  package let pressures: Set<Pressure>

  /// States a request; nil where nothing in it presses.
  package init?(
    id: String, name: String, member: MemberID?, time: Date, pressures: Set<Pressure>
  ) {
    guard !pressures.isEmpty else { return nil }
    self.id = id
    self.name = name
    self.member = member
    self.time = time
    self.pressures = pressures
  }
}
