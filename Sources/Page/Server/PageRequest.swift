package import Foundation
package import PersonalNetwork

/// A request to the page, after every check of the session.
package struct PageRequest: Sendable {
  /// Whether it changes something; its token and origin were right then.
  package let isPost: Bool
  /// Where.
  package let place: Place
  /// What was filled in.
  package let fields: FormFields
  /// In which language to answer.
  package let language: Language
  /// Makes forms of this session.
  package let form: Form
  /// When it came (UTC).
  package let time: Date
}

/// The answer to a request.
package enum PageAnswer: Sendable {
  /// A page.
  case page(PageContent)
  /// What was posted is done; look here.
  case see(Place)
  /// A file to take away.
  case file(name: String, type: String, data: Data)
  /// Nothing is here.
  case nothingHere
}

/// What a page shows between its heading and its end.
package struct PageContent: Sendable {
  /// The heading; the window's title stays neutral.
  package let heading: String
  /// Which part of the page it is of, to mark it in the menu.
  package let part: String
  /// What is shown.
  package let body: [HTML]
  /// Whether it is the answer to something that could not be done.
  package var isFailure = false

  /// A page of a part.
  package init(_ heading: String, part: String, @HTMLBuilder body: () throws -> [HTML]) rethrows {
    self.heading = heading
    self.part = part
    self.body = try body()
  }
}

/// What one person sees on the page: the owner, a professional, or the ethics officer.
package protocol Room: Sendable {
  /// The parts of the page, in the order of the menu.
  func menu(_ language: Language) -> [MenuEntry]
  /// Answers a request; what it throws is told by ``failure(_:_:)``.
  func answer(_ request: PageRequest) async throws -> PageAnswer
  /// What a person reads of an error: what happened and what to do next, nothing personal.
  func failure(_ error: any Error, _ language: Language) -> (cause: String, hint: String)
  /// Drops what was made or read; the page locks, gives the room up and asks it for nothing more.
  func close() async
}

/// An entry of the menu.
package struct MenuEntry: Sendable {
  /// The part.
  package let part: String
  /// Its name for the person.
  package let title: String
  /// Where it begins.
  package let place: Place
  /// The picture beside the word.
  package let pictogram: Pictogram
  /// How much waits there; nothing is shown for 0.
  package let count: Int

  /// An entry.
  package init(
    _ part: String, title: String, place: Place, pictogram: Pictogram, count: Int = 0
  ) {
    self.part = part
    self.title = title
    self.place = place
    self.pictogram = pictogram
    self.count = count
  }
}
