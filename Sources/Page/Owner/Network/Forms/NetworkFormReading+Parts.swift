import Foundation
import PersonalNetwork

/// What single fields hold; a member is one of the network's, or a problem.
extension NetworkFormReading {
  /// A text that must be there.
  func text(_ name: String, _ problem: NetworkText) throws -> String {
    guard let text = values[name] else { throw NetworkProblem(problem) }
    return text
  }

  /// A choice of a list; nil where nothing was chosen.
  func choice<Value: RawRepresentable<String>>(_ name: String) -> Value? {
    values[name].flatMap(Value.init)
  }

  /// A choice that must be there.
  func needed<Value: RawRepresentable<String>>(
    _ name: String, _ problem: NetworkText
  ) throws -> Value {
    guard let value: Value = choice(name) else { throw NetworkProblem(problem) }
    return value
  }

  /// A choice of a scale.
  func degree<Value: RawRepresentable<Int>>(_ name: String) -> Value? {
    values[name].flatMap { Int($0) }.flatMap(Value.init)
  }

  /// The life domain.
  func domain() throws -> LifeDomain { try needed("domain", .problemDomain) }

  /// A member who must be there.
  func member(_ name: String = "member") throws -> MemberID {
    guard let text = values[name] else { throw NetworkProblem(.problemMember) }
    return try known(text)
  }

  /// A member, perhaps.
  func optionalMember(_ name: String = "member") throws -> MemberID? {
    try values[name].map { try known($0) }
  }

  /// A member of the network.
  func known(_ text: String) throws -> MemberID {
    guard let member = MemberID(text), network.card(member) != nil else {
      throw NetworkProblem(.problemMember)
    }
    return member
  }

  /// A day, perhaps.
  func day(_ name: String) throws -> Day? {
    try values[name].map { text in
      guard let day = Day(text) else { throw NetworkProblem(.problemDay) }
      return day
    }
  }

  /// What a field says; what was said before where the form did not ask for it.
  func choice<Value: RawRepresentable<String>>(_ name: String, over old: Value?) -> Value? {
    values.has(name) ? choice(name) : old
  }

  /// An authority, perhaps; what was said before where the form did not ask for it.
  func authority(_ name: String, over old: AuthorityReference?) throws -> AuthorityReference? {
    guard values.has(name) else { return old }
    return try values[name].map { text in
      guard let authority = AuthorityReference(text) else {
        throw NetworkProblem(.problemAuthority)
      }
      return authority
    }
  }

  /// The time that day and hour say.
  func time() throws -> Date {
    guard let day = try day("day") else { throw NetworkProblem(.problemDay) }
    guard let time = values["hour"].flatMap({ LocalTime.time(day, $0) }) else {
      throw NetworkProblem(.problemHour)
    }
    return time
  }
}
