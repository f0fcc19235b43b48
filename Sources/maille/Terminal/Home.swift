import Foundation

/// Where a person's files are: `MAILLE_HOME`, else `~/.maille`.
struct Home: Equatable {
  let folder: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let given = environment["MAILLE_HOME"], !given.isEmpty {
      folder = given
    } else {
      folder = (NSHomeDirectory() as NSString).appendingPathComponent(".maille")
    }
  }

  /// The key file.
  var key: String { path("key.age") }
  /// The owner's local store.
  var record: String { path("record") }
  /// The cards of people this person deals with.
  var cards: String { path("cards") }
  /// What a viewer asked and was granted, and the newest state they saw.
  var views: String { path("views") }
  /// What an auditor has verified so far.
  var audit: String { path("audit") }
  /// The hub's own folder.
  var hub: String { path("hub") }

  /// A file or folder of this home.
  func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
}
