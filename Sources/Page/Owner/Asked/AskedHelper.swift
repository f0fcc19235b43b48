import Consent
import Keys
import PersonalNetwork
import Record

/// A helper beside the owner: who they are, and for whom they work.
struct AskedHelper: Hashable, Sendable {
  /// The name on the card.
  let name: String
  /// The name of the service they act for; nil for one who acts for none.
  let service: String?
  /// Whether who asks belongs to the same service, or to one with the same parent.
  let sharesService: Bool

  /// Describes a helper to an owner of whom someone of `asker` asks.
  init(_ helper: EnrolledHelper, asker: AuthorityID?, register: Register) {
    self.init(
      name: helper.card.payload.name, authority: helper.enrolment.payload.authority, asker: asker,
      register: register)
  }

  /// Describes somebody who helps for an authority, or for none.
  init(name: String, authority: AuthorityID?, asker: AuthorityID?, register: Register) {
    self.name = name
    service = authority.map { register.authority($0)?.name ?? $0.description }
    let authorities = Authorities(register)
    sharesService =
      authority.map(authorities.topmostParent) == asker.map(authorities.topmostParent)
      && asker != nil
  }

  /// Who helps, for whom, and whether that is who asks.
  func words(_ language: Language) -> [String] {
    let who =
      service.map { AskedText.helperOf(language, ["name": name, "service": $0]) }
      ?? AskedText.helperAlone(language, ["name": name])
    return sharesService ? [who, AskedText.helperShares(language)] : [who]
  }
}
