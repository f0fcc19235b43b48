package import Consent
package import Foundation
package import Keys
package import TransparencyLog

extension HubClient {
  /// The log's latest public checkpoint, verified with the log's key.
  package func checkpoint() async throws(HubClientError) -> VerifiedCheckpoint {
    let answer = try await connection.send("GET", "/log/checkpoint")
    let body = try connection.accept(answer)
    do {
      return try hub.logPolicy.verify(body)
    } catch {
      throw .verification(.checkpoint)
    }
  }

  /// A tile of the log, by its path under `/log/`.
  package func tile(_ path: TilePath) async throws(HubClientError) -> Data {
    try connection.accept(try await connection.send("GET", "/log/\(path.path)"))
  }

  /// Replays the whole log: every leaf and frame, against the checkpoint kept from the last time.
  ///
  /// The register in force, and the policies in force or announced, must be the last that the log
  /// tells of.
  package func replay(
    auditor: Identity, saved: Data?
  ) async throws(HubClientError) -> ReplayReport {
    var replay: LogReplay
    do {
      replay = try LogReplay(policy: hub.logPolicy, saved: saved, auditor: auditor)
    } catch { throw .verification(.logKey) }
    var page: AuditPage
    repeat {
      page = try await frames(from: Int(clamping: replay.nextIndex))
      for item in page.items {
        do { try replay.read(item) } catch { throw .verification(.logRollback) }
      }
    } while page.items.count == Self.largestPage
    return replay.report(
      checkpoint: Data(page.checkpoint.utf8), register: hub.register.hash,
      bundle: (hub.announced ?? hub.bundle).hash)
  }

  /// How many leaves a full page has.
  private static let largestPage = 1000

  /// The leaves from an index on, with the frames still sealed; the reading is itself an entry.
  package func frames(from index: Int) async throws(HubClientError) -> AuditPage {
    try await call("GET", "/v1/log/frames", query: "from=\(index)", as: AuditPage.self).answer
  }
}
