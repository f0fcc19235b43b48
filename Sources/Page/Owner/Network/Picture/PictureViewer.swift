package import PersonalNetwork

/// For whom the owner looks at the picture: what this viewer does not see is greyed.
package struct PictureViewer: Hashable, Sendable {
  /// The viewer's name.
  let name: String
  /// The items that the viewer sees.
  let items: Set<NetworkItemID>

  /// A viewer with what they see.
  package init(name: String, items: Set<NetworkItemID>) {
    self.name = name
    self.items = items
  }

  /// How the viewer sees a member.
  func sight(of member: MemberID, in network: PersonalNetwork) -> NetworkPicture.Sight {
    if items.contains(member.card) { return .named }
    let isCarrier = items.contains { id in
      network[id].map { $0.carrier == member || $0.content.names.contains(member) } ?? false
    }
    return isCarrier ? .nameless : .unseen
  }
}

extension NetworkPicture {
  /// How a viewer sees a member.
  enum Sight: Hashable, Sendable {
    /// By name.
    case named
    /// Without the name: by a role, or by an item that was opened singly.
    case nameless
    /// Not at all.
    case unseen
  }
}
