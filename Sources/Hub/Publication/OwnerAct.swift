import Consent
import Foundation
import Keys
import Logging
import Record
import TransparencyLog

extension Hub {
  /// Runs an owner's act on their record; anyone else reads the one answer to everything.
  ///
  /// The act may run again from its start when the record changes under it. With `orRecovery` the
  /// holder of the recovery key may do it too.
  func ownerAct(
    _ requester: Requester, record: RecordID, with kinds: Set<RowKind> = [],
    orRecovery: Bool = false,
    _ act: (RecordSnapshot) async throws -> Answer
  ) async throws -> Answer {
    try await retrying {
      do {
        // First who the owner is, so that nobody else makes the hub read more than that.
        let owner = try await snapshot(of: record)?.file.owner.payload
        let mayAct =
          owner?.identity == requester.identity
          || orRecovery && owner?.recovery == requester.identity
        if mayAct, let snapshot = try await snapshot(of: record, with: kinds) {
          return try await act(snapshot)
        }
      } catch let error as StoreError {
        throw damaged(error, requester: requester)
      }
      return try await refuse(requester, record: record)
    }
  }

  /// What an owner reads when a stored value does not open: loud, and with the table's name.
  private func damaged(_ error: StoreError, requester: Requester) -> ProblemAnswer {
    logger.critical("a stored value does not open", metadata: ["error": "\(error)"])
    guard requester.card.payload.kind == .owner else { return .unavailable }
    let place =
      if case .unreadable(let table) = error { table } else { "record_key" }
    return ProblemAnswer(
      "damaged", 500, "what the hub holds of this record does not open",
      hint: "restore the hub's database; your own device has the record", place: place)
  }

  /// Answers an act that is durable, with the hub's word on where the record stands.
  func accepted(
    _ event: LoggedEvent?, record: RecordID, forOwner: Bool = true
  ) async throws -> Answer {
    guard let event else {
      throw ProblemAnswer.inForce
    }
    return try Answer(
      ActAccepted(
        evidence: event.evidence, state: forOwner ? try await state(of: record) : nil))
  }

  /// Answers a statement that was taken before as the first time; nil for a new one.
  ///
  /// An owner's device repeats what it does not know to have arrived.
  func repeated(
    _ statement: DocumentHash, on snapshot: RecordSnapshot
  ) async throws -> Answer? {
    guard let taken = snapshot.file.taken.first(where: { $0.statement == statement }),
      let index = UInt64(exactly: taken.index),
      let stored = try await logReader.leaves(from: index, limit: 1).leaves.first
    else { return nil }
    let leaf = try Leaf(bytes: stored.leaf)
    let proof = try await logReader.proof(of: index)
    return try Answer(
      ActAccepted(
        evidence: LeafEvidence(
          receipt: taken.receipt, entry: leaf.entry, frame: leaf.frame,
          proof: String(decoding: proof.bytes, as: UTF8.self)),
        state: try await state(of: snapshot.record)))
  }

  /// Refuses a statement whose counter is not above every one before.
  func check(counter: Int?, in file: RecordFile, at place: String) throws {
    guard let counter, counter > file.counter else {
      throw ProblemAnswer(
        "counter-not-higher", 409, "the statement's counter was used already",
        hint: "synchronise, then sign again", place: place)
    }
  }

  /// Refuses a document that names another record than the path.
  func check(record named: RecordID, is record: RecordID, at place: String) throws {
    guard named == record else { throw ProblemAnswer.invalid(place, "names another record") }
  }

  /// Verifies a document of the owner's, or names it as invalid.
  func verify<Payload: DocumentPayload>(
    _ document: SignedDocument<Payload>, by identity: PublicIdentity, at place: String
  ) async throws -> VerifiedDocument<Payload> {
    do {
      return try await document.verified(by: identity)
    } catch {
      throw ProblemAnswer.invalid(place, error)
    }
  }

  /// Verifies a card and refuses the published example keys.
  func verify(card: SignedDocument<Card>, at place: String) async throws -> VerifiedDocument<Card> {
    do {
      let verified = try await card.verifiedCard()
      guard configuration.isDemo || !ExampleKeys.contains(verified.payload.identity) else {
        throw ProblemAnswer.invalid(place, "is one of the published example keys")
      }
      return verified
    } catch let error as DocumentError {
      throw ProblemAnswer.invalid(place, error)
    }
  }

  /// Verifies an affiliation against the register.
  func verify(
    affiliation: SignedDocument<Affiliation>, of viewer: Fingerprint, at place: String
  ) async throws -> VerifiedDocument<Affiliation> {
    let verified: VerifiedDocument<Affiliation>
    let now = clock.now()
    do {
      verified = try await registry.current.verify(affiliation, of: viewer, at: now)
    } catch {
      throw ProblemAnswer.invalid(place, error)
    }
    try await affiliations.remember(verified, at: now)
    return verified
  }

  /// The problem that a record's error is, named by its code.
  func problem(_ error: RecordError) -> ProblemAnswer {
    let isConflict: Bool =
      switch error.code {
      case .conflict, .staleEpoch, .counterNotHigher, .resealMissing: true
      default: false
      }
    return ProblemAnswer(
      error.code.rawValue, isConflict ? 409 : 400,
      isConflict ? "the record has changed since" : "the change does not fit the record",
      hint: isConflict ? "synchronise, then try again" : nil, place: error.place)
  }
}
