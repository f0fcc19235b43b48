import Foundation
import Testing

@testable import Keys

@Suite struct RegisterTests {
  static let day: TimeInterval = 86_400
  static let start = Samples.start

  static func id(_ text: String) throws -> AuthorityID { try #require(AuthorityID(text)) }

  static func authority(
    _ text: String, parent: String? = nil, key: String? = nil, contexts: [Context] = []
  ) throws -> RegisteredAuthority {
    try RegisteredAuthority(
      id: id(text), name: text, key: Samples.identity(key ?? "authority-\(text)").publicIdentity,
      parent: parent.map { try id($0) }, contexts: contexts)
  }

  static func register(
    _ authorities: [RegisteredAuthority], version: Int = 1, previous: DocumentHash? = nil
  ) throws -> Register {
    try Register(
      hub: Samples.identity("hub").publicIdentity.fingerprint, version: version,
      previous: previous, authorities: authorities, issuedAt: start)
  }

  static func affiliation(
    _ authority: String = "estran", viewer: String = "paul", days: Double = 92,
    signedBy signer: String? = nil
  ) async throws -> SignedDocument<Affiliation> {
    try await .sign(
      Affiliation(
        authority: id(authority), viewer: Samples.identity(viewer).publicIdentity.fingerprint,
        role: "référent de proximité", notBefore: start,
        notAfter: start.addingTimeInterval(days * day)),
      with: Samples.identity(signer ?? "authority-\(authority)"))
  }

  @Test func parentsAreFollowedToTheTop() throws {
    let register = try Self.register([
      Self.authority("ssm", parent: "estran"), Self.authority("estran", parent: "cpas"),
      Self.authority("cpas"), Self.authority("ais"),
    ])
    #expect(register.topmostParent(of: try Self.id("ssm")) == (try Self.id("cpas")))
    #expect(register.ancestors(of: try Self.id("ssm")).map(\.text) == ["estran", "cpas"])
    #expect(register.topmostParent(of: try Self.id("ais")) == (try Self.id("ais")))
    #expect(register.topmostParent(of: try Self.id("unknown")) == (try Self.id("unknown")))
    #expect(register.authorities.map(\.id.text) == ["ais", "cpas", "estran", "ssm"])
  }

  @Test("an authority shed what its viewers had seen by leaving the register or its parent")
  func historyIsKept() throws {
    let old = try Self.register([
      Self.authority("ssm", parent: "estran"), Self.authority("estran", parent: "cpas"),
      Self.authority("cpas"), Self.authority("ais"),
    ])
    func keeps(_ authorities: [RegisteredAuthority]) throws -> Bool {
      let next = try Self.register(
        authorities, version: 2, previous: DocumentHash(of: Data("old".utf8)))
      return (try? next.checkKeeps(old)) != nil
    }
    let (cpas, ais) = (try Self.authority("cpas"), try Self.authority("ais"))
    let estran = try Self.authority("estran", parent: "cpas")
    let ssm = try Self.authority("ssm", parent: "estran")
    #expect(try keeps([ssm, estran, cpas, ais]))
    #expect(try keeps([ssm, estran, cpas, ais, Self.authority("new", parent: "cpas")]))
    #expect(try keeps([Self.authority("ssm", parent: "cpas"), estran, cpas, ais]), "same top")
    #expect(try keeps([ssm, estran, cpas, Self.authority("ais", parent: "ssm")]), "joined")
    #expect(
      try keeps([ssm, Self.authority("estran"), Self.authority("cpas", parent: "estran"), ais]),
      "another top of the same")
    #expect(
      try keeps([ssm, Self.authority("estran", parent: "cpas", key: "fresh"), cpas, ais]),
      "a new key")
    #expect(try !keeps([estran, cpas, ais]), "taken away")
    #expect(try !keeps([Self.authority("ssm"), estran, cpas, ais]), "on its own")
    #expect(try !keeps([Self.authority("ssm", parent: "ais"), estran, cpas, ais]), "moved away")
    #expect(try !keeps([ssm, Self.authority("estran"), cpas, ais]), "with all below it")
    #expect(
      try !keeps([
        ssm, Self.authority("estran", parent: "cpas", key: "fresh"), cpas, ais,
        Self.authority("other", key: "authority-estran"),
      ]), "under another id")
  }

  @Test func cyclesAndStrangersAreRefused() throws {
    #expect(throws: DocumentError.self) {
      try Self.register([Self.authority("ais", parent: "ais")])
    }
    #expect(throws: DocumentError.self) {
      try Self.register([
        Self.authority("ais", parent: "ssm"), Self.authority("ssm", parent: "cpas"),
        Self.authority("cpas", parent: "ais"),
      ])
    }
    #expect(throws: DocumentError.self) {
      try Self.register([Self.authority("ais", parent: "nowhere")])
    }
    #expect(throws: DocumentError.self) {
      try Self.register([Self.authority("ais"), Self.authority("ais", key: "paul")])
    }
    #expect(throws: DocumentError.self) {
      try Self.register([Self.authority("ais"), Self.authority("cpas", key: "authority-ais")])
    }
  }

  @Test func versionsChain() throws {
    let hash = DocumentHash(of: Data())
    #expect(throws: DocumentError.self) { try Self.register([], version: 0) }
    #expect(throws: DocumentError.self) { try Self.register([], version: 2) }
    #expect(throws: DocumentError.self) { try Self.register([], version: 1, previous: hash) }
    #expect(try Self.register([], version: 2, previous: hash).version == 2)
  }

  @Test func aCycleInAHandMadeDocumentIsRefused() async throws {
    let hub = try Samples.identity("hub")
    let register = try Self.register([
      Self.authority("ais", parent: "cpas"), Self.authority("cpas"),
    ])
    let json = String(decoding: try CanonicalJSON.encode(register), as: UTF8.self)
    let payloads = [
      json.replacingOccurrences(of: #""parent":"cpas""#, with: #""parent":"ais""#),
      json.replacingOccurrences(of: #""contexts":[]"#, with: #""contexts":["unknown"]"#),
      json.replacingOccurrences(of: #""contexts":[]"#, with: #""contexts":["court","care"]"#),
      json.replacingOccurrences(of: #""id":"ais""#, with: #""id":"zzz""#),
      json.replacingOccurrences(of: #""id":"ais""#, with: #""id":"A""#),
    ]
    for payload in payloads {
      let compact = try Samples.handMade(
        header: Samples.header(Register.documentType, hub), payload: Data(payload.utf8), by: hub)
      #expect(throws: DocumentError.self) { try SignedDocument<Register>(compact: compact) }
    }
    let right = try Samples.handMade(
      header: Samples.header(Register.documentType, hub), payload: Data(json.utf8), by: hub)
    #expect(try SignedDocument<Register>(compact: right).payload == register)
  }

  @Test func anAffiliationIsCheckedAgainstTheRegister() async throws {
    let register = try Self.register([
      Self.authority("estran", parent: "cpas"), Self.authority("cpas"),
    ])
    let paul = try Samples.identity("paul").publicIdentity.fingerprint
    let good = try await Self.affiliation()
    _ = try await register.verify(good, of: paul, at: Self.start)
    _ = try await register.verify(good, of: paul, at: Self.start + 92 * Self.day - 1)
    for offset in [-1, 92 * Self.day] {
      await #expect(throws: DocumentError.notInForce) {
        _ = try await register.verify(good, of: paul, at: Self.start + offset)
      }
    }
    let vion = try Samples.identity("vion").publicIdentity.fingerprint
    await #expect(throws: DocumentError.self) {
      _ = try await register.verify(good, of: vion, at: Self.start)
    }
    // Neither the parent, nor another authority, nor the viewer can sign for it.
    for signer in ["authority-cpas", "authority-ais", "paul"] {
      let forged = try await Self.affiliation(signedBy: signer)
      await #expect(throws: DocumentError.wrongSigner) {
        _ = try await register.verify(forged, of: paul, at: Self.start)
      }
    }
    let stranger = try await Self.affiliation("ais")
    await #expect(throws: DocumentError.unknownAuthority) {
      _ = try await register.verify(stranger, of: paul, at: Self.start)
    }
  }

  @Test func anAffiliationLastsAtMost92Days() async throws {
    for days in [0, -1, 92.0001, 365] {
      await #expect(throws: DocumentError.self) { _ = try await Self.affiliation(days: days) }
    }
    let estran = try Samples.identity("authority-estran")
    let json = try String(
      decoding: CanonicalJSON.encode(await Self.affiliation().payload), as: UTF8.self)
    let end = Int((Self.start + 92 * Self.day).timeIntervalSince1970)
    let compact = try Samples.handMade(
      header: Samples.header(Affiliation.documentType, estran),
      payload: Data(json.replacingOccurrences(of: "\(end)", with: "\(end + 1)").utf8), by: estran)
    #expect(throws: DocumentError.self) { try SignedDocument<Affiliation>(compact: compact) }
  }

  @Test func anEndIsSignedByTheAuthority() async throws {
    let register = try Self.register([Self.authority("estran")])
    let end = AffiliationEnd(
      authority: try Self.id("estran"),
      viewer: try Samples.identity("paul").publicIdentity.fingerprint, at: Self.start)
    let right = try await SignedDocument.sign(end, with: Samples.identity("authority-estran"))
    #expect(try await register.verify(right).payload == end)
    let wrong = try await SignedDocument.sign(end, with: Samples.identity("paul"))
    await #expect(throws: DocumentError.wrongSigner) { _ = try await register.verify(wrong) }
  }
}
