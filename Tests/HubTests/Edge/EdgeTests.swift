import NIOCore
import Testing

@testable import Hub

@Suite("Limits at the edge")
struct EdgeTests {
  @Test("a key spends its burst, then earns back so many a second")
  func rate() {
    var limiter = RateLimiter<String>(burst: 3, refillPerSecond: 2, capacity: 100)
    for _ in 0..<3 { #expect(limiter.admit("a", atMilliseconds: 0) == nil) }
    #expect(limiter.admit("a", atMilliseconds: 0) == 1)
    #expect(limiter.admit("b", atMilliseconds: 0) == nil, "another key has its own bucket")
    #expect(limiter.admit("a", atMilliseconds: 499) == 1)
    #expect(limiter.admit("a", atMilliseconds: 500) == nil)
    #expect(limiter.admit("a", atMilliseconds: 500) == 1)
    for _ in 0..<3 { #expect(limiter.admit("a", atMilliseconds: 60_000) == nil) }
    #expect(limiter.admit("a", atMilliseconds: 60_000) == 1, "never more than a burst")
  }

  @Test("an IPv6 network is one source, and a mapped IPv4 address is itself")
  func sources() throws {
    func source(_ address: String) throws -> SourceAddress {
      SourceAddress(try SocketAddress(ipAddress: address, port: 4000))
    }
    #expect(try source("192.0.2.7") == .ipv4(0xC000_0207))
    #expect(try source("::ffff:192.0.2.7") == .ipv4(0xC000_0207))
    #expect(try source("2001:db8:1:2::1") == .ipv6Network(0x2001_0DB8_0001_0002))
    #expect(try source("2001:db8:1:2:ffff::9") == source("2001:db8:1:2::1"))
    #expect(try source("2001:db8:1:3::1") != source("2001:db8:1:2::1"))
    #expect(try source("::1") == .ipv6Network(0))
    #expect(SourceAddress(nil) == .unknown)
  }

  @Test("a clock that falls back earns nothing")
  func rateClockBack() {
    var limiter = RateLimiter<String>(burst: 1, refillPerSecond: 1, capacity: 8)
    #expect(limiter.admit("a", atMilliseconds: 10_000) == nil)
    #expect(limiter.admit("a", atMilliseconds: 0) == 1)
    #expect(limiter.admit("a", atMilliseconds: 10_999) == 1)
    #expect(limiter.admit("a", atMilliseconds: 11_000) == nil)
  }

  @Test("a cache never holds more than its capacity and keeps what was used last")
  func cache() {
    var cache = BoundedCache<Int, Int>(capacity: 16)
    for key in 0..<16 { cache[key] = key }
    #expect(cache[0] == 0)
    for key in 16..<1000 {
      cache[key] = key
      #expect(cache[0] == 0)
      #expect(cache.count <= 16)
    }
    #expect(cache[1] == nil)
    cache.removeAll { key, _ in key == 0 }
    #expect(cache[0] == nil)
  }

  @Test("a request that drips past its deadline closes the connection")
  func deadline() {
    var connection = RequestDeadline(limitMilliseconds: 1000)
    #expect(connection.headReceived(atMilliseconds: 500) == .schedule(atMilliseconds: 1500))
    #expect(connection.bodyReceived(atMilliseconds: 1499) == .none)
    #expect(connection.timerFired(atMilliseconds: 1400) == .schedule(atMilliseconds: 1500))
    #expect(connection.timerFired(atMilliseconds: 1500) == .close)
    #expect(connection.bodyReceived(atMilliseconds: 1500) == .close)
  }

  @Test("the hub's own time to answer is not counted")
  func deadlineWhileAnswering() {
    var connection = RequestDeadline(limitMilliseconds: 1000)
    _ = connection.headReceived(atMilliseconds: 0)
    #expect(connection.endReceived(atMilliseconds: 900) == .none)
    #expect(connection.timerFired(atMilliseconds: 1000) == .none)
    #expect(connection.answerWritten(atMilliseconds: 4500) == .schedule(atMilliseconds: 5500))
    #expect(connection.headReceived(atMilliseconds: 5000) == .schedule(atMilliseconds: 6000))
    #expect(connection.timerFired(atMilliseconds: 6000) == .close)
  }

  @Test("a connection that dripped its header was kept for ever")
  func deadlineBeforeHeader() {
    var connection = RequestDeadline(limitMilliseconds: 1000)
    #expect(connection.opened(atMilliseconds: 100) == .schedule(atMilliseconds: 1100))
    #expect(connection.timerFired(atMilliseconds: 1100) == .close)
    connection = RequestDeadline(limitMilliseconds: 1000)
    _ = connection.opened(atMilliseconds: 0)
    _ = connection.headReceived(atMilliseconds: 10)
    _ = connection.endReceived(atMilliseconds: 20)
    #expect(connection.answerWritten(atMilliseconds: 30) == .schedule(atMilliseconds: 1030))
    #expect(connection.timerFired(atMilliseconds: 1030) == .close)
  }

  @Test("an answer written before the body's end left the next header without a deadline")
  func deadlineAfterEarlyAnswer() {
    var connection = RequestDeadline(limitMilliseconds: 1000)
    _ = connection.opened(atMilliseconds: 0)
    _ = connection.headReceived(atMilliseconds: 0)
    #expect(connection.answerWritten(atMilliseconds: 5) == .schedule(atMilliseconds: 1000))
    #expect(connection.endReceived(atMilliseconds: 10) == .schedule(atMilliseconds: 1010))
    #expect(connection.timerFired(atMilliseconds: 1010) == .close)
  }

  @Test("a client that does not read its answer had the hub hold it for ever")
  func deadlineOfReading() {
    var connection = RequestDeadline(limitMilliseconds: 1000)
    _ = connection.opened(atMilliseconds: 0)
    _ = connection.headReceived(atMilliseconds: 0)
    _ = connection.endReceived(atMilliseconds: 0)
    #expect(connection.answerStarted(atMilliseconds: 3000) == .schedule(atMilliseconds: 4000))
    #expect(connection.timerFired(atMilliseconds: 1000) == .schedule(atMilliseconds: 4000))
    #expect(connection.timerFired(atMilliseconds: 4000) == .close)
    #expect(connection.answerWritten(atMilliseconds: 3500) == .schedule(atMilliseconds: 4500))
  }

  @Test("a body that was refused had the whole deadline to go on")
  func lingering() {
    var connection = RequestDeadline(limitMilliseconds: 60_000)
    _ = connection.opened(atMilliseconds: 0)
    _ = connection.headReceived(atMilliseconds: 0)
    #expect(connection.answerWritten(atMilliseconds: 300) == .schedule(atMilliseconds: 1300))
    #expect(connection.bodyReceived(atMilliseconds: 1299) == .none)
    #expect(connection.bodyReceived(atMilliseconds: 1300) == .close)
    #expect(connection.timerFired(atMilliseconds: 1300) == .close)
  }

  @Test(
    "a non-release leaves at the step or its next multiple",
    arguments: [(0, 250), (1, 250), (249, 250), (250, 250), (251, 500), (500, 500), (1001, 1250)])
  func schedule(elapsed: Int, departure: Int) {
    let schedule = AnswerSchedule(stepMilliseconds: 250)
    #expect(
      schedule.departure(startMilliseconds: 70, readyMilliseconds: 70 + elapsed) == 70 + departure)
  }
}
