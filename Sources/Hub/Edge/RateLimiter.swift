/// A token bucket per key: a burst, then so many requests an hour.
///
/// Time is whatever the caller passes, in milliseconds that never fall, so that tests need no clock.
package struct RateLimiter<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    /// In parts of a request, of which ``whole`` are one.
    var tokens: Int
    var at: Int
  }

  /// As many parts as an hour has milliseconds, so that no refill is rounded.
  private static var whole: Int { 3_600_000 }

  private let burst: Int
  private let refillPerHour: Int
  private var buckets: BoundedCache<Key, Bucket>

  /// A limiter that remembers at most `capacity` keys.
  ///
  /// A key that was forgotten starts with a full bucket, so the capacity bounds memory, and the
  /// burst bounds what forgetting gives.
  package init(burst: Int, refillPerHour: Int, capacity: Int) {
    self.burst = max(1, burst)
    self.refillPerHour = max(1, refillPerHour)
    self.buckets = BoundedCache(capacity: capacity)
  }

  /// The same, with the refill given for a second.
  package init(burst: Int, refillPerSecond: Int, capacity: Int) {
    self.init(burst: burst, refillPerHour: refillPerSecond * 3600, capacity: capacity)
  }

  /// Takes one token of a key, or tells after how many seconds there will be one.
  ///
  /// - Returns: nil when the request may go on, else the whole seconds to wait, at least 1.
  package mutating func admit(_ key: Key, atMilliseconds now: Int) -> Int? {
    let full = burst * Self.whole
    var bucket = buckets[key] ?? Bucket(tokens: full, at: now)
    let elapsed = min(max(0, now - bucket.at), full)
    bucket.tokens = min(full, bucket.tokens + elapsed * refillPerHour)
    bucket.at = max(bucket.at, now)
    defer { buckets[key] = bucket }
    guard bucket.tokens < Self.whole else {
      bucket.tokens -= Self.whole
      return nil
    }
    let missing = Self.whole - bucket.tokens
    return max(1, (missing + refillPerHour * 1000 - 1) / (refillPerHour * 1000))
  }
}
