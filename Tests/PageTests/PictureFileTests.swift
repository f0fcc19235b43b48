import Foundation
import PersonalNetwork
import TestSupport
import Testing

@testable import Page

@Suite struct PictureFileTests {
  private static let scripts = [
    "Inès de la Tour", "WWWWMMMMWWWW", "Щербакова Юлия", "فاطمة الزهراء بنت محمد", "שרה כהן",
    "देवेन्द्र कुमार", "張偉明先生 張偉明先生", "e\u{301}\u{302}\u{303}\u{304}zalgo", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦 famille",
    "\u{FDFD}", "a\nb\tc", "Nguyễn Thị Hạnh",
  ]

  private func network(members: Int, seed: UInt64) throws -> PersonalNetwork {
    var fixture = NetworkFixture(seed: seed)
    return try PersonalNetwork(
      items: fixture.items(members: members, domains: 3) { number in
        let name = Self.scripts[(number + Int(seed)) % Self.scripts.count]
        return number % 4 == 0 ? String(repeating: name + " ", count: 3) : name
      })
  }

  @Test(arguments: 1...60) func noTextCoversAnotherAndAllAreInside(members: Int) throws {
    let network = try network(members: members, seed: UInt64(members))
    let items = Set(
      network.items.map(\.id).enumerated().filter { $0.offset % 3 == 0 }.map(\.element))
    for viewer in [nil, PictureViewer(name: "Paul " + Self.scripts[3], items: items)] {
      for language in Language.allCases {
        let picture = NetworkPicture(network, language, as: viewer)
        let file = PictureFile(picture, language)
        #expect(picture.dots.count == members)
        #expect(file.names.count == (picture.isNumbered ? members : 0))
        for (index, label) in file.labels.enumerated() {
          #expect(label.box.width >= PictureLabels.size * 0.6)
          #expect(!file.labels[(index + 1)...].contains { $0.box.overlaps(label.box) })
          #expect(Self.isInside(label.box, file.frame))
        }
      }
    }
  }

  private static func isInside(_ box: Box, _ frame: Box) -> Bool {
    box.x >= frame.x && box.y >= frame.y && box.right <= frame.right && box.bottom <= frame.bottom
  }

  @Test func theSameNetworkGivesTheSameBytes() throws {
    var fixture = NetworkFixture(seed: 3)
    let items = try fixture.items(members: 24, domains: 3)
    let seen = Set(items.prefix(20).map(\.id))
    let bytes = try (0..<3).map { _ in
      let network = try PersonalNetwork(items: items.shuffled(using: &fixture.generator))
      let viewer = PictureViewer(name: "Paul", items: seen)
      return PictureFile(NetworkPicture(network, .french, as: viewer), .french).data
    }
    #expect(Set(bytes).count == 1)
  }

  @Test(arguments: Language.allCases) func theFileIsWellFormedAndTellsWhatItShows(
    language: Language
  ) throws {
    let network = try network(members: 40, seed: 5)
    let picture = NetworkPicture(network, language)
    let file = PictureFile(picture, language)
    let source = String(decoding: file.data, as: UTF8.self)
    var open: [Substring] = []
    for match in source.matches(of: /<(\/?)([a-z]+)[^>]*>/) {
      if match.1.isEmpty { open.append(match.2) } else { #expect(open.popLast() == match.2) }
    }
    #expect(open.isEmpty)
    #expect(source.contains("lang=\"\(language.rawValue)\""))
    #expect(source.contains("<title id=\"picture-title\">"))
    #expect(source.contains("<desc id=\"picture-description\">"))
    #expect(!source.contains("<script") && !source.contains("href"))
    #expect(picture.isNumbered && source.contains("1. "))
  }

  @Test func whatAViewerDoesNotSeeIsGreyAndNobodyMoves() throws {
    var fixture = NetworkFixture(seed: 9)
    let ines = try fixture.card("Inès", circle: .closest)
    let theo = try fixture.card("Théo")
    let okoro = try fixture.card("Okoro")
    let inesTie = try fixture.tie(ines, .care, support: .much)
    let other = try fixture.tie(ines, .work, stress: .much)
    let okoroTie = try fixture.tie(okoro, .housing, stress: .some)
    let network = try PersonalNetwork(
      items: [ines, theo, okoro, inesTie, other, okoroTie, fixture.tie(theo, .leisure)])
    let whole = NetworkPicture(network, .english)
    let seen = NetworkPicture(
      network, .english, as: PictureViewer(name: "Paul", items: [ines.id, inesTie.id, okoroTie.id]))
    #expect(whole.dots.allSatisfy { $0.sight == nil })
    #expect(whole.dots.map(\.point) == seen.dots.map(\.point))
    let sights = Dictionary(uniqueKeysWithValues: seen.dots.map { ($0.name, $0.sight) })
    #expect(sights == ["Inès": .named, "Théo": .unseen, "Okoro": .nameless])
    let lines = Dictionary(uniqueKeysWithValues: seen.dots.map { ($0.name, $0.line) })
    #expect(lines["Inès"] == .support && lines["Okoro"] == .stress)
    #expect(whole.dots.first { $0.name == "Inès" }?.line == .mixed)
    let source = seen.drawing(.english).source
    let pale = try #require(source.firstMatch(of: /<g class="unseen">(.*?)<\/g>/)?.1)
    #expect(pale.contains("Théo") && !pale.contains("Inès") && source.contains("(Okoro)"))
    #expect(source.contains("Paul sees 1 of them by name."))
    #expect(!whole.drawing(.english).source.contains("unseen"))
  }

  @Test func theOutlineNamesEachMemberOnceInColumns() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let network = try network(members: 30, seed: seed)
      let picture = NetworkPicture(network, .french)
      let rows = picture.outline(.french).split(separator: "\n").filter { $0.hasPrefix("    ") }
      #expect(rows.count == 30)
      #expect(
        rows.count { $0.contains("jardin secret") } == picture.dots.count(where: \.isReserved))
    }
    #expect(NetworkPicture(PersonalNetwork(), .english).outline(.english).hasSuffix(".\n"))
  }

  @Test(arguments: [
    ("", 0), ("Théo", 4), ("The\u{301}o", 4), ("張偉", 4), ("김민준", 6), ("ｆ", 2), ("שרה", 3),
    ("👩‍👩‍👧‍👦", 2), ("❤️", 2), ("a\u{200D}b", 2), ("देवी", 3),
  ]) func aTextTakesItsCells(text: String, cells: Int) {
    #expect(TextCells.count(text) == cells)
    #expect(TextCells.count(TextCells.padded(text, to: 8)) == 8)
  }
}
