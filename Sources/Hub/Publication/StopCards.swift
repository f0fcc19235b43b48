import Consent
import Foundation
import Keys
import Synchronization

/// What a hub remembers of a record's stop cards.
///
/// A card is good while it was neither withdrawn nor spent. Two devices may sign cards and a
/// withdrawal without knowing of each other's counters, so a withdrawal goes by time too.
struct StopCards: Hashable, Codable, Sendable {
  /// The most spent cards that are remembered one by one.
  static let spentBound = 256

  /// Cards with a lower counter were withdrawn.
  private(set) var floor = 0
  /// Cards signed before it (UTC) were withdrawn.
  private(set) var since = Date(timeIntervalSince1970: 0)
  /// The cards that stopped the record since the owner last resumed.
  private(set) var used: [StopCardID] = []
  /// The cards that the owner's resume spent, oldest first.
  private(set) var spent: [StopCardID] = []

  /// Whether a card stops the record.
  func isGood(_ card: StopCard) -> Bool {
    card.counter >= floor && card.issuedAt >= since && !spent.contains(card.card)
  }

  /// Notes that a card stopped the record; false where it did before.
  mutating func use(_ card: StopCard) -> Bool {
    guard !used.contains(card.card) else { return false }
    used.append(card.card)
    return true
  }

  /// Spends what was used, as the owner resumes; beyond the bound every card made before goes.
  mutating func spend(at counter: Int, _ time: Date) {
    spent += used
    used = []
    guard spent.count > Self.spentBound else { return }
    spent = []
    withdraw(before: counter, time)
  }

  /// Withdraws every card made before a statement.
  mutating func withdraw(before counter: Int, _ time: Date) {
    floor = max(floor, counter)
    since = max(since, time)
  }
}

extension Hub {
  /// Freezes a record for whoever hands over a card that its owner signed in advance.
  ///
  /// Nobody signs the request. A card that is no record's, forged, spent or withdrawn reads the
  /// same, and leaves no entry; nor does one that stopped the record already.
  func stop(byCard document: SignedDocument<StopCard>, of record: RecordID) async throws -> Answer {
    let milliseconds = clock.milliseconds()
    if let wait = stopCardRates.withLock({ $0.admit(record, atMilliseconds: milliseconds) }) {
      throw ProblemAnswer.tooManyRequests(after: wait)
    }
    return try await retrying {
      let snapshot = try await readable { try await self.snapshot(of: record) }
      guard let snapshot, document.payload.record == record,
        let card = try? await document.verified(by: snapshot.file.ownerIdentity),
        snapshot.file.stopCards.isGood(card.payload)
      else { throw ProblemAnswer.forbidden("card", "this card stops nothing") }
      var change = RecordChange(snapshot.file)
      guard change.file.stopCards.use(card.payload) else {
        throw ProblemAnswer("in-force", 202, "everything is stopped already")
      }
      change.file.stoppedAt = snapshot.file.stoppedAt ?? clock.now().wholeSecond
      var draft = EventDraft(.stop, .accepted, role: .unknown)
      draft.document = card.hash
      let event = try await withdraw([draft], change: change, on: snapshot)
      return try await accepted(event, record: record, forOwner: false)
    }
  }

  /// Withdraws, for the owner, every stop card made so far.
  func withdrawStopCards(
    _ requester: Requester, record: RecordID, _ body: PublishStopCardWithdrawal
  ) async throws -> Answer {
    try await ownerAct(requester, record: record) { snapshot in
      let verified = try await verify(body.withdrawal, by: requester.identity, at: "withdrawal")
      let payload = verified.payload
      try check(record: payload.record, is: record, at: "withdrawal.record")
      if let again = try await repeated(verified.hash, on: snapshot) { return again }
      try check(counter: payload.counter, in: snapshot.file, at: "withdrawal.counter")
      var change = RecordChange(snapshot.file)
      change.take(verified.hash, counter: payload.counter)
      change.file.stopCards.withdraw(before: payload.counter, payload.issuedAt)
      var draft = requester.draft(.key, .accepted, in: snapshot.file)
      draft.document = verified.hash
      let event = try await commit([draft], change: change, on: snapshot).last
      return try await accepted(event, record: record)
    }
  }
}
