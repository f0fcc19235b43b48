import Foundation
import PersonalNetwork
import Testing

@testable import Page

@Suite("A locked page holds no key and opens nothing")
struct IdlenessTests {
  @Test func whatComesAfterIdlenessClosesTheRoom() async {
    let visitor = await Visitor()
    visitor.session.lock()
    #expect(visitor.room.closeCount == 0)
    let page = await visitor.ask("GET", "/")
    #expect(visitor.room.closeCount == 1)
    #expect(!page.body.contains("Nadège"))
    _ = await visitor.ask("GET", "/")
    #expect(visitor.room.closeCount == 1, "a room is given up once")
  }

  @Test func aPageLeftAloneClosesItsRoom() async {
    let visitor = await Visitor()
    await visitor.idles(until: Date() + Session.idleness - 5)
    #expect(visitor.room.closeCount == 0)
    #expect(await visitor.ask("GET", "/").status == 200)
    await visitor.idles(until: Date() + Session.idleness + 5)
    #expect(visitor.room.closeCount == 1)
    #expect(visitor.session.isLocked)
    #expect(await visitor.ask("GET", "/").body.contains("type=\"password\""))
  }

  @Test func aPageWithoutARoomOpensByTheDoor() async {
    let visitor = await Visitor()
    // The room was given up while somebody else unlocked the page.
    visitor.session.lock()
    _ = await visitor.ask("GET", "/")
    _ = visitor.session.unlock(at: Date())
    #expect(await visitor.ask("GET", "/").body.contains("type=\"password\""))
    #expect(await visitor.post("/unlock", "passphrase=right+passphrase").status == 303)
    #expect(await visitor.ask("GET", "/").body.contains("Nadège"))
  }

  @Test func nothingOfWhatWasAskedIsShownAfterThePageWasLeft() async {
    let session = Session(secret: "s", language: .french, at: Date())
    let room = RoomDouble { session.lock() }
    let visitor = await Visitor(room: room, in: session, with: "s")
    for path in ["/", "/file", "/fail"] {
      let reply = await visitor.ask("GET", path)
      #expect(reply.body.contains("type=\"password\"") && !reply.body.contains("Nadège"))
      _ = session.unlock(at: Date())
    }
  }

  @Test func nothingOfTheRoomIsLeftBehind() async {
    let session = Session(secret: "s", language: .french, at: Date())
    weak var room: RoomDouble?
    let responder: PageResponder
    do {
      let made = RoomDouble()
      room = made
      responder = PageResponder(room: made, session: session) { _ in nil }
    }
    #expect(room != nil)
    await responder.closeIfIdle(at: Date() + Session.idleness + 1)
    #expect(room == nil)
  }

  @Test func onlyThePassphraseMakesTheRoomAgain() async {
    let visitor = await Visitor()
    await visitor.idles(until: Date() + Session.idleness + 5)
    #expect(await visitor.post("/act", "note=1").status == 200)
    #expect(await visitor.post("/unlock").status == 403)
    #expect(visitor.room.postCount == 0)
    #expect(visitor.session.isLocked)
    visitor.room.isBusy = true
    let busy = await visitor.post("/unlock", "passphrase=right+passphrase")
    #expect(busy.status == 403)
    #expect(busy.body.contains("pas encore"))
    #expect(visitor.session.isLocked)
    visitor.room.isBusy = false
    try? await Task.sleep(for: .seconds(Session.pause + 0.1))
    #expect(await visitor.post("/unlock", "passphrase=right+passphrase").status == 200)
    #expect(await visitor.ask("GET", "/").body.contains("Nadège"))
  }

  @Test func whatIsKeptHoldsNoSecret() throws {
    let fields = try #require(
      FormFields("token=t&passphrase=p&passphrase-again=p&note=a&pick=1&pick=2"))
    let kept = Session.Kept(place: .home, fields: fields)
    #expect(kept.fields == FormFields("note=a&pick=1&pick=2"))
  }

  @Test func theEntranceOfAPageLeftAloneAsksForThePassphrase() async {
    let visitor = await Visitor(enters: false)
    await visitor.idles(until: Date() + Session.idleness + 5)
    visitor.cookie = await visitor.ask("GET", "/enter/" + Visitor.secret).cookie
    let page = await visitor.ask("GET", "/")
    #expect(!page.body.contains("Nadège"))
    #expect(page.body.contains("type=\"password\""))
  }
}
