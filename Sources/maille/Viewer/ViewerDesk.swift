import HubClient
import Keys

extension ViewerDesk {
  /// Opens the viewer's files that the options name.
  static func open(_ options: GlobalOptions) async throws -> ViewerDesk {
    let ring = try await KeyCabinet.open(options)
    try KeyCabinet.require(ring, .viewer, .helper)
    return try open(ring: ring, home: options.home)
  }
}
