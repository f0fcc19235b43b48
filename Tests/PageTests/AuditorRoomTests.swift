import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Consent
@testable import HubClient
@testable import Page

/// What the ethics officer reads: words, pseudonyms, and nothing that a text of the log adds.
@Suite struct AuditorRoomTests {
  private static let now = Date(timeIntervalSince1970: 1_780_304_400)  // 2026-06-01T09:00:00Z

  private static func reading(policies: [String] = []) throws -> AuditReading {
    let actor = try #require(Pseudonym(bytes: Data(repeating: 7, count: 16)))
    var entries: [ReplayedEntry] = []
    for kind in EntryKind.allCases {
      for role in ActorRole.allCases {
        for decision in EntryDecision.allCases {
          var frame = LogFrame(
            kind: kind, time: now, record: actor, sequence: 1, previous: nil, role: role,
            actor: actor, decision: decision)
          frame.policies = policies
          frame.document = DocumentHash(of: Data("\(entries.count)".utf8))
          entries.append(
            ReplayedEntry(
              index: UInt64(entries.count),
              leaf: Leaf(entryFile: Data(), frameFile: Data(), receipt: Data()), frame: frame))
        }
      }
    }
    return AuditReading(
      report: ReplayReport(
        checkpoint: nil, size: UInt64(entries.count), entries: entries,
        findings: [], summary: ReplaySummary(entries.map(\.frame))), announced: nil)
  }

  private static func room() async throws -> AuditorRoom {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    return AuditorRoom(
      desk: AuditDesk(
        ring: try await PageWorld.ring("Éthicienne", .auditor),
        home: Home(environment: ["MAILLE_HOME": folder]),
        endpoint: try #require(HubEndpoint("127.0.0.1:1")), given: nil))
  }

  /// All pages of a reading, each entry in one of them.
  private static func pages(
    _ reading: AuditReading, _ language: Language
  ) async throws -> [StrictHTML] {
    let room = try await room()
    func request(_ place: Place) -> PageRequest {
      PageRequest(
        isPost: false, place: place, fields: FormFields(), language: language,
        form: Form(token: "t"), time: now)
    }
    var answers = [
      await room.home(reading, request(.home)), await room.period(reading, request(.home)),
      await room.emergencies(reading, request(.home)),
    ]
    for page in 1...(reading.report.entries.count / 50 + 1) {
      answers.append(
        await room.entries(reading, request(Place("entries", query: ["page": "\(page)"]))))
    }
    return try answers.map { answer in
      guard case .page(let content) = answer else { throw NetworkProblem(.problemGone) }
      return StrictHTML(HTML.group([.text(content.heading)] + content.body).source)
    }
  }

  @Test(arguments: Language.allCases)
  func everythingIsToldInWords(language: Language) async throws {
    let pages = try await Self.pages(Self.reading(policies: ["viewer-share"]), language)
    for page in pages { #expect(page.complaints.isEmpty, "\(page.complaints)") }
    let words = pages.map(\.words).joined()
    for kind in EntryKind.allCases { #expect(words.contains(AuditWords.told(kind, language))) }
    for role in ActorRole.allCases { #expect(words.contains(AuditWords.told(role, language))) }
    #expect(words.contains(LimitsText.viewerShare(language)))
    for code in ["log-read", "viewer-share"] {
      #expect(!words.contains(code), "\(code)")
    }
  }

  @Test(arguments: Language.allCases)
  func eachKindAndRoleHasWordsOfItsOwn(language: Language) {
    let kinds = EntryKind.allCases.map { AuditWords.told($0, language) }
    let roles = ActorRole.allCases.map { AuditWords.told($0, language) }
    #expect(Set(kinds).count == kinds.count && Set(roles).count == roles.count)
  }

  @Test func aRuleOfTheHubWritesNoPage() async throws {
    for text in HostileTexts.all {
      let pages = try await Self.pages(Self.reading(policies: [text]), .french)
      for page in pages { #expect(page.complaints.isEmpty, "\(page.complaints)") }
    }
  }

  @Test func aLockDropsTheReadingAndAskingAgainNeedsTheHub() async throws {
    let room = try await Self.room()
    await room.close()
    await #expect(throws: HubClientError.self) { _ = try await room.shown("/entries") }
    for path in ["/nothing", "/entries/1", "/period/x"] {
      #expect(try await room.shown(path) == nil)
    }
  }
}
