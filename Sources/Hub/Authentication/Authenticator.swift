import Consent
import Foundation
import HTTPTypes
import Keys
import Synchronization

/// Establishes who signed a request, from its header alone and before any look-up of a record.
///
/// In this order: the signature and the card, the example keys, whether the hub has a reason to know
/// the key, the rate, and last that the nonce is new. A known key has a rate of its own; unknown
/// keys, and the making of records, have one for each address. The body is read only after that.
final class Authenticator: Sendable {
  private let limits: EdgeLimits
  private let isDemo: Bool
  private let hub: Fingerprint
  private let registry: Registry
  private let nonces: any NonceStore
  private let enrolments: any EnrolmentStore
  private let affiliations: SeenAffiliations
  private let verified = VerifiedCredentials()
  private let clock: HubClock
  private let names: Mutex<Set<String>>
  private let rates: Mutex<Rates>
  private let turns: FairTurns
  /// The nonces of requests under way that write them together with what they lead to.
  private let underWay = Mutex<Set<SignedNonce>>([])

  private struct Rates {
    var known: RateLimiter<Fingerprint>
    var strangers: RateLimiter<SourceAddress>
    var creations: RateLimiter<SourceAddress>
    var hub: RateLimiter<SourceAddress>
    var open: RateLimiter<SourceAddress>

    init(_ limits: EdgeLimits) {
      let capacity = limits.rememberedKeys
      known = RateLimiter(
        burst: limits.burst, refillPerSecond: limits.refillPerSecond, capacity: capacity)
      strangers = RateLimiter(
        burst: limits.strangersBurst, refillPerSecond: limits.strangersRefillPerSecond,
        capacity: capacity)
      creations = RateLimiter(
        burst: limits.creationBurst, refillPerHour: limits.creationsPerHour, capacity: capacity)
      hub = RateLimiter(
        burst: limits.hubCreationBurst, refillPerHour: limits.hubCreationsPerHour, capacity: 1)
      open = RateLimiter(
        burst: limits.openBurst, refillPerSecond: limits.openRefillPerSecond, capacity: capacity)
    }
  }

  /// The largest JSON form of a signed request that a receipt of fixed length can hold, in bytes.
  static let largestEvidence = 8 * 1024 + 512

  init(
    limits: EdgeLimits, names: Set<String>, isDemo: Bool, hub: Fingerprint, registry: Registry,
    nonces: any NonceStore, enrolments: any EnrolmentStore, affiliations: SeenAffiliations,
    clock: HubClock
  ) {
    self.limits = limits
    self.isDemo = isDemo
    self.hub = hub
    self.registry = registry
    self.nonces = nonces
    self.enrolments = enrolments
    self.affiliations = affiliations
    self.clock = clock
    self.names = Mutex(Set(names.map { $0.lowercased() }))
    rates = Mutex(Rates(limits))
    turns = FairTurns(
      atOnce: limits.verifiedAtOnce, most: limits.waitingForVerification,
      ofOne: limits.waitingOfOneAddress)
  }

  /// Adds the names of the port that the hub listens on.
  func listens(onPort port: Int) {
    names.withLock { names in
      for host in ["localhost", "127.0.0.1", "[::1]"] { names.insert("\(host):\(port)") }
    }
  }

  /// Whoever signed this header, or 401 or 429.
  ///
  /// `isCreation` is true for the making of a record, which an owner's key may do unknown. With
  /// `writesNonce` the caller writes the requester's nonce in the transaction of the request's one
  /// entry, so that it costs no transaction of its own, and then calls ``finish(_:)``: a request
  /// that leaves no entry has had no effect, and may come again.
  func authenticate(
    _ head: HTTPRequest, from source: SourceAddress, isCreation: Bool, writesNonce: Bool = false
  ) async throws -> Requester {
    let request = SignableRequest(
      method: head.method.rawValue, authority: head.authority ?? "", target: head.path ?? "",
      fields: head.headerFields.map { HeaderField($0.name.canonicalName, $0.value) })
    guard names.withLock({ $0.contains(request.authority) }) else {
      throw ProblemAnswer.unauthorized("@authority")
    }
    let established = try await turns.run(from: source) {
      try await establish(request, from: source, isCreation: isCreation)
    }
    guard let established else {
      throw ProblemAnswer.tooManyRequests(after: 1)
    }
    var (signed, requester) = established
    let now = clock.now()
    if let affiliation = requester.affiliation {
      try await affiliations.remember(affiliation, at: now)
    }
    // Past the window on either side the clock refuses, so that a nonce may be forgotten then.
    let until = signed.parameters.created.addingTimeInterval(
      TimeInterval(2 * limits.clockSkewSeconds))
    let nonce = SignedNonce(signed.parameters.nonce, of: requester.fingerprint, until: until)
    let isNew =
      writesNonce ? try await begin(nonce) : try await nonces.admit(nonce, now: now)
    guard isNew else { throw ProblemAnswer.unauthorized("nonce") }
    if writesNonce { requester.nonce = nonce }
    return requester
  }

  /// Who signed, whether the hub has a reason to know them, and whether they are within their rate:
  /// what costs the hub more than it costs to ask, so that addresses take turns at it.
  private func establish(
    _ request: SignableRequest, from source: SourceAddress, isCreation: Bool
  ) async throws -> (AuthenticatedRequest, Requester) {
    let now = clock.now()
    let signed: AuthenticatedRequest
    let digest: String
    do {
      signed = try await RequestSignature.verifyHead(
        request, now: now, window: TimeInterval(limits.clockSkewSeconds),
        known: { verified.card($0) })
      digest = try request.requiredField("content-digest")
    } catch {
      throw unauthorized(error)
    }
    // As JSON, for a quote or backslash in the query takes two bytes there.
    guard let size = try? CanonicalJSON.encode(signed.evidence).count, size <= Self.largestEvidence
    else { throw ProblemAnswer.unauthorized("signature-input") }
    let identity = signed.card.payload.identity
    guard isDemo || !ExampleKeys.contains(identity) else {
      throw ProblemAnswer(
        "example-key", 401, "the published example keys are for demonstrations alone",
        hint: "make your own with: maille key new", place: "maille-card")
    }
    let affiliation = try await affiliation(of: signed, at: now)
    let isKnown: Bool
    if affiliation != nil {
      isKnown = true
    } else {
      isKnown = try await isKnownUnaffiliated(
        identity, kind: signed.card.payload.kind)
    }
    let makesRecord = isCreation && signed.card.payload.kind == .owner
    try spend(isKnown ? identity.fingerprint : nil, from: source, makesRecord: makesRecord)
    guard isKnown || makesRecord else { throw ProblemAnswer.unauthorized("maille-card") }
    let requester = Requester(
      card: signed.card, affiliation: affiliation, evidence: signed.evidence,
      contentDigest: digest)
    if isKnown { verified.remember(signed.card, affiliation) }
    return (signed, requester)
  }

  /// Takes one unsigned read from the rate of an address.
  func admitOpen(from source: SourceAddress) throws {
    let now = clock.milliseconds()
    if let wait = rates.withLock({ $0.open.admit(source, atMilliseconds: now) }) {
      throw ProblemAnswer.tooManyRequests(after: wait)
    }
  }

  /// Ends a request: its nonce is now written, or the request had no effect.
  func finish(_ requester: Requester) {
    guard let nonce = requester.nonce else { return }
    _ = underWay.withLock { $0.remove(nonce) }
  }

  /// Whether a nonce is neither written nor under way; it is under way from here on.
  private func begin(_ nonce: SignedNonce) async throws -> Bool {
    // In this order, so that of two requests at once one finds the other here or there.
    guard underWay.withLock({ $0.insert(nonce).inserted }) else { return false }
    do {
      guard try await !nonces.isRemembered(nonce) else {
        _ = underWay.withLock { $0.remove(nonce) }
        return false
      }
      return true
    } catch {
      _ = underWay.withLock { $0.remove(nonce) }
      throw error
    }
  }

  /// Takes one request from the rate of a known key, or of the address of an unknown one; the
  /// making of a record also from the address's and the hub's.
  private func spend(
    _ known: Fingerprint?, from source: SourceAddress, makesRecord: Bool
  ) throws {
    let now = clock.milliseconds()
    let wait = rates.withLock { rates -> Int? in
      if let known {
        if let wait = rates.known.admit(known, atMilliseconds: now) { return wait }
      } else if !makesRecord {
        return rates.strangers.admit(source, atMilliseconds: now)
      }
      guard makesRecord else { return nil }
      return rates.creations.admit(source, atMilliseconds: now)
        ?? rates.hub.admit(.unknown, atMilliseconds: now)
    }
    if let wait { throw ProblemAnswer.tooManyRequests(after: wait) }
  }

  private func affiliation(
    of request: AuthenticatedRequest, at now: Date
  ) async throws -> VerifiedDocument<Affiliation>? {
    guard let document = request.affiliation else { return nil }
    do {
      let viewer = request.card.signer
      if let known = verified.affiliation(document) {
        try registry.current.check(known, of: viewer, at: now)
        return known
      }
      return try await registry.current.verify(document, of: viewer, at: now)
    } catch {
      throw ProblemAnswer.unauthorized("maille-affiliation")
    }
  }

  /// A key is known as an auditor's, an authority's, the hub's own, or by a record that names it.
  private func isKnownUnaffiliated(
    _ identity: PublicIdentity, kind: CardKind
  ) async throws -> Bool {
    let standing = registry.current
    switch kind {
    case .hub: return identity.fingerprint == hub
    case .auditor: return standing.auditors.contains(identity)
    case .authority: return standing.register.payload.authorities.contains { $0.key == identity }
    case .owner, .helper, .viewer: return try await enrolments.isEnrolled(identity.fingerprint)
    }
  }

  private func unauthorized(_ error: HTTPSignatureError) -> ProblemAnswer {
    let place =
      switch error {
      case .created: "created"
      case .key, .signature: "signature"
      case .document: "maille-card"
      case .missing(let field), .repeated(let field), .malformed(let field): field
      case .unsupported, .components, .parameters: "signature-input"
      case .contentDigest: "content-digest"
      }
    return .unauthorized(place)
  }
}
