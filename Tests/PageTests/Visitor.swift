import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PersonalNetwork

@testable import Page

/// A browser at a page, or somebody who is none.
final class Visitor {
  let room: RoomDouble
  let session: Session
  private let responder: PageResponder
  var cookie: String?
  static let secret = "secret-of-the-terminal"
  static let host = "127.0.0.1:4321"
  static let passphrase = "right passphrase"

  /// A visitor; one with a cookie came in by the door.
  convenience init(
    room: RoomDouble = RoomDouble(), enters: Bool = true, at time: Date = Date()
  ) async {
    await self.init(
      room: room, in: Session(secret: Self.secret, language: .french, at: time),
      with: enters ? Self.secret : nil)
  }

  /// A visitor in a session, who came in with its secret.
  init(room: RoomDouble, in session: Session, with secret: String?) async {
    self.room = room
    self.session = session
    responder = PageResponder(room: room, session: session) { passphrase in
      guard passphrase == Self.passphrase else { return nil }
      if room.isBusy { throw RoomDouble.Failure() }
      return room
    }
    responder.listens(onPort: 4321)
    if let secret {
      let entered = await ask("GET", "/enter/" + secret)
      cookie = entered.cookie
    }
  }

  struct Reply {
    let status: Int
    let headers: HTTPFields
    let body: String

    var cookie: String? {
      headers[.setCookie].map { String($0.prefix { $0 != ";" }) }
    }
  }

  /// Sends a request as a browser would, but for what is given.
  func ask(
    _ method: String, _ path: String, body: String = "", host: String = Visitor.host,
    headers: [String: String] = [:]
  ) async -> Reply {
    var fields = HTTPFields()
    if let cookie { fields[.cookie] = cookie }
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    let head = HTTPRequest(
      method: HTTPRequest.Method(method) ?? .get, scheme: "http", authority: host, path: path,
      headerFields: fields)
    let response = await responder.respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))))
    let writer = Collector()
    try? await response.body.write(writer)
    return Reply(
      status: response.status.code, headers: response.headers, body: await writer.text)
  }

  /// Lets the page look whether it was left alone.
  func idles(until time: Date) async { await responder.closeIfIdle(at: time) }

  /// Posts a form of this session.
  func post(_ path: String, _ fields: String = "", origin: String? = "http://" + Visitor.host) async
    -> Reply
  {
    var headers = ["content-type": "application/x-www-form-urlencoded"]
    if let origin { headers["origin"] = origin }
    let token = path == "/unlock" ? session.doorToken : session.token
    return await ask(
      "POST", path, body: "token=\(token)" + (fields.isEmpty ? "" : "&" + fields),
      headers: headers)
  }
}

/// Collects a response's body.
private final class Collector: ResponseBodyWriter {
  private let bytes = Bytes()

  var text: String {
    get async { await bytes.text }
  }

  func write(_ buffer: ByteBuffer) async throws { await bytes.add(buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}

  private actor Bytes {
    private var buffer = ByteBuffer()
    var text: String { String(buffer: buffer) }
    func add(_ next: ByteBuffer) {
      var next = next
      buffer.writeBuffer(&next)
    }
  }
}
