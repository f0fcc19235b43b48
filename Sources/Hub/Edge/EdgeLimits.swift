import Foundation

/// The bounds that a hub sets on what anyone can make it hold, wait for or do.
///
/// Every number is a default that an operator may change; none of them can be switched off.
package struct EdgeLimits: Sendable, Equatable {
  /// The largest size of all header fields together, in bytes.
  ///
  /// A card with a recovery key takes about 5 KiB, an affiliation less than 1 KiB.
  package var headerBytes = 16 * 1024

  /// The largest number of header fields.
  package var headerFields = 64

  /// The largest number of connections open at once; for a further one another is closed.
  package var connections = 1024

  /// The largest number of connections open at once from one address; for a further one another of
  /// the same address is closed.
  ///
  /// Behind a reverse proxy all are the proxy's.
  package var connectionsPerAddress = 128

  /// How long a connection may stay without a byte, in seconds.
  package var idleSeconds = 30

  /// How long a connection may take to bring a whole header, and from there the last byte of its
  /// body, in seconds each.
  package var requestSeconds = 60

  /// How long an answer of 401 or 429 is held before it leaves, in milliseconds.
  package var refusalHoldMilliseconds = 1000

  /// The requests whose signature is verified at the same time; addresses take turns.
  package var verifiedAtOnce = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)

  /// The requests that may wait for that.
  package var waitingForVerification = 1024

  /// How many of them may be of one address.
  package var waitingOfOneAddress = 128

  /// What anyone may read unsigned, from one address, at once.
  ///
  /// An auditor who reads a whole log asks for many tiles; the hub's health is not counted.
  package var openBurst = 600

  /// The unsigned reads per second that one address earns back.
  package var openRefillPerSecond = 50

  /// The largest body of anyone, where no other bound is named, in bytes.
  package var strangerBodyBytes = 64 * 1024

  /// The largest publication of a grant, in bytes: 512 selected items take about 150 KiB.
  package var publicationBodyBytes = 384 * 1024

  /// The largest register or bundle from the hub's operator or an auditor, in bytes.
  package var rulesBodyBytes = 4 * 1024 * 1024

  /// The largest change of a record from its owner, in bytes.
  package var ownerBodyBytes = 16 * 1024 * 1024

  /// What all large bodies that are being read take together, in bytes, and what all large records
  /// that are being read or sent take; one alone may be larger.
  package var roomBytes = 32 * 1024 * 1024

  /// How far the time in a request may be from the hub's clock, in seconds, either way.
  package var clockSkewSeconds = 300

  /// The requests that one key may send at once.
  package var burst = 60

  /// The requests per second that one key earns back.
  package var refillPerSecond = 4

  /// The keys, and the addresses, whose rate is remembered at once.
  package var rememberedKeys = 10_000

  /// The requests of keys that the hub does not know which one address may send at once.
  ///
  /// They take from their address and not from a bucket of their own, so that fresh keys, which
  /// cost nothing, push no known key's rate out.
  package var strangersBurst = 60

  /// The requests per second of unknown keys that one address earns back.
  package var strangersRefillPerSecond = 2

  /// The records that may be made from one address at once.
  ///
  /// Behind a reverse proxy every request comes from the proxy's address, so that this is then the
  /// bound of the whole hub; raise it there, or let the hub serve its clients itself.
  package var creationBurst = 30

  /// The records per hour that one address earns back.
  package var creationsPerHour = 30

  /// The records that may be made at once from anywhere.
  package var hubCreationBurst = 300

  /// The records per hour that the hub earns back.
  package var hubCreationsPerHour = 360

  /// The requests of a record that may wait for its owner; the oldest make room.
  package var pendingRequests = 200

  /// How many of them may be of one requester, whose own oldest make room.
  package var pendingRequestsOfOne = 5

  /// The proposals of a record that may wait for its owner; the oldest make room.
  package var pendingProposals = 60

  /// How many of them may be of one proposer, whose own oldest make room.
  package var pendingProposalsOfOne = 5

  /// The grants, ended ones included, that one record holds at most.
  package var grants = 1000

  /// What a record's ledger may name: compartments and items of its grants, and weights at them.
  ///
  /// A decision on a view reads it whole, and has to end before the answer's deadline.
  package var ledgerExtent = 12_000

  /// The stored items of one record, all together, in bytes.
  package var recordBytes = 64 * 1024 * 1024

  /// The removed items of one record whose last version is remembered, 1 KiB each.
  package var removedItems = 50_000

  /// The records that one hub holds at most.
  package var records = 100_000

  /// How long a graceful shutdown waits for running requests, in seconds.
  package var shutdownSeconds = 10

  /// The milliseconds of which every non-release leaves at a multiple.
  package var answerStepMilliseconds = 250

  /// Limits with their defaults.
  package init() {}
}
