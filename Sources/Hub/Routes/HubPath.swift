import Keys

/// The paths of a hub.
enum HubPath: Hashable, Sendable {
  /// What belongs to one record.
  enum Part: String, Hashable, Sendable {
    case items, manifest, grants, revocations, stop, resume, requests, declines, helpers
    case views, log, emergencies, reviews, proposals, settlements
    case stopCard = "stop-card"
    case stopCardWithdrawals = "stop-card/withdrawals"
    case dismissals = "helpers/dismissals"
    case successions
    case cancellations = "successions/cancellations"
    case limits
    case limitCancellations = "limits/cancellations"
  }

  case health
  case hub
  case register
  case bundle
  case affiliationEnds
  case reviews
  case records
  case record(RecordID)
  case part(RecordID, Part)
  case frames
  case readings
  case checkpoint
  case tile(String)

  /// The path of a request; nil for any other.
  init?(_ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map(String.init)
    switch parts {
    case ["healthz"]: self = .health
    case ["v1", "hub"]: self = .hub
    case ["v1", "register"]: self = .register
    case ["v1", "bundle"]: self = .bundle
    case ["v1", "affiliation-ends"]: self = .affiliationEnds
    case ["v1", "reviews"]: self = .reviews
    case ["v1", "records"]: self = .records
    case ["v1", "log", "frames"]: self = .frames
    case ["v1", "log", "readings"]: self = .readings
    case ["log", "checkpoint"]: self = .checkpoint
    default:
      if parts.starts(with: ["log", "tile"]) {
        self = .tile(parts.dropFirst(1).joined(separator: "/"))
        return
      }
      guard parts.count >= 3, parts.starts(with: ["v1", "records"]),
        let record = RecordID(parts[2])
      else { return nil }
      if parts.count == 3 {
        self = .record(record)
        return
      }
      guard let part = Part(rawValue: parts.dropFirst(3).joined(separator: "/")) else {
        return nil
      }
      self = .part(record, part)
    }
  }

  /// Whether anyone may read it unsigned.
  var isOpen: Bool {
    switch self {
    case .health, .hub, .register, .checkpoint, .tile: true
    default: false
    }
  }
}

extension HubPath {
  /// Whether views are asked for here; each request for one leaves one entry.
  var isView: Bool {
    if case .part(_, .views) = self { true } else { false }
  }
}
