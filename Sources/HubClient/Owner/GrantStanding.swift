package import Consent
package import Foundation
import Keys
package import Record

/// How a grant stands for its owner.
package enum GrantStanding: Hashable, Sendable {
  /// It opens.
  case open
  /// It has not begun.
  case waiting
  /// The owner stopped everything.
  case stopped
  /// It stands, and opens nothing for now.
  case closed(AffiliationLoss)
  /// The owner took it back.
  case revoked
  /// The viewer gave it back.
  case givenBack
  /// Its time is over.
  case ended

  /// The word by which programs know it.
  package var id: String {
    switch self {
    case .open: "open"
    case .waiting: "waiting"
    case .stopped: "stopped"
    case .closed(let loss): loss.rawValue
    case .revoked: "revoked"
    case .givenBack: "given-back"
    case .ended: "ended"
    }
  }
}

extension PublishedGrant {
  /// How the grant stands at a time.
  package func standing(at time: Date, in state: OwnerState) -> GrantStanding {
    let grant = publication.grant.payload
    switch end {
    case .givenBack: return .givenBack
    case .revoked: return .revoked
    case nil: break
    }
    if grant.notAfter <= time { return .ended }
    if state.stopped { return .stopped }
    if let loss = state.loss(of: grant.id) { return .closed(loss) }
    return grant.notBefore > time ? .waiting : .open
  }
}
