import Foundation
import PersonalNetwork
import Testing

@testable import Page

@Suite("A session is one person's, and is told from any other")
struct SessionTests {
  private let start = Date(timeIntervalSince1970: 1_780_304_400)

  private func session() -> Session { Session(secret: "s", language: .french, at: start) }

  private func fields(_ text: String) throws -> FormFields { try #require(FormFields(text)) }

  @Test func theTokenIsOfThisSessionAlone() throws {
    let (one, other) = (session(), session())
    #expect(one.token == one.token)
    #expect(one.token != other.token)
    #expect(one.token.utf8.count == 64)
    #expect(try one.owns(fields("token=\(one.token)")))
    for wrong in [
      "", "token=", "token=\(other.token)", "token=\(one.token)&token=\(one.token)",
      "token=\(one.token.dropLast())", "token=\(one.token.uppercased())x", "other=\(one.token)",
    ] {
      #expect(try !one.owns(fields(wrong)), "\(wrong)")
    }
  }

  @Test func secretsAndCookiesAreNeverTheSame() {
    let secrets = (0..<50).map { _ in Session.makeSecret() }
    #expect(Set(secrets).count == 50)
    #expect(secrets.allSatisfy { $0.utf8.count == 64 })
    let cookies = (0..<20).compactMap { _ in session().enter("s", at: start) }
    #expect(Set(cookies).count == 20)
  }

  @Test func whatIsKeptComesBackOnce() throws {
    let session = session()
    session.lock(keeping: Session.Kept(place: Place("act"), fields: try fields("note=a")))
    // Leaving again keeps what was kept.
    session.lock()
    let kept = session.unlock(at: start)
    #expect(kept?.place == Place("act"))
    #expect(kept?.fields["note"] == "a")
    session.lock()
    #expect(session.unlock(at: start) == nil)
  }

  @Test func theNewestFormIsTheOneKept() throws {
    let session = session()
    session.lock(keeping: Session.Kept(place: .home, fields: try fields("note=a")))
    session.lock(keeping: Session.Kept(place: .home, fields: try fields("note=b")))
    #expect(session.unlock(at: start)?.fields["note"] == "b")
  }

  @Test func passphrasesAreTriedOneAfterAnother() {
    let session = session()
    #expect(session.mayTry(at: start))
    #expect(!session.mayTry(at: start.addingTimeInterval(Session.pause - 0.1)))
    #expect(session.mayTry(at: start.addingTimeInterval(Session.pause)))
  }

  @Test func unlockingBeginsTheTimeAnew() throws {
    let session = session()
    let cookie = try #require(session.enter("s", at: start))
    let late = start.addingTimeInterval(3 * Session.idleness)
    #expect(session.isLocked(at: late))
    #expect(throws: Session.Refusal.locked) { try session.admit(cookie: cookie, at: late) }
    _ = session.unlock(at: late)
    try session.admit(cookie: cookie, at: late.addingTimeInterval(Session.idleness - 1))
    #expect(!session.isLocked(at: late.addingTimeInterval(Session.idleness)))
  }

  @Test func looksOfAStrangerKeepNothingOpen() throws {
    let session = session()
    _ = session.enter("s", at: start)
    let almost = start.addingTimeInterval(Session.idleness)
    #expect(throws: Session.Refusal.stranger) { try session.admit(cookie: "other", at: almost) }
    #expect(session.isLocked(at: almost.addingTimeInterval(1)))
  }
}
