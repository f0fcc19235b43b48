import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PersonalNetwork
import Synchronization

/// Turns HTTP requests into requests to a room, and answers into responses that are safe to show.
///
/// INVARIANT: a locked page has no room, and so neither keys nor anything that they opened; the
/// passphrase makes another.
final class PageResponder: Sendable {
  private let room: Mutex<(any Room)?>
  private let session: Session
  private let reopens: RoomOpening
  private let port = Mutex(0)

  /// The most that a form may hold, in bytes.
  private static let largest = 256 << 10

  init(room: any Room, session: Session, reopens: @escaping RoomOpening) {
    self.room = Mutex(room)
    self.session = session
    self.reopens = reopens
  }

  /// Takes note of the port; requests to another host or port are turned away.
  func listens(onPort number: Int) { port.withLock { $0 = number } }

  private var host: String { "127.0.0.1:\(port.withLock { $0 })" }

  func respond(to request: Request) async -> Response {
    let head = RequestHead(request.head)
    guard head.host == host, let place = Place(path: request.uri.path, query: request.uri.query),
      ["GET", "HEAD", "POST"].contains(head.method)
    else { return PageResponse.plain(.badRequest) }
    var fields = FormFields()
    if head.method == "POST" {
      // A form of ours says where it comes from; one of another site says another place.
      guard head.origin == "http://" + host || (head.origin == nil && head.site == "same-origin"),
        head.contentType == "application/x-www-form-urlencoded"
      else { return PageResponse.plain(.forbidden) }
      guard let body = try? await request.body.collect(upTo: Self.largest),
        let read = FormFields(String(buffer: body))
      else { return PageResponse.plain(.contentTooLarge) }
      fields = read
    } else if let site = head.site, !["same-origin", "none"].contains(site) {
      // A link from elsewhere finds nothing, not even that somebody is here.
      return PageResponse.plain(.notFound)
    }
    return await answer(head, place, fields)
  }

  private func answer(_ head: RequestHead, _ place: Place, _ fields: FormFields) async -> Response {
    let now = Date()
    if let file = Asset(place) { return PageResponse.asset(file) }
    if place.segments.count == 2, place.segments[0] == "enter", head.method == "GET" {
      return enter(place.segments[1], at: now)
    }
    if place == Harmless.place { return PageResponse.page(Harmless.page(session.language)) }
    do throws(Session.Refusal) {
      try session.admit(cookie: head.cookie(Session.cookieName), at: now)
    } catch {
      return await turnAway(error, head, place, fields, at: now)
    }
    if head.method == "POST" {
      // Another tab opened the door already.
      if place.segments == ["unlock"], session.ownsDoor(fields) { return PageResponse.see(.home) }
      guard session.owns(fields) else { return PageResponse.plain(.forbidden) }
      if let done = await act(place, fields) { return done }
    }
    return await ask(
      PageRequest(
        isPost: head.method == "POST", place: place, fields: fields, language: session.language,
        form: Form(token: session.token), time: now))
  }

  private func enter(_ secret: String, at now: Date) -> Response {
    guard let cookie = session.enter(secret, at: now) else {
      return PageResponse.page(Doors.closed(session.language), status: .forbidden)
    }
    return PageResponse.see(.home, cookie: cookie)
  }

  /// What concerns the page itself: leaving it, its language.
  private func act(_ place: Place, _ fields: FormFields) async -> Response? {
    switch place.segments {
    case ["leave"]:
      session.lock()
      await closeRoom()
      return PageResponse.see(Harmless.place)
    case ["language"]:
      if let chosen = fields["language"].flatMap(Language.init(rawValue:)) {
        session.language = chosen
      }
      return PageResponse.see(back(fields) ?? .home)
    default: return nil
    }
  }

  /// Where a form says that it was shown.
  private func back(_ fields: FormFields) -> Place? {
    fields["back"].flatMap { text in
      let parts = text.split(separator: "?", maxSplits: 1).map(String.init)
      return parts.first.flatMap { Place(path: $0, query: parts.dropFirst().first) }
    }
  }

  private func turnAway(
    _ refusal: Session.Refusal, _ head: RequestHead, _ place: Place, _ fields: FormFields,
    at now: Date
  ) async -> Response {
    let language = session.language
    guard refusal == .locked else {
      return PageResponse.page(Doors.closed(language), status: .forbidden)
    }
    await closeRoom()
    guard head.method == "POST" else { return locked() }
    guard place.segments == ["unlock"] else {
      guard session.owns(fields) else { return PageResponse.plain(.forbidden) }
      // What was written is kept; nothing of it is done before the person is back.
      session.lock(keeping: Session.Kept(place: place, fields: fields))
      return locked(.kept)
    }
    guard session.ownsDoor(fields) else { return PageResponse.plain(.forbidden) }
    guard let passphrase = fields.all("passphrase").first, session.mayTry(at: now) else {
      return locked(.wrong)
    }
    return await unlock(passphrase)
  }

  /// The locked door.
  private func locked(_ notice: Doors.Notice? = nil) -> Response {
    PageResponse.page(
      Doors.locked(session.language, form: Form(token: session.doorToken), notice),
      status: notice == .wrong || notice == .busy ? .forbidden : .ok)
  }

  /// Makes the room again, and shows what was being written when the page locked itself.
  private func unlock(_ passphrase: String) async -> Response {
    let opened: (any Room)?
    do {
      opened = try await reopens(passphrase)
    } catch {
      // What was asked before the page was left may still be at work with the person's files.
      return locked(.busy)
    }
    guard let opened else { return locked(.wrong) }
    room.withLock { $0 = opened }
    guard let kept = session.unlock(at: Date()) else { return PageResponse.see(.home) }
    return PageResponse.page(
      Doors.again(kept, session.language, form: Form(token: session.token)))
  }

  /// Gives the room up, with the keys in it; what is at work in it ends first.
  private func closeRoom() async {
    let open = room.withLock { room in
      defer { room = nil }
      return room
    }
    await open?.close()
  }

  /// Locks a page that was left alone, though nobody asks for anything.
  func closeIfIdle(at time: Date) async {
    if session.isLocked(at: time) { await closeRoom() }
  }

  private func ask(_ request: PageRequest) async -> Response {
    // It may have been left in another window just now; without a room it only opens by the door.
    guard let room = room.withLock(\.self) else {
      session.lock()
      return locked()
    }
    let frame = Frame(
      language: request.language, menu: room.menu(request.language), form: request.form,
      place: request.place)
    do {
      let answer = try await room.answer(request)
      // Left in another window meanwhile: nothing more is shown.
      guard !session.isLocked else { return locked() }
      switch answer {
      case .page(let content):
        return PageResponse.page(
          frame.page(content), status: content.isFailure ? .unprocessableContent : .ok)
      case .see(let place): return PageResponse.see(place)
      case .file(let name, let type, let data):
        return PageResponse.file(name: name, type: type, data: data)
      case .nothingHere:
        return PageResponse.page(frame.page(Doors.nothingHere(request.language)), status: .notFound)
      }
    } catch {
      guard !session.isLocked else { return locked() }
      let (cause, hint) = room.failure(error, request.language)
      return PageResponse.page(
        frame.page(Doors.failure(cause, hint, request)), status: .unprocessableContent)
    }
  }
}

/// What the page looks at in a request's head.
struct RequestHead: Sendable {
  let method: String
  let host: String?
  let origin: String?
  let site: String?
  let contentType: String?
  private let cookies: [String]

  init(_ head: HTTPRequest) {
    method = head.method.rawValue
    host = head.authority ?? head.headerFields[HTTPField.Name("host") ?? .location]
    origin = head.headerFields[.origin]
    site = HTTPField.Name("sec-fetch-site").flatMap { head.headerFields[$0] }
    contentType = head.headerFields[.contentType].map {
      String($0.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased()
    }
    cookies = head.headerFields[values: .cookie]
  }

  /// The value of a cookie that is there once.
  func cookie(_ name: String) -> String? {
    let found = cookies.flatMap { $0.split(separator: ";") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix(name + "=") }
    return found.count == 1 ? String(found[0].dropFirst(name.count + 1)) : nil
  }
}
