import HubClient

extension Error {
  /// Whether the hub cannot be asked now, so that a page shows what this device knows.
  var isHubSilence: Bool {
    switch self as any Error {
    case HubClientError.unreachable, HubClientError.hubFailed, HubClientError.tooMany,
      DeskError.kept, DeskError.left:
      true
    default: false
    }
  }
}
