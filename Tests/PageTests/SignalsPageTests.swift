import Consent
import Foundation
import Keys
import PersonalNetwork
import TestSupport
import Testing

@testable import Page

/// What the owner reads of the signals, of the obstacles they suggest, and of a référent's bars.
@Suite struct SignalsPageTests {
  private let time = Date(timeIntervalSince1970: 1_780_304_400)
  private let day = Day("2026-06-01") ?? .last

  /// A worker with a hostile name who is the référent, and a request by them that presses.
  private struct World {
    let network: PersonalNetwork
    let worker: MemberID
    let designation: ReferentDesignation

    init(day: Day) throws {
      var fixture = NetworkFixture(seed: 5)
      let card = try fixture.card("Home <b>", formal: true)
      worker = MemberID(card: card.id)
      designation = try ReferentDesignation(member: worker, since: day)
      network = try PersonalNetwork(items: [
        card, fixture.tie(card, .housing),
        NetworkItem(id: NetworkItemID(), content: .referent(designation)),
      ])
    }
  }

  private func text(_ pieces: [HTML]) -> String { pieces.map(\.source).joined() }

  private func proposals(_ world: World) throws -> [ObstacleProposal] {
    let asked = try #require(
      PressingRequest(
        id: "r", name: "Home <b>", member: world.worker, time: time, pressures: [.condition]))
    return ObstacleProposal.proposals(
      SignalReading(world.network, at: time, on: day), requests: [asked])
  }

  @Test(arguments: Language.allCases)
  func aSignalIsASentenceWithWhatItComesFrom(_ language: Language) throws {
    let world = try World(day: day)
    let reading = SignalReading(world.network, at: time, on: day)
    let page = SignalsPage(
      reading: reading, proposals: [], isHeard: true, language: language)
    let told = text(page.content.body)
    for signal in reading.signals {
      #expect(told.contains("id=\"signal-\(signal.kind.rawValue)\"") == signal.raised)
    }
    #expect(told.contains(Signal.Kind.oneThread.title(language)) == false)
    #expect(!told.contains("id=\"silent\""))
    #expect(!told.contains("<form"), "a signal asks for nothing")
  }

  @Test func everySignalThatCanBeRaisedHasItsSentence() {
    let figuresAlone: Set<Signal.Kind> = [.concentration, .formalShare]
    for kind in Signal.Kind.allCases {
      #expect((SignalText(kind) == nil) == figuresAlone.contains(kind))
    }
  }

  @Test func withoutTheHubThePageSaysWhatIsMissing() throws {
    let reading = SignalReading(try World(day: day).network, at: time, on: day)
    let page = SignalsPage(reading: reading, proposals: [], isHeard: false, language: .french)
    #expect(text(page.content.body).contains("id=\"silent\""))
  }

  @Test func theOfferLeadsToTheFormAndNotesNothing() throws {
    let world = try World(day: day)
    let proposals = try proposals(world)
    let code = try #require(proposals.first { $0.code == .injunction })
    let offer = ObstacleOffer(
      proposals: proposals, network: world.network, language: .french)
    for told in [text(offer.sections), text(offer.notice)] {
      #expect(told.contains("id=\"obstacle-O18\""))
      #expect(!told.contains("<b>") && !told.contains("<form") && !told.contains(" checked"))
    }
    let place = ObstacleOffer.form(code)
    #expect(place.segments == ["network", "add", "obstacle"])
    #expect(place.query == ["code": "O18", "member": world.worker.description])
  }

  @Test func theFormHasTheCodeAndNothingTicked() throws {
    let world = try World(day: day)
    let values = NetworkFormValues(
      Place("network", "add", "obstacle", query: ["code": "O17"]), at: time)
    #expect(values["code"] == "O17" && values["severity"] == nil && values["domain"] == nil)
    let words = ItemWords(network: world.network, language: .english)
    let fields = NetworkFormFields(values: values, words: words, isNew: true).fields(.obstacle)
    #expect(!text(fields).contains(" checked"))
    let wrong = NetworkFormValues(
      Place("network", "add", "obstacle", query: ["code": "<script>"]), at: time)
    #expect(wrong["code"] == nil)
  }

  @Test(arguments: Language.allCases)
  func theBarsAreFiveInTheirOrderAndRankNobody(_ language: Language) throws {
    let world = try World(day: day)
    let reading = try ReferentReading(
      world.designation,
      ReferentFacts(world.designation, in: world.network, timeZone: .gmt),
      signals: SignalReading(world.network, at: time, on: day))
    let told = ReferentBars(reading: reading, isHeard: true, language: language).section.source
    let places = ReferentBar.Characteristic.allCases.map {
      told.range(of: "id=\"bar-\($0.rawValue)\"")?.lowerBound
    }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    for part in reading.bars.flatMap(\.figures).map(\.part) {
      #expect(told.contains(HTML.text(part.title(language)).source))
    }
  }

  @Test(arguments: [
    (0.0, "0", "0"), (1, "1", "1"), (0.5, "0,5", "0.5"), (0.05, "0,05", "0.05"),
    (1.0 / 3, "0,33", "0.33"), (0.999, "1", "1"), (-0.5, "-0,5", "-0.5"), (.nan, "", ""),
    (.infinity, "", ""),
  ])
  func figuresReadAsPeopleWriteThem(_ value: Double, _ french: String, _ english: String) {
    #expect(DecimalWords.short(value, .french) == french)
    #expect(DecimalWords.short(value, .english) == english)
  }
}
