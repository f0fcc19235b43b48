import Synchronization

/// How much of large bodies, or of large records and answers, the hub holds in memory at once.
///
/// Small ones are not counted: the number of connections bounds them. A large one gets no more than
/// half of what is free, so that a few of them leave room for many less large; one alone gets
/// whatever it needs, since each has a bound of its own.
package final class ByteRoom: Sendable {
  /// Up to how many bytes are not counted.
  package static let small = 64 * 1024

  private let most: Int
  private let used = Mutex(0)

  /// A room of so many bytes.
  package init(most: Int) { self.most = most }

  /// The bytes that are taken now.
  package var taken: Int { used.withLock { $0 } }

  /// What one request takes, given back when the last who holds it lets it go.
  package final class Share: Sendable {
    private let room: ByteRoom
    private let held = Mutex(0)

    /// Nothing of a room.
    package init(of room: ByteRoom) { self.room = room }

    deinit {
      let bytes = held.withLock { $0 }
      if bytes > 0 { room.used.withLock { $0 -= bytes } }
    }

    /// Takes so many bytes in place of what it has; false where there is no room for them.
    ///
    /// Never less than it has: an act that starts again reads again.
    package func take(_ bytes: Int) -> Bool {
      guard bytes > ByteRoom.small else { return true }
      return held.withLock { held in
        guard bytes > held else { return true }
        return room.used.withLock { used in
          let others = used - held
          guard others == 0 || bytes <= (room.most - others) / 2 else { return false }
          used = others + bytes
          held = bytes
          return true
        }
      }
    }
  }
}

/// What the request that is being answered holds, as far as it came over a connection.
enum RequestRoom {
  @TaskLocal static var bodies: ByteRoom.Share?
  @TaskLocal static var records: ByteRoom.Share?
}
