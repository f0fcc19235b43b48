/// A bound that the owner alone may move, after a delay.
///
/// Those on authorities and coalitions also need a trusted third person; the reserve and the walls
/// nobody moves. Source: DOMAIN §3.
package enum MovableLimit: String, CaseIterable, Codable, Sendable {
  case viewerShare = "viewer-share"
  case referentShare = "viewer-share-referent"
  case viewerDomains = "viewer-domains"
  case referentDomains = "viewer-domains-referent"
  case duration
  case rate

  /// The values it may take: ten-thousandths, domains or days; never past its ceiling.
  package var range: ClosedRange<Int> {
    switch self {
    case .viewerShare, .referentShare: 0...6000
    case .viewerDomains, .referentDomains: 0...8
    case .duration: 1...180
    case .rate: 0...5
    }
  }

  /// The limit that it bounds.
  package var limit: LimitID {
    switch self {
    case .viewerShare, .referentShare: .viewerShare
    case .viewerDomains, .referentDomains: .viewerDomains
    case .duration: .duration
    case .rate: .rate
    }
  }

  /// What its values count.
  package var unit: Refusal.Unit {
    switch self {
    case .viewerShare, .referentShare: .share
    case .viewerDomains, .referentDomains: .domains
    case .duration, .rate: .days
    }
  }
}

extension Limits {
  /// The value of a bound that can be moved.
  package subscript(limit: MovableLimit) -> Int {
    switch limit {
    case .viewerShare: viewerShare
    case .referentShare: referentShare
    case .viewerDomains: viewerDomains
    case .referentDomains: referentDomains
    case .duration: durationDays
    case .rate: openingDays
    }
  }

  /// The same with one bound moved, at most to its ceiling.
  package func moving(_ limit: MovableLimit, to value: Int) -> Limits {
    var moved = self
    let value = min(max(value, limit.range.lowerBound), limit.range.upperBound)
    switch limit {
    case .viewerShare: moved.viewerShare = value
    case .referentShare: moved.referentShare = value
    case .viewerDomains: moved.viewerDomains = value
    case .referentDomains: moved.referentDomains = value
    case .duration: moved.durationDays = value
    case .rate: moved.openingDays = value
    }
    return moved
  }
}
