import Crypto
import Foundation
import Keys
import PersonalNetwork
import Synchronization

/// The one session of a page: who holds the secret from the terminal, exchanged once for a cookie.
///
/// A locked session shows nothing until the passphrase is given again; what was being written then is
/// kept and shown again.
final class Session: Sendable {
  /// Why a request goes no further.
  enum Refusal: Error, Equatable {
    /// No cookie, or another's.
    case stranger
    /// Locked by idleness, or by leaving.
    case locked
    /// A form that is not of this session.
    case forged
  }

  /// A form that was sent to a locked page, but for the secrets in it.
  struct Kept: Sendable {
    let place: Place
    let fields: FormFields

    init(place: Place, fields: FormFields) {
      self.place = place
      self.fields = fields.withoutSecrets
    }
  }

  private struct State {
    var entrance: String?
    var cookie: String?
    var lastSeen: Date
    var isLocked = false
    var language: Language
    var kept: Kept?
    /// When the passphrase may be tried next.
    var nextTry: Date

    mutating func lockIfIdle(at time: Date) {
      if time.timeIntervalSince(lastSeen) > Session.idleness { isLocked = true }
    }
  }

  /// How long, in seconds, nothing may happen before the page locks itself.
  static let idleness: TimeInterval = 600
  /// How long, in seconds, one waits after a wrong passphrase.
  static let pause: TimeInterval = 2

  /// The cookie's name, which says nothing.
  static let cookieName = "page"

  private let state: Mutex<State>
  private let tokenKey = SymmetricKey(size: .bits256)

  /// Begins a session that a terminal's secret opens once.
  init(secret: String, language: Language, at time: Date) {
    state = Mutex(
      State(entrance: secret, lastSeen: time, language: language, nextTry: .distantPast))
  }

  /// A secret of 32 random bytes, as text for a path.
  static func makeSecret() -> String {
    hexadecimal(Data.random(count: 32))
  }

  /// The language to answer in.
  var language: Language {
    get { state.withLock { $0.language } }
    set { state.withLock { $0.language = newValue } }
  }

  /// Whether the page is locked.
  var isLocked: Bool { state.withLock { $0.isLocked } }

  /// The token of every form of this session.
  var token: String { token(of: "page-form") }

  /// The token of the locked door's form alone: whoever stands before it can post nothing else.
  var doorToken: String { token(of: "page-door") }

  private func token(of use: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data("maille/v1/\(use)".utf8), using: tokenKey)
    return Self.hexadecimal(Data(code))
  }

  private static func hexadecimal(_ data: Data) -> String {
    data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Exchanges the secret for a cookie; nil where it is wrong or was used before.
  func enter(_ secret: String, at time: Date) -> String? {
    state.withLock { state in
      guard let entrance = state.entrance, Self.isSame(entrance, secret) else { return nil }
      let cookie = Self.makeSecret()
      state.entrance = nil
      state.cookie = cookie
      state.lastSeen = time
      return cookie
    }
  }

  /// Lets a request in, or says why not; a request of a person keeps the page from locking itself.
  func admit(cookie: String?, at time: Date) throws(Refusal) {
    let refusal: Refusal? = state.withLock { state in
      guard let own = state.cookie, let cookie, Self.isSame(own, cookie) else { return .stranger }
      state.lockIfIdle(at: time)
      guard !state.isLocked else { return .locked }
      state.lastSeen = time
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Whether the page is locked; it locks itself here where nothing happened for long.
  func isLocked(at time: Date) -> Bool {
    state.withLock { state in
      state.lockIfIdle(at: time)
      return state.isLocked
    }
  }

  /// Whether a form is of this session.
  func owns(_ fields: FormFields) -> Bool { holds(token, fields) }

  /// Whether a form is that of the locked door.
  func ownsDoor(_ fields: FormFields) -> Bool { holds(doorToken, fields) }

  private func holds(_ token: String, _ fields: FormFields) -> Bool {
    fields[Form.tokenName].map { Self.isSame(token, $0) } ?? false
  }

  /// Locks the page; what was being written is kept where it is given.
  func lock(keeping kept: Kept? = nil) {
    state.withLock { state in
      state.isLocked = true
      state.kept = kept ?? state.kept
    }
  }

  /// Whether a passphrase may be tried now; the next one waits.
  func mayTry(at time: Date) -> Bool {
    state.withLock { state in
      guard time >= state.nextTry else { return false }
      state.nextTry = time.addingTimeInterval(Self.pause)
      return true
    }
  }

  /// Unlocks the page, and gives back what was being written.
  func unlock(at time: Date) -> Kept? {
    state.withLock { state in
      state.isLocked = false
      state.lastSeen = time
      // Who knows the passphrase does not wait for the next time.
      state.nextTry = .distantPast
      defer { state.kept = nil }
      return state.kept
    }
  }

  /// Compares in a time that does not tell how much is right.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
