package import Foundation
package import Keys
package import PersonalNetwork

/// What a proposal holds under its seal: one item as the record's item JSON has it, and its domain.
///
/// Nobody speaks for the owner in it: what says who says so says *a professional*, and what is the
/// owner's own word (a circle, a statement, a contestation) is empty.
package struct ProposedItem: Hashable, Codable, Sendable {
  /// The kinds that a professional may propose.
  package static let kinds: Set<ItemContent.Kind> = [
    .card, .contact, .tie, .objective, .appointment, .note,
  ]
  /// The one size to which every body is padded before it is sealed, in KiB.
  private static let sizes = [8]
  private static let largest = 8 * 1024 - 1

  /// The item's content.
  package let content: ItemContent
  /// The domain; of a card that of the tie that comes with it.
  package let domain: LifeDomain

  /// Takes up a content, as a professional's word.
  ///
  /// Throws `wrong-kind` for a kind that nobody proposes, `contradiction` for another domain than
  /// the content's.
  package init(_ content: ItemContent, in domain: LifeDomain) throws(ConsentError) {
    guard Self.kinds.contains(content.kind) else {
      throw ConsentError(.wrongKind, at: "item.content")
    }
    guard content.domain ?? domain == domain else {
      throw ConsentError(.contradiction, at: "item.domain")
    }
    do {
      self.content = try content.asProfessionalsWord()
    } catch {
      throw ConsentError(.malformedText, at: error.place)
    }
    self.domain = domain
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      container.decode(ItemContent.self, forKey: .content),
      in: container.decode(LifeDomain.self, forKey: .domain))
  }

  /// Where the item would be at home.
  package var compartment: Compartment { .of(domain, content.facet) }

  /// The item sealed to an owner: padded to one size, in an age file.
  ///
  /// Throws `too-long` where it does not fit.
  package func sealed(to owner: PublicIdentity) throws -> Data {
    let bytes = try CanonicalJSON.encode(self)
    guard bytes.count <= Self.largest else { throw ConsentError(.tooLong, at: "item") }
    return try SealedFile.seal(Padding.pad(bytes, to: Self.sizes), to: [owner])
  }

  /// Opens what ``sealed(to:)`` made.
  package init(opening body: Data, with identity: Identity) throws {
    let bytes = try Padding.unpad(SealedFile.open(body, with: identity), from: Self.sizes)
    self = try CanonicalJSON.decode(Self.self, from: bytes)
  }
}

extension ProposedItem {
  /// What can be worded otherwise before it is taken up; nil where there are no words.
  package var text: String? {
    switch content {
    case .card(let card): card.label
    case .contact(let detail): detail.value
    case .objective(let objective): objective.text
    case .appointment(let appointment): appointment.text
    case .note(let note): note.text
    case .event, .tie, .memberTie, .obstacle, .referent, .mask: nil
    }
  }

  /// The same in other words and in another domain, where these are given.
  package func changed(
    text: String? = nil, domain: LifeDomain? = nil
  ) throws -> ProposedItem {
    let domain = domain ?? self.domain
    let next: ItemContent =
      switch content {
      case .card(let old): .card(try old.labelled(text ?? old.label))
      case .contact(let old):
        .contact(
          try ContactDetail(
            domain: domain, member: old.member, kind: old.kind, value: text ?? old.value))
      case .tie(let old):
        .tie(Tie(domain: domain, member: old.member, qualities: old.qualities))
      case .objective(let old):
        .objective(
          try Objective(
            domain: domain, member: old.member, text: text ?? old.text, author: old.author,
            horizon: old.horizon, state: old.state))
      case .appointment(let old):
        .appointment(
          try Appointment(
            domain: domain, member: old.member, text: text ?? old.text, time: old.time,
            place: old.place, origin: old.origin))
      case .note(let old):
        .note(
          try Note(
            domain: domain, member: old.member, names: Set(old.names), text: text ?? old.text))
      case .event, .memberTie, .obstacle, .referent, .mask: content
      }
    return try ProposedItem(next, in: domain)
  }
}

extension ItemContent {
  /// The content with nobody speaking for the owner in it.
  fileprivate func asProfessionalsWord() throws(NetworkError) -> ItemContent {
    switch self {
    case .card(let card): .card(try card.labelled(card.label))
    case .tie(let tie):
      .tie(
        Tie(
          domain: tie.domain, member: tie.member,
          qualities: try TieQualities(
            direction: tie.qualities.direction, strength: tie.qualities.strength,
            support: tie.qualities.support, stress: tie.qualities.stress,
            help: Set(tie.qualities.help), helpDirection: tie.qualities.helpDirection,
            frequency: tie.qualities.frequency, medium: tie.qualities.medium,
            mediatedBy: tie.qualities.mediatedBy, startedBy: tie.qualities.startedBy,
            since: tie.qualities.since, until: tie.qualities.until, saidBy: .professional)))
    case .objective(let objective):
      // The author is who carries it; an objective of nobody's becomes the owner's by their yes.
      .objective(
        try Objective(
          domain: objective.domain, member: objective.member, text: objective.text,
          author: objective.member.map { .member($0) } ?? .owner, horizon: objective.horizon,
          state: .proposed))
    case .contact, .event, .memberTie, .obstacle, .appointment, .note, .referent, .mask: self
    }
  }
}

extension Member {
  /// The card under a label, without a circle, which only the owner draws.
  fileprivate func labelled(_ label: String) throws(NetworkError) -> Member {
    try Member(
      kind: kind, label: label, role: role, formal: formal, authority: authority,
      parentAuthority: parentAuthority, mandate: mandate, since: since, until: until)
  }
}
