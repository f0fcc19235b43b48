public import Foundation

/// A contact that took place with a member; it belongs to the facet `contact`.
public struct ContactEvent: Hashable, Codable, Sendable {
  /// What the contact was for.
  public enum Occasion: String, CaseIterable, Codable, Sendable {
    case planned
    case afterIncident = "after-incident"
  }

  /// The domain to which the contact belongs.
  public let domain: LifeDomain
  /// The member.
  public let member: MemberID
  /// When, in whole seconds.
  public let time: Date
  /// By what means.
  public let medium: ContactMedium
  /// Where: up to 256 bytes, any Unicode but NUL.
  public let place: String?
  /// Who started it.
  public let startedBy: Initiator
  /// Whether it was planned or came after an incident.
  public let occasion: Occasion

  /// Makes a contact event; the time is cut to whole seconds, a blank or too long place refused.
  public init(
    domain: LifeDomain, member: MemberID, time: Date, medium: ContactMedium,
    place: String? = nil, startedBy: Initiator, occasion: Occasion
  ) throws(NetworkError) {
    try TextBounds.check(place, upTo: TextBounds.short, at: "event.place")
    self.domain = domain
    self.member = member
    self.time = try time.wholeSeconds(at: "event.time")
    self.medium = medium
    self.place = place
    self.startedBy = startedBy
    self.occasion = occasion
  }

  /// Decodes and checks a contact event.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      domain: fields.decode(LifeDomain.self, forKey: .domain),
      member: fields.decode(MemberID.self, forKey: .member),
      time: fields.decode(Date.self, forKey: .time),
      medium: fields.decode(ContactMedium.self, forKey: .medium),
      place: fields.decodeIfPresent(String.self, forKey: .place),
      startedBy: fields.decode(Initiator.self, forKey: .startedBy),
      occasion: fields.decode(Occasion.self, forKey: .occasion))
  }
}

extension ContactEvent.Occasion: Titled {
  /// The occasion as the owner reads it.
  public func title(_ language: Language) -> String {
    switch self {
    case .planned: language.pick("Prévu", "Planned")
    case .afterIncident: language.pick("Après un incident", "After an incident")
    }
  }
}

extension Date {
  /// The time cut to whole seconds of the years 1 to 9999; refused outside.
  func wholeSeconds(at place: String) throws(NetworkError) -> Date {
    let seconds = timeIntervalSince1970
    guard seconds.isFinite, (-62_135_596_800..<253_402_300_800).contains(seconds) else {
      throw NetworkError(.outOfRange, at: place)
    }
    return Date(timeIntervalSince1970: seconds.rounded(.down))
  }
}
