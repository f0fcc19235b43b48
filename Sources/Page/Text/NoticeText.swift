import Consent

/// What happened, in a sentence.
package enum NoticeText: Texts {
  case asked, looked, refused, attested, ended, stopped, emergency, named, recovery, limit
  case endingSoon
  case someone

  /// The sentence of a kind of notice.
  init(_ kind: Notice.Kind) {
    self =
      switch kind {
      case .asked: .asked
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
