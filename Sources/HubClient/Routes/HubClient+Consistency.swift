package import Consent
package import Foundation
import Synchronization
import TransparencyLog

/// The checkpoints that answers of one hub were proved under, as a client met them.
final class SeenCheckpoints: Sendable {
  private let seen = Mutex<[(trust: LogTrust, checkpoint: VerifiedCheckpoint)]>([])

  func note(_ checkpoint: VerifiedCheckpoint, of trust: LogTrust) {
    seen.withLock { $0.append((trust, checkpoint)) }
  }

  func take() -> [(trust: LogTrust, checkpoint: VerifiedCheckpoint)] {
    seen.withLock { seen in
      defer { seen = [] }
      return seen
    }
  }
}

extension HubClient {
  /// Holds what earlier answers of this hub were proved under against its public log.
  package func settle(
    _ logs: WatchedLogs, at time: Date
  ) async throws(HubClientError) -> WatchedLogs {
    var logs = logs
    for var log in logs.waiting(of: hub.fingerprint) {
      let note = try connection.accept(try await connection.send("GET", "/log/checkpoint"))
      do {
        try await log.settle(under: note, at: time) { path in
          let answer = try await connection.send("GET", "/log/\(path.path)")
          return answer.status == 404 ? nil : try connection.accept(answer)
        }
      } catch let error as ReceiptError {
        throw .watch(error)
      } catch let error as HubClientError {
        throw error
      } catch {
        throw .malformedAnswer(place: "tile")
      }
      logs.note(log)
    }
    return logs
  }

  /// Takes what the answers since the last call were proved under into what is kept of the logs.
  package func see(into logs: WatchedLogs, at time: Date) throws(HubClientError) -> WatchedLogs {
    var logs = logs
    do throws(ReceiptError) {
      try logs.see(seen.take(), of: hub.fingerprint, at: time)
    } catch { throw .watch(error) }
    return logs
  }
}
