/// Why the log did not take or give an entry.
///
/// Whatever the code, nothing of the failed call is in the log, and no release may follow.
package struct LogError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Code: String, Hashable, Sendable {
    /// The hub's clock is behind the last entry.
    case clockBehind
    /// The database could not be written or read; whether a commit took place is unknown until the
    /// next call has read the log again.
    case unavailable
    /// What is stored does not match the checkpoint that the log signed last.
    case doesNotMatchCheckpoint
    /// A stored leaf, node, entry or checkpoint is missing or not of its form.
    case damaged
    /// There is no such leaf, tile or tree size.
    case notFound
    /// A body made no entry.
    case nothingToAppend
  }

  /// What is wrong.
  package let code: Code
  /// Where, without any value of a record.
  package let place: String

  /// Makes an error.
  package init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }
}
