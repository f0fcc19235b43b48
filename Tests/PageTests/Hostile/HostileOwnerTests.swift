import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record
import Testing

@testable import Page

/// Every page of the owner's, over a record in which every text is an attack.
@Suite struct HostileOwnerTests {
  /// The pages of a record that are there without a hub.
  private static func places(_ state: OwnerState) throws -> [String] {
    let network = try state.network()
    let grants = state.grants.map(\.publication.grant.payload.id)
    var places = [
      "/", "/network", "/network?at=2026-01-01", "/network?at=%3Cb%3E", "/network/add",
      "/network/domain/housing", "/network/domain/housing?page=1", "/who", "/who/matrix",
      "/log", "/limits", "/limits/signals", "/asked", "/papers", "/papers/card",
      "/papers/whole", "/papers/key",
      "/papers/key/kit",
    ]
    places += NetworkFormKind.allCases.map { "/network/add/" + $0.rawValue }
    for item in network.items {
      let part = item.member == nil ? "item" : "member"
      places += [part, "change"].map { "/network/\($0)/\(item.id)" }
      if item.member != nil { places.append("/network/remove/\(item.id)") }
    }
    return places + grants.flatMap { ["/who/\($0)", "/papers/receipt/\($0)"] }
  }

  @Test func noTextOfARecordLeavesItsPlace() async throws {
    let world = try await PageWorld.make(
      HostileTexts.network(), owner: "<b>\"\u{301}N", viewers: HostileTexts.names)
    defer { world.remove() }
    var words = ""
    for place in try Self.places(world.state) {
      let page = try await world.room.shown(place)
      let read = StrictHTML(try #require(page, "\(place)"))
      #expect(read.complaints.isEmpty, "\(place): \(read.complaints)")
      words += read.words
    }
    // What was looked for was there.
    for mark in HostileTexts.marks { #expect(words.contains(mark), "\(mark)") }
    for name in HostileTexts.names { #expect(words.contains(name), "\(name)") }
  }

  @Test func whatIsTypedAndRefusedIsShownAsText() async throws {
    let world = try await PageWorld.make(HostileTexts.network(HostileTexts.all.prefix(3)))
    defer { world.remove() }
    for text in HostileTexts.all + ["a\u{0}<b>", "\u{FFFE}\"", "\u{7F}'"] {
      let typed =
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      for kind in NetworkFormKind.allCases {
        let fields = ["name", "text", "value", "statement", "place", "day", "kind", "domain"]
          .map { "\($0)=\(typed)" }.joined(separator: "&")
        let page = try await world.room.shown("/network/add/" + kind.rawValue, post: fields)
        let read = StrictHTML(try #require(page))
        #expect(read.complaints.isEmpty, "\(kind): \(read.complaints)")
      }
    }
  }

  @Test func theReaderFindsEachOfTheseWhereItIsRaw() {
    let signs = "<>\"'".unicodeScalars
    for text in HostileTexts.all where text.unicodeScalars.contains(where: signs.contains) {
      #expect(!StrictHTML("<p>" + text + "</p>").complaints.isEmpty, "\(text)")
      #expect(!StrictHTML("<p title=\"" + text + "\"></p>").complaints.isEmpty, "\(text)")
    }
    for source in ["<p", "<p>", "<p id=\"a></p>", "<a href=\"//x\"></a>", "<p>&amp</p>"] {
      #expect(!StrictHTML(source).complaints.isEmpty, "\(source)")
    }
    #expect(StrictHTML("<!DOCTYPE html>\n<p>a &amp; b</p>").complaints.isEmpty)
  }

  @Test func halfACharacterIsNoText() {
    for half in ["%ED%A0%80", "%ED%BF%BF", "%C3", "%FF", "%F4%90%80%80"] {
      #expect(FormFields("a=\(half)") == nil)
      #expect(Place(path: "/" + half, query: nil) == nil)
    }
    let read = StrictHTML(
      HTML.text(String(decoding: [0xED, 0xA0, 0x80, 0x3C], as: UTF8.self)).source)
    #expect(read.complaints.isEmpty)
  }

  @Test func whoAsksWritesNoPageOfTheOwners() async throws {
    let world = try await PageWorld.make(HostileTexts.network())
    defer { world.remove() }
    let network = try world.state.network()
    for (index, note) in HostileTexts.all.enumerated() {
      let name = HostileTexts.names[index % HostileTexts.names.count]
      let asked = try await Self.asked(
        by: try await PageWorld.ring(name, .viewer), of: world, note: note, service: name)
      let request = PageRequest(
        isPost: false, place: asked.place, fields: FormFields(), language: .french,
        form: Form(token: "t"), time: Date())
      for page in [
        AskedPage(asked: asked, network: network, request: request, filled: nil, mistake: nil)
          .content,
        AskedList(requests: [asked], proposals: [], language: .english).content,
        AskedAfter.talk(asked.asked.id, helpers: [name], .french),
      ] {
        let read = StrictHTML(HTML.group([.text(page.heading)] + page.body).source)
        #expect(read.complaints.isEmpty, "\(note): \(read.complaints)")
        #expect(read.words.contains(name))
      }
    }
  }

  private static func asked(
    by viewer: KeyRing, of world: PageWorld, note: String, service: String
  ) async throws -> Page.AskedRequest {
    let request = try AccessRequest(
      id: RequestID(), record: world.state.record, viewer: viewer.identity.publicIdentity,
      authority: nil, compartments: [.of(.housing, .notes)], purpose: .coordination, days: 20,
      reason: RequestReason.allCases[0], note: nil, issuedAt: Date())
    return Page.AskedRequest(
      received: ReceivedRequest(
        request: try await SignedDocument.sign(request, with: viewer.identity),
        viewerCard: viewer.card, affiliation: nil, receivedAt: Date(), declined: false,
        refusals: [], policies: []),
      note: note, service: service, compared: false, answered: false)
  }
}
