public import Foundation

/// A meeting at a time and a place, imposed or chosen.
public struct Appointment: Hashable, Codable, Sendable {
  /// Whether the owner chose the appointment.
  public enum Origin: String, CaseIterable, Codable, Sendable {
    case chosen, imposed
  }

  /// The domain.
  public let domain: LifeDomain
  /// The member it is with; nil when with nobody of the record.
  public let member: MemberID?
  /// What it is about: 1 byte to 2 KiB, any Unicode but NUL.
  public let text: String
  /// When it starts, in whole seconds.
  public let time: Date
  /// Where: up to 256 bytes, any Unicode but NUL.
  public let place: String?
  /// Whether the owner chose it.
  public let origin: Origin

  /// Makes an appointment; the time is cut to whole seconds, blank or too long texts refused.
  public init(
    domain: LifeDomain, member: MemberID? = nil, text: String, time: Date, place: String? = nil,
    origin: Origin
  ) throws(NetworkError) {
    try TextBounds.check(text, upTo: TextBounds.medium, at: "appointment.text")
    try TextBounds.check(place, upTo: TextBounds.short, at: "appointment.place")
    self.domain = domain
    self.member = member
    self.text = text
    self.time = try time.wholeSeconds(at: "appointment.time")
    self.place = place
    self.origin = origin
  }

  /// Decodes and checks an appointment.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      member: fields.decodeIfPresent(MemberID.self, forKey: .member),
      text: fields.decode(String.self, forKey: .text),
      time: fields.decode(Date.self, forKey: .time),
      place: fields.decodeIfPresent(String.self, forKey: .place),
      origin: fields.decode(Origin.self, forKey: .origin))
  }
}

extension Appointment.Origin: Titled {
  /// The origin as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .chosen: language.pick("Choisi", "Chosen")
    case .imposed: language.pick("Imposé", "Imposed")
    }
  }
}
