import Synchronization
import Testing

@testable import Hub

@Suite("Who makes room for a new connection")
struct ConnectionShareTests {
  /// Opens connections and tells which were closed, in order.
  private final class Door: Sendable {
    let share: ConnectionShare
    private let names = Mutex<[String: ConnectionShare.Place]>([:])
    private let gone = Mutex<[String]>([])

    var closed: [String] { gone.withLock { $0 } }

    init(most: Int, ofOne: Int) { share = ConnectionShare(most: most, ofOne: ofOne) }

    func open(_ name: String, from address: UInt32) {
      let place = share.open(from: .ipv4(address)) { self.gone.withLock { $0.append(name) } }
      names.withLock { $0[name] = place }
    }

    func note(_ name: String, _ phase: ConnectionShare.Phase) {
      if let place = names.withLock({ $0[name] }) { share.note(place, phase) }
    }

    func close(_ name: String) {
      if let place = names.withLock({ $0[name] }) { share.close(place) }
    }
  }

  @Test("a hub that was full let nobody in")
  func full() {
    let door = Door(most: 3, ofOne: 3)
    for name in ["a1", "a2"] { door.open(name, from: 1) }
    door.open("b1", from: 2)
    door.open("c1", from: 3)
    #expect(door.closed == ["a1"], "the address with most, its oldest")
    door.open("d1", from: 4)
    #expect(door.closed == ["a1", "a2"], "where all have one, the oldest of all")
    #expect(door.share.count == 3)
  }

  @Test("an address that held all its connections kept its own newcomer out")
  func own() {
    let door = Door(most: 100, ofOne: 2)
    for name in ["a1", "a2", "a3"] { door.open(name, from: 1) }
    #expect(door.closed == ["a1"])
    door.open("b1", from: 2)
    #expect(door.closed == ["a1"], "nobody else pays for it")
  }

  @Test("a connection with a request under way was closed before one that only waits")
  func phases() {
    let door = Door(most: 100, ofOne: 3)
    for name in ["a1", "a2", "a3"] { door.open(name, from: 1) }
    door.note("a1", .answering)
    door.note("a2", .receiving)
    door.open("a4", from: 1)
    door.note("a4", .answering)
    #expect(door.closed == ["a3"])
    door.open("a5", from: 1)
    door.note("a5", .answering)
    #expect(door.closed == ["a3", "a2"])
    door.open("a6", from: 1)
    #expect(door.closed == ["a3", "a2", "a1"], "the newest gets in even then")
  }

  @Test("one busy address made an idle connection of another pay")
  func heaviest() {
    let door = Door(most: 4, ofOne: 4)
    door.open("good", from: 9)
    for name in ["a1", "a2", "a3"] {
      door.open(name, from: 1)
      door.note(name, .answering)
    }
    door.open("b1", from: 2)
    #expect(door.closed == ["a1"])
  }

  @Test("a connection that was closed went on counting")
  func closing() {
    let door = Door(most: 2, ofOne: 2)
    door.open("a1", from: 1)
    door.open("a2", from: 1)
    door.close("a1")
    door.close("a1")
    door.open("a3", from: 1)
    #expect(door.closed == [])
    #expect(door.share.count == 2)
  }
}
