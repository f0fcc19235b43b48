import PersonalNetwork

/// Why what was asked for cannot be done; told above the form.
struct NetworkProblem: Error {
  /// What the person reads.
  let text: NetworkText

  /// A problem of a field.
  init(_ text: NetworkText) { self.text = text }

  /// What a refusal of the network means to the person.
  init(_ error: NetworkError) {
    text =
      switch error.code {
      case .emptyText: .problemEmpty
      case .textTooLong: .problemLong
      case .textNotAllowed: .problemLetters
      case .endBeforeStart: .problemEnd
      case .domainWithoutTie: .problemNoTie
      case .selfTie: .problemSelf
      case .tooManyReferents: .problemReferents
      case .stillReferenced: .problemDepends
      case .unknownItem, .unknownMember, .duplicateItem: .problemGone
      default: .problemValues
      }
  }
}
