import Consent
import Foundation
import Keys
import PersonalNetwork
import Testing

@testable import Page

/// What the fields of a yes may say, and what a form that was tampered with may not.
@Suite struct AskedChoiceTests {
  private let now = Date(timeIntervalSince1970: 1_780_304_400)  // 2026-06-01T09:00:00Z
  private let zone = TimeZone.gmt
  private let note = NetworkItemID()
  private let other = NetworkItemID()
  private let secret = NetworkItemID()

  private var network: PersonalNetwork {
    get throws {
      try PersonalNetwork(items: [
        NetworkItem(id: note, content: .note(Note(domain: .housing, text: "loyer"))),
        NetworkItem(id: other, content: .note(Note(domain: .work, text: "atelier"))),
        NetworkItem(
          id: secret, content: .note(Note(domain: .housing, text: "lettre")), reserved: true),
      ])
    }
  }

  private func choice(_ text: String, days: Int = 30) throws -> AskedChoice {
    let asked = try AccessRequest(
      id: RequestID(), record: RecordID(), viewer: try Identity().publicIdentity,
      authority: nil, compartments: [.of(.housing, .notes), .of(.work, .notes)].sorted(),
      purpose: .coordination, days: days, reason: RequestReason.allCases[0], note: nil,
      issuedAt: now)
    return try AskedChoice(
      try #require(FormFields(text)), of: asked, in: try network, at: now, zone: zone)
  }

  private func mistake(_ text: String, days: Int = 30) throws -> AskedText? {
    do {
      _ = try choice(text, days: days)
      return nil
    } catch let mistake as AskedMistake {
      return mistake.text
    }
  }

  @Test func aDayIsOneThatWasAskedFor() throws {
    let line = "line=\(note)"
    #expect(try choice(line + "&until=2026-06-10").end == now + 9 * 86_400 + 14 * 3600 + 3540)
    #expect(try mistake(line) == .badDay)
    for day in ["2026-02-30", "demain", "-1"] {
      #expect(try mistake(line + "&until=" + day) == .badDay, "\(day)")
    }
    #expect(try mistake(line + "&until=2026-05-31") == .dayPassed)
    #expect(try mistake(line + "&until=2026-07-02") == .dayTooLate)
    #expect(try mistake("until=2026-06-10") == .nothingKept)
    // The last day ends when the days that were asked for end.
    #expect(try choice(line + "&until=2026-07-01").end == now + 30 * 86_400)
  }

  @Test func onlyWhatWasAskedForCanBeKept() throws {
    let end = "&until=2026-06-10"
    #expect(try mistake("line=\(secret)" + end) == .nothingKept)
    #expect(try mistake("line=\(NetworkItemID())" + end) == .nothingKept)
    let kept = try choice("line=\(note)&line=\(secret)&line=\(other)" + end)
    #expect(kept.scope.compartments == [.of(.housing, .notes), .of(.work, .notes)].sorted())
    let narrowed = try choice("line=\(note)&line=\(other)&without=work" + end)
    #expect(narrowed.scope.compartments == [.of(.housing, .notes)])
    #expect(try mistake("by=parts&part=leisure/notes" + end) == .nothingKept)
    #expect(try mistake("by=parts&part=emergency" + end) == .nothingKept)
  }

  @Test func theNextScreenReadsTheSameChoice() throws {
    let first = try choice("line=\(note)&until=2026-06-10&compared=yes")
    let text = first.fields.map {
      "\($0.name)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }.joined(separator: "&")
    #expect(try choice(text) == first)
  }

  @Test func aFormThatWasTamperedWithIsNoChoice() throws {
    let seconds = Int(now.timeIntervalSince1970)
    let scope = "scope=housing%2Fnotes"
    let day = 86_400
    #expect(try mistake(scope + "&from=\(seconds)&end=\(seconds + day)") == nil)
    #expect(try mistake(scope + "&from=\(seconds)&end=\(seconds + 31 * day)") == .dayTooLate)
    #expect(try mistake(scope + "&from=\(seconds)&end=\(seconds - 1)") == .dayPassed)
    #expect(try mistake(scope + "&from=\(seconds + 3600)&end=\(seconds + day)") == .stale)
    #expect(try mistake(scope + "&from=\(seconds - 8 * day)&end=\(seconds + day)") == .stale)
    for wrong in ["from=x&end=1", "from=\(seconds)", "from=\(seconds)&end=99999999999999999999"] {
      #expect(try mistake(scope + "&" + wrong) == .stale, "\(wrong)")
    }
    for wrong in ["leisure%2Fnotes", "emergency", "\(secret)", "x"] {
      #expect(
        try mistake("scope=\(wrong)&from=\(seconds)&end=\(seconds + day)") == .stale, "\(wrong)")
    }
  }
}

/// What refuses, in words that say which limit, how much, and where it ends.
@Suite struct RefusalWordsTests {
  @Test(arguments: Language.allCases)
  func everyLimitThatRefusesIsTold(language: Language) throws {
    let words = RefusalWords(language: language)
    var told: Set<String> = []
    for limit in LimitID.allCases where limit != .batch && limit != .exit {
      let sentence = try #require(
        words.sentence(ProblemRefusal(limit: limit.rawValue, figure: 3479, bound: 11)))
      #expect(!sentence.contains("{"))
      told.insert(sentence)
    }
    #expect(told.count == LimitID.allCases.count - 2)
    #expect(words.sentence(ProblemRefusal(limit: "<b>", figure: 1, bound: 0)) == nil)
  }

  @Test func figuresAreToldInTheirUnit() {
    let (french, english) = (RefusalWords(language: .french), RefusalWords(language: .english))
    #expect(french.figure(3479, .share).contains("34,79"))
    #expect(english.figure(3405, .share).contains("34.05"))
    #expect(!english.figure(3500, .share).contains("."))
    #expect(french.figure(1, .days) != french.figure(2, .days))
    #expect(french.figure(7, .domains).contains("7"))
  }
}
