import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork
import Record

extension OwnerRoom {
  /// Who looked: the record's log in sentences, newest first.
  func log(_ request: PageRequest) async throws -> PageAnswer {
    guard request.place.segments.count == 1, !request.isPost else { return .nothingHere }
    let language = request.language
    let wanted = request.place.query["before"].flatMap(UInt64.init)
    do {
      let read = try await readLog()
      let seen = min(
        request.place.query["seen"].flatMap(Int.init) ?? desk.state.readUpTo,
        read.log.items.count)
      let page = LogPage(
        part: LogPart(of: read.lines, before: wanted), seen: seen, log: read.log,
        words: LogWords(desk.state, language), language: language)
      if wanted == nil {
        desk.markRead(read.log.items)
        try desk.save()
      }
      return .page(page.content)
    } catch DeskError.left {
      return .page(LogPage.silent(LogText.left(language), language))
    } catch  where error.isHubSilence {
      return .page(LogPage.silent(LogText.offline(language), language))
    } catch HubClientError.receipt(let error), HubClientError.watch(let error) {
      return .page(LogPage.broken(error, language))
    }
  }

  private func readLog() async throws -> (log: VerifiedOwnerLog, lines: [LogLine]) {
    try await desk.withHub { hub in
      let log = try await desk.readWholeLog(hub)
      var lines = LogLine.lines(log.items)
      if let first = log.items.first {
        lines += LogLine.lines(
          try await hub.readings(from: first.index),
          officers: hub.hub.bundle.payload.auditors)
      }
      return (log, lines)
    }
  }
}
