import Testing

@testable import Hub

@Suite("Room for what is large")
struct ByteRoomTests {
  static let kibi = 1024

  @Test("a few large requests took all the memory there is, or all the room for others")
  func halves() {
    let room = ByteRoom(most: 1024 * Self.kibi)
    var shares = (0..<20).map { _ in ByteRoom.Share(of: room) }
    #expect(shares[0].take(900 * Self.kibi), "alone it gets what it needs")
    #expect(!shares[1].take(100 * Self.kibi))
    shares.removeFirst()
    #expect(room.taken == 0, "given back")
    var taken = 0
    for share in shares where share.take(512 * Self.kibi) || share.take(200 * Self.kibi) {
      taken += 1
    }
    #expect(taken == 2)
    #expect(room.taken == 712 * Self.kibi)
    #expect(shares.last?.take(150 * Self.kibi) == true, "there is room for one less large")
    #expect(shares.last?.take(ByteRoom.small) == true, "what is small is not counted")
    shares = []
    #expect(room.taken == 0)
  }

  @Test("an act that started again took its room twice")
  func again() {
    let room = ByteRoom(most: 1024 * Self.kibi)
    let (share, other) = (ByteRoom.Share(of: room), ByteRoom.Share(of: room))
    #expect(other.take(100 * Self.kibi))
    for size in [300, 300, 200, 400] { #expect(share.take(size * Self.kibi)) }
    #expect(room.taken == 500 * Self.kibi)
    #expect(!share.take(800 * Self.kibi))
    #expect(room.taken == 500 * Self.kibi, "what was refused changes nothing")
  }
}
