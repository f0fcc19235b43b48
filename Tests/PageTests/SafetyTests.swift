import Foundation
import HTTPTypes
import PersonalNetwork
import Testing

@testable import Page

@Suite("The page lets in only whom the terminal let in")
struct SafetyTests {
  @Test func theSecretOfTheTerminalOpensOnce() async {
    let visitor = await Visitor(enters: false)
    #expect(await visitor.ask("GET", "/").status == 403)
    #expect(await visitor.ask("GET", "/enter/wrong").status == 403)
    let entered = await visitor.ask("GET", "/enter/" + Visitor.secret)
    #expect(entered.status == 303)
    #expect(entered.headers[.location] == "/")
    let cookie = entered.headers[.setCookie] ?? ""
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    let again = await visitor.ask("GET", "/enter/" + Visitor.secret)
    #expect(again.status == 403)
    #expect(again.headers[.setCookie] == nil)
    visitor.cookie = entered.cookie
    #expect(await visitor.ask("GET", "/").status == 200)
  }

  @Test(arguments: [
    "localhost:4321", "127.0.0.1:4322", "127.0.0.1", "evil.example:4321", "127.0.0.1.evil.example",
  ])
  func anotherHostIsTurnedAway(host: String) async {
    let visitor = await Visitor()
    let reply = await visitor.ask("GET", "/", host: host)
    #expect(reply.status == 400)
    #expect(!reply.body.contains("Nadège"))
  }

  @Test(arguments: [
    "http://evil.example", "null", "https://127.0.0.1:4321", "http://127.0.0.1:4322",
  ])
  func aFormOfAnotherPlaceIsTurnedAway(origin: String) async {
    let visitor = await Visitor()
    #expect(await visitor.post("/act", origin: origin).status == 403)
    #expect(await visitor.post("/act", origin: nil).status == 403)
    #expect(visitor.room.postCount == 0)
  }

  @Test func aFormWithoutTheTokenOfTheSessionIsTurnedAway() async {
    let visitor = await Visitor()
    let headers = [
      "content-type": "application/x-www-form-urlencoded", "origin": "http://" + Visitor.host,
    ]
    let other = await Visitor()
    for body in ["", "note=1", "token=", "token=" + other.session.token, "token=a&token=b"] {
      #expect(await visitor.ask("POST", "/act", body: body, headers: headers).status == 403)
    }
    let json = ["content-type": "application/json", "origin": "http://" + Visitor.host]
    #expect(
      await visitor.ask("POST", "/act", body: "token=" + visitor.session.token, headers: json)
        .status == 403)
    #expect(visitor.room.postCount == 0)
    #expect(await visitor.post("/act", "note=1").status == 303)
    #expect(visitor.room.postCount == 1)
  }

  @Test func aLinkFromAnotherSiteFindsNothing() async {
    let visitor = await Visitor()
    for site in ["cross-site", "same-site"] {
      #expect(await visitor.ask("GET", "/", headers: ["sec-fetch-site": site]).status == 404)
    }
    #expect(await visitor.ask("GET", "/", headers: ["sec-fetch-site": "none"]).status == 200)
  }

  @Test func anotherCookieIsTurnedAway() async {
    let visitor = await Visitor()
    for cookie in ["page=", "page=00", "other=1", (visitor.cookie ?? "") + "; page=1"] {
      visitor.cookie = cookie
      let reply = await visitor.ask("GET", "/")
      #expect(reply.status == 403)
      #expect(!reply.body.contains("Nadège"))
    }
  }

  @Test(arguments: ["/", "/nothing", "/fail", "/file", "/recipe", "/asset/style.css", "/enter/x"])
  func everyAnswerKeepsToItself(path: String) async {
    let visitor = await Visitor()
    let reply = await visitor.ask("GET", path)
    let policy = HTTPField.Name("content-security-policy").flatMap { reply.headers[$0] } ?? ""
    #expect(policy.hasPrefix("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(policy.contains("frame-ancestors 'none'"))
    #expect(reply.headers[.cacheControl] == "no-store")
    #expect(HTTPField.Name("referrer-policy").flatMap { reply.headers[$0] } == "same-origin")
    #expect(!reply.body.contains("http://") || path == "/asset/icon.svg")
    #expect(!reply.body.contains("style="))
    #expect(!reply.body.contains("onclick"))
  }

  @Test func theTitleSaysNothing() async {
    let visitor = await Visitor()
    for path in ["/", "/nothing", "/recipe"] {
      let reply = await visitor.ask("GET", path)
      #expect(reply.body.contains("<title>Carnet</title>"))
    }
  }

  @Test func aTooLargeFormIsTurnedAway() async {
    let visitor = await Visitor()
    let reply = await visitor.post("/act", "note=" + String(repeating: "a", count: 300_000))
    #expect(reply.status == 413)
  }

  @Test(arguments: ["/../x", "/a/../b", "/%2e%2e/x", "//x", "/a%2Fb", "/%00", "/a?x=%FF"])
  func oddPathsFindNothing(path: String) async {
    let visitor = await Visitor()
    let status = await visitor.ask("GET", path).status
    #expect(status == 400 || status == 404)
  }
}

@Suite("The page is left and locked without losing what was typed")
struct LockTests {
  @Test func leavingLocksAndShowsSomethingHarmless() async {
    let visitor = await Visitor()
    let left = await visitor.post("/leave")
    #expect(left.headers[.location] == "/recipe")
    #expect(visitor.room.closeCount == 1)
    let recipe = await visitor.ask("GET", "/recipe")
    #expect(recipe.body.contains("Soupe"))
    let back = await visitor.ask("GET", "/")
    #expect(!back.body.contains("Nadège"))
    #expect(back.body.contains("type=\"password\""))
  }

  @Test func theLockedDoorHoldsNoTokenOfAnotherForm() async {
    let visitor = await Visitor()
    visitor.session.lock()
    let door = await visitor.ask("GET", "/")
    #expect(door.body.contains(visitor.session.doorToken))
    #expect(!door.body.contains(visitor.session.token))
    let form = [
      "origin": "http://" + Visitor.host, "content-type": "application/x-www-form-urlencoded",
    ]
    let posted = await visitor.ask(
      "POST", "/act", body: "note=1&token=" + visitor.session.doorToken, headers: form)
    #expect(posted.status == 403)
    #expect(
      await visitor.ask(
        "POST", "/unlock", body: "passphrase=right+passphrase&token=" + visitor.session.token,
        headers: form
      ).status == 403)
  }

  @Test func whatWasTypedIsKeptUntilThePassphrase() async {
    let visitor = await Visitor()
    visitor.session.lock()
    let kept = await visitor.post("/act/3", "note=a+long+story&pick=1&pick=2")
    #expect(visitor.room.postCount == 0)
    #expect(!kept.body.contains("a long story"))
    #expect(await visitor.post("/unlock", "passphrase=wrong").status == 403)
    #expect(visitor.session.isLocked)
    #expect(
      await visitor.post("/unlock", "passphrase=right+passphrase").status == 403,
      "a try right after a wrong one waits")
    try? await Task.sleep(for: .seconds(Session.pause + 0.1))
    let again = await visitor.post("/unlock", "passphrase=right+passphrase")
    #expect(again.status == 200)
    #expect(again.body.contains("a long story"))
    #expect(again.body.contains("action=\"/act/3\""))
    #expect(again.body.components(separatedBy: "name=\"pick\"").count == 3)
    #expect(visitor.room.postCount == 0, "nothing is done before the person says so")
    #expect(await visitor.ask("GET", "/").status == 200)
  }

  @Test func idlenessLocks() async throws {
    let session = Session(secret: "s", language: .french, at: .now)
    let cookie = try #require(session.enter("s", at: .now))
    try session.admit(cookie: cookie, at: .now + Session.idleness - 1)
    try session.admit(cookie: cookie, at: .now + 2 * Session.idleness - 3)
    #expect(throws: Session.Refusal.locked) {
      try session.admit(cookie: cookie, at: .now + 4 * Session.idleness)
    }
    #expect(throws: Session.Refusal.locked) { try session.admit(cookie: cookie, at: .now) }
    #expect(throws: Session.Refusal.stranger) { try session.admit(cookie: "other", at: .now) }
  }

  @Test func theLanguageIsChosenAndTheWayBackIsOfThisPage() async {
    let visitor = await Visitor()
    let chosen = await visitor.post("/language", "language=en&back=%2Ffile")
    #expect(chosen.headers[.location] == "/file")
    #expect(await visitor.ask("GET", "/").body.contains("<html lang=\"en\">"))
    for back in ["http%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F..%2Fx"] {
      let reply = await visitor.post("/language", "language=fr&back=" + back)
      #expect(reply.headers[.location] == "/")
    }
  }
}
