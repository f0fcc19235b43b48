/// A token bucket per key: a burst, then so many requests a second.
///
/// Time is whatever the caller passes, in milliseconds that never fall, so that tests need no clock.
package struct RateLimiter<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    /// Thousandths of a request.
    var tokens: Int
    var at: Int
  }

  private let burst: Int
  private let refillPerSecond: Int
  private var buckets: BoundedCache<Key, Bucket>

  /// A limiter that remembers at most `capacity` keys.
  ///
  /// A key that was forgotten starts with a full bucket, so the capacity bounds memory, and the
  /// burst bounds what forgetting gives.
  package init(burst: Int, refillPerSecond: Int, capacity: Int) {
    self.burst = max(1, burst)
    self.refillPerSecond = max(1, refillPerSecond)
    self.buckets = BoundedCache(capacity: capacity)
  }

  /// Takes one token of a key, or tells after how many seconds there will be one.
  ///
  /// - Returns: nil when the request may go on, else the whole seconds to wait, at least 1.
  package mutating func admit(_ key: Key, atMilliseconds now: Int) -> Int? {
    let full = burst * 1000
    var bucket = buckets[key] ?? Bucket(tokens: full, at: now)
    let elapsed = min(max(0, now - bucket.at), full)
    bucket.tokens = min(full, bucket.tokens + elapsed * refillPerSecond)
    bucket.at = max(bucket.at, now)
    defer { buckets[key] = bucket }
    guard bucket.tokens < 1000 else {
      bucket.tokens -= 1000
      return nil
    }
    let missing = 1000 - bucket.tokens
    return max(1, (missing + refillPerSecond * 1000 - 1) / (refillPerSecond * 1000))
  }
}
