import Foundation
import PersonalNetwork
import Synchronization

@testable import Page

/// A room that shows what it was asked.
final class RoomDouble: Room {
  struct Failure: Error {}

  /// The texts shown, hostile or not.
  let name: String
  private let posts = Mutex(0)
  private let closed = Mutex(0)
  private let busy = Mutex(false)

  /// How many forms came through.
  var postCount: Int { posts.withLock(\.self) }
  /// How often it was told to close.
  var closeCount: Int { closed.withLock(\.self) }

  /// Whether it cannot be made again now.
  var isBusy: Bool {
    get { busy.withLock(\.self) }
    set { busy.withLock { $0 = newValue } }
  }

  /// What happens while it answers.
  private let meanwhile: @Sendable () -> Void

  init(name: String = "Nadège", meanwhile: @escaping @Sendable () -> Void = {}) {
    self.name = name
    self.meanwhile = meanwhile
  }

  func menu(_ language: Language) -> [MenuEntry] {
    [MenuEntry("home", title: name, place: .home, pictogram: .home, count: 3)]
  }

  func answer(_ request: PageRequest) async throws -> PageAnswer {
    meanwhile()
    if request.isPost { posts.withLock { $0 += 1 } }
    switch request.place.segments.first {
    case nil:
      return .page(
        PageContent(name, part: "home") {
          request.form(to: Place("act", name)) {
            field(name, name: "note", value: name, hint: name)
            area(name, name: "words", value: name, hint: name)
            selection(name, name: "choice", options: [(name, name)], chosen: name)
            choice(.radio, name: "one", value: name, isChosen: true) { name }
          }
          request.form.button(name, to: .home, fields: ["hidden": name], label: name)
          tag("p", .named("title", name), text: name)
        })
    case "act": return .see(.home)
    case "file": return .file(name: "record.age", type: "application/octet-stream", data: Data([1]))
    case "fail": throw Failure()
    default: return .nothingHere
    }
  }

  func failure(_ error: any Error, _ language: Language) -> (cause: String, hint: String) {
    ("it failed", "try again")
  }

  func close() async { closed.withLock { $0 += 1 } }
}
