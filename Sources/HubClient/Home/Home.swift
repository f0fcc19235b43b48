import Foundation

/// Where a person's files are: `MAILLE_HOME`, else `~/.maille`.
package struct Home: Equatable, Sendable {
  package let folder: String

  /// The home that an environment names.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let given = environment["MAILLE_HOME"], !given.isEmpty {
      folder = given
    } else {
      folder = (NSHomeDirectory() as NSString).appendingPathComponent(".maille")
    }
  }

  /// The key file.
  package var key: String { path("key.age") }
  /// The owner's local store.
  package var record: String { path("record") }
  /// The cards of people this person deals with.
  package var cards: String { path("cards") }
  /// What a viewer asked and was granted, and the newest state they saw.
  package var views: String { path("views") }
  /// What an auditor has verified so far.
  package var audit: String { path("audit") }
  /// The hub's own folder.
  package var hub: String { path("hub") }

  /// A file or folder of this home.
  package func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
}
