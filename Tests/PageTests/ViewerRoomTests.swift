import Consent
import Foundation
import Keys
import PersonalNetwork
import Record
import Testing

@testable import HubClient
@testable import Page

/// What a professional is asked and shown.
@Suite struct ViewerRoomTests {
  private func draft(_ text: String) throws -> AskDraft { AskDraft(try #require(FormFields(text))) }

  @Test func thePurposeComesBeforeAnythingElseOfARequest() async throws {
    let world = try await PageWorld.make(PersonalNetwork())
    defer { world.remove() }
    let address = try #require(world.state.address).description
      .addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    let start = "address=\(try #require(address))"
    #expect(try draft("").next(canWrite: true) == .address)
    #expect(try draft("address=x&purpose=coordination").next(canWrite: true) == .address)
    #expect(try draft(start).next(canWrite: true) == .purpose)
    #expect(try draft(start + "&domain=work&facet=notes").next(canWrite: true) == .purpose)
    #expect(try draft(start + "&purpose=emergency").next(canWrite: true) == .purpose)
    let reason = start + "&purpose=coordination"
    #expect(try draft(reason).next(canWrite: true) == .reason)
    let days = reason + "&reason=\(RequestReason.allCases[0].rawValue)&days="
    for wrong in ["0", "181", "-1", "x", "1.5"] {
      #expect(try draft(days + wrong).next(canWrite: true) == .reason, "\(wrong)")
    }
    #expect(try draft(days + "180").next(canWrite: true) == .scope)
    let scope = days + "30&domain=work&facet=notes&step=scope"
    #expect(try draft(scope).next(canWrite: true) == .words)
    #expect(try draft(scope).next(canWrite: false) == .check)
    #expect(try draft(scope).asking?.days == nil)
    let asking = try #require(try draft(scope + "&send=yes").asking)
    #expect(asking.compartments == [.of(.work, .notes)] && asking.days == 30)
  }

  @Test func noPageOfTheirsLetsATextOut() async throws {
    let world = try await PageWorld.make(PersonalNetwork())
    defer { world.remove() }
    for name in HostileTexts.names {
      let room = try await Self.room(name, world.home)
      for path in ["/", "/ask", "/asked", "/views", "/asked?sent=yes", "/views?done=yes"] {
        let read = StrictHTML(try #require(try await room.shown(path)))
        #expect(read.complaints.isEmpty, "\(path): \(read.complaints)")
      }
      let typed = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      let fields = ["address", "purpose", "reason", "days", "domain", "note", "step"]
        .map { "\($0)=\(typed)" }.joined(separator: "&")
      let read = StrictHTML(try #require(try await room.shown("/ask", post: fields)))
      #expect(read.complaints.isEmpty, "\(read.complaints)")
      #expect(read.words.contains(name), "what was written is shown again")
    }
  }

  @Test func whatIsSeenIsWhatTheOwnerWasShown() async throws {
    let network = try HostileTexts.network()
    let (owner, viewer) = (
      SeenItems(network.items, .french), SeenItems(network.items, .french, for: .viewer)
    )
    let read = StrictHTML(HTML.group(viewer.outline("h2")).source)
    #expect(read.complaints.isEmpty, "\(read.complaints)")
    for mark in HostileTexts.marks { #expect(read.words.contains(mark), "\(mark)") }
    #expect(owner.parts == viewer.parts)
    for item in network.items {
      let own: (TieQualities?) =
        switch item.content {
        case .tie(let tie): tie.qualities
        case .memberTie(let tie): tie.qualities
        default: nil
        }
      // What the owner says of themselves is worded for who reads it; the rest is the same.
      if own == nil, ![.obstacle, .event].contains(item.content.kind) {
        #expect(owner.words(item) == viewer.words(item))
      }
      #expect(!viewer.words(item).contains("par moi"))
    }
  }

  @Test func aPersonsNameIsTextInTheListOfAccesses() async throws {
    let world = try await PageWorld.make(
      try HostileTexts.network(HostileTexts.all.prefix(1)), viewers: ["Paul"])
    defer { world.remove() }
    let grant = try #require(world.state.grants.first).publication.grant.payload
    let address = try #require(world.state.address)
    let room = try await Self.room("Paul", world.home)
    for name in HostileTexts.names {
      let table = await room.table(
        of: [OpenAccess(address: address, owner: name, grant: grant)], .english)
      let read = StrictHTML(table.source)
      #expect(read.complaints.isEmpty && read.words.contains(name))
    }
  }

  private static func room(_ name: String, _ home: Home) async throws -> ViewerRoom {
    let ring = try await PageWorld.ring(name, .viewer)
    let folder = Home(environment: ["MAILLE_HOME": home.path("viewer-" + UUID().uuidString)])
    return ViewerRoom(desk: try ViewerDesk.open(ring: ring, home: folder))
  }
}
