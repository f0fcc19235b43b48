import Synchronization
import Testing

@testable import Hub

@Suite("Turns at what costs the hub most")
struct FairTurnsTests {
  /// Work that waits until it is let go, and tells in which order it ran.
  private final class Work: Sendable {
    let turns: FairTurns
    private let ran = Mutex<[String]>([])

    var order: [String] { ran.withLock { $0 } }

    init(_ turns: FairTurns) { self.turns = turns }

    /// Whether it ran, or was turned away.
    func run(_ name: String, from address: UInt32) async throws -> Bool {
      try await turns.run(from: .ipv4(address)) { self.ran.withLock { $0.append(name) } } != nil
    }

    /// Runs `body` while the only turn is taken.
    func whileTaken(_ body: () async throws -> Void) async throws {
      let (hold, release) = AsyncStream.makeStream(of: Void.self)
      let (began, begin) = AsyncStream.makeStream(of: Void.self)
      let holder = Task {
        try await turns.run(from: .unknown) {
          begin.finish()
          for await _ in hold {}
        }
      }
      for await _ in began {}
      try await body()
      release.finish()
      _ = try await holder.value
    }

    /// Waits until so many wait.
    func until(_ count: Int) async throws {
      while turns.waiting != count { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test("everyone waited behind a flood from one address", .timeLimit(.minutes(60)))
  func fair() async throws {
    let work = Work(FairTurns(atOnce: 1, most: 100, ofOne: 100))
    var tasks: [Task<Bool, any Error>] = []
    try await work.whileTaken {
      for number in 0..<50 {
        tasks.append(Task { try await work.run("flood \(number)", from: 1) })
        try await work.until(number + 1)
      }
      tasks.append(Task { try await work.run("one", from: 2) })
      try await work.until(51)
    }
    for task in tasks { #expect(try await task.value) }
    #expect(work.order.firstIndex(of: "one") == 1, "after at most one of theirs")
    #expect(work.order.count == 51)
    #expect(work.turns.waiting == 0)
  }

  @Test("what waits of one address, and of all, was without bound", .timeLimit(.minutes(60)))
  func bounded() async throws {
    let work = Work(FairTurns(atOnce: 1, most: 4, ofOne: 3))
    var tasks: [Task<Bool, any Error>] = []
    try await work.whileTaken {
      for number in 0..<3 {
        tasks.append(Task { try await work.run("a\(number)", from: 1) })
        try await work.until(number + 1)
      }
      #expect(try await !work.run("a3", from: 1), "its own share is full")
      tasks.append(Task { try await work.run("b", from: 2) })
      try await work.until(4)
      // All is full: one of the address with most makes room.
      tasks.append(Task { try await work.run("c", from: 3) })
      #expect(try await !tasks[2].value)
      #expect(work.turns.waiting == 4)
    }
    for task in tasks where task != tasks[2] { #expect(try await task.value) }
    #expect(Set(work.order) == ["a0", "a1", "b", "c"])
  }

  @Test("work that failed kept its turn", .timeLimit(.minutes(60)))
  func failing() async throws {
    struct Failure: Error {}
    let turns = FairTurns(atOnce: 1, most: 4, ofOne: 4)
    for _ in 0..<3 {
      await #expect(throws: Failure.self) {
        try await turns.run(from: .unknown) { throw Failure() }
      }
    }
    #expect(try await turns.run(from: .unknown) { 1 } == 1)
  }
}
