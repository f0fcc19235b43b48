import PersonalNetwork

/// What the page says of the signals, and of the obstacles that they suggest.
package enum SignalText: Texts {
  case heading, intro, open, none, silent, basis, singleAuthority, nobodyClose, mediated
  case surveillance, helpAfterRefusal, othersObjectives, imposed, newViewers, quiet, oneThread
  case maybe, yours, note, why, pressing, instead, insteadNumber

  /// The sentence of a signal; nil for one that is a figure alone and is never raised.
  init?(_ kind: Signal.Kind) {
    switch kind {
    case .concentration, .formalShare: return nil
    case .singleAuthority: self = .singleAuthority
    case .nobodyClose: self = .nobodyClose
    case .mediated: self = .mediated
    case .surveillance: self = .surveillance
    case .helpAfterRefusal: self = .helpAfterRefusal
    case .othersObjectives: self = .othersObjectives
    case .imposed: self = .imposed
    case .newViewers: self = .newViewers
    case .silent: self = .quiet
    case .oneThread: self = .oneThread
    }
  }
}
