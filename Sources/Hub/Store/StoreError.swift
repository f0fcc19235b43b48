/// What can be wrong with what a hub holds at rest.
package enum StoreError: Error, Equatable, Sendable {
  /// A stored value does not open: it was altered, moved from another place, or sealed under
  /// another key. The table is named, never the value.
  case unreadable(table: String)

  /// The record's key is gone or does not open, so that nothing of the record does.
  case keyUnreadable

  /// The database was made for another hub: its keys open nothing.
  case otherHub

  /// The database could not be opened, read or written.
  case unavailable(String)
}
