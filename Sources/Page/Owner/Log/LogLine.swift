import Consent
import Foundation
import HubClient
import Keys
import PersonalNetwork

/// One line of the log as it is told: an event of the record, or a reading of the whole log.
struct LogLine {
  /// What is told.
  enum Event {
    /// An event of the record.
    case entry(LogEntry)
    /// An event whose content was destroyed.
    case shredded
    /// Someone read the log, without the names.
    case reading(who: String, isOfficer: Bool)
  }

  /// The place in the record's sequence; nil for a reading.
  let sequence: Int?
  /// The leaf's index in the hub's log.
  let index: UInt64
  /// When (UTC); nil where it was destroyed with the content.
  let time: Date?
  /// What happened.
  let event: Event

  /// The events of a record's log.
  static func lines(_ items: [VerifiedOwnerLog.Item]) -> [LogLine] {
    items.enumerated().map { number, item in
      LogLine(
        sequence: number + 1, index: item.index, time: item.entry?.frame.time,
        event: item.entry.map(Event.entry) ?? .shredded)
    }
  }

  /// Who read the log; `officers` are the hub's ethics officers.
  static func lines(_ readings: [VerifiedReading], officers: [PublicIdentity]) -> [LogLine] {
    readings.map { reading in
      let card = reading.reader.payload
      return LogLine(
        sequence: nil, index: reading.index, time: reading.time,
        event: .reading(who: card.name, isOfficer: officers.contains(card.identity)))
    }
  }
}

/// A part of the log, newest first, as one page shows it.
struct LogPart {
  /// The most lines of a page.
  static let most = 100

  /// The lines, newest first.
  let lines: ArraySlice<LogLine>
  /// Where the next older part begins; nil where there is none.
  let older: UInt64?
  /// Where the next newer part begins; nil where this is the newest.
  let newer: Newer?

  /// The way to newer lines.
  enum Newer: Equatable {
    /// The newest lines.
    case newest
    /// Those before an index.
    case before(UInt64)
  }

  /// The part before a leaf's index; the newest without one.
  init(of all: [LogLine], before index: UInt64?) {
    let sorted = all.sorted { $0.index > $1.index }
    let first = index.map { index in sorted.firstIndex { $0.index < index } ?? sorted.count } ?? 0
    let last = min(first + Self.most, sorted.count)
    lines = sorted[first..<last]
    older = last < sorted.count && last > first ? sorted[last - 1].index : nil
    if first == 0 {
      newer = nil
    } else if first <= Self.most {
      newer = .newest
    } else {
      newer = .before(sorted[first - Self.most - 1].index)
    }
  }

  /// The lines by day, in the zone of this machine; a line without a time stands with the one after it.
  func days(_ language: Language) -> [(day: String, lines: [LogLine])] {
    var days: [(day: String, lines: [LogLine])] = []
    for line in lines {
      let day = line.time.map { DayWords.day($0, language) } ?? days.last?.day ?? ""
      if let last = days.indices.last, days[last].day == day {
        days[last].lines.append(line)
      } else {
        days.append((day, [line]))
      }
    }
    return days
  }
}
