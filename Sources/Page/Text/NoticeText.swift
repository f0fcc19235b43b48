import Consent

/// What happened, in a sentence.
package enum NoticeText: Texts {
  case asked, proposed, looked, refused, attested, ended, stopped, emergency, named, recovery
  case limit, endingSoon
  case someone

  /// The sentence of a kind of notice.
  init(_ kind: Notice.Kind) {
    self =
      switch kind {
      case .asked: .asked
      case .proposed: .proposed
      case .looked: .looked
      case .refused: .refused
      case .attested: .attested
      case .ended: .ended
      case .stopped: .stopped
      case .emergency: .emergency
      case .named: .named
      case .recovery: .recovery
      case .limit: .limit
      case .endingSoon: .endingSoon
      }
  }
}
