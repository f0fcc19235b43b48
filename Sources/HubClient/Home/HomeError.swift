/// Why a person's own files, or what is asked of them, cannot be used.
///
/// INVARIANT: no case carries a path, a name or anything else of a person.
package enum HomeError: Error, Hashable, Sendable {
  /// The file is not there, or may not be read.
  case unreadable
  /// It is a folder, or something else that is no file.
  case notAFile
  /// It holds more than so many MiB.
  case tooLarge(mebibytes: Int)
  /// It is not UTF-8 text.
  case notText
  /// It cannot be written: no folder, no right, no room.
  case unwritable
  /// The folder cannot be made.
  case folderNotMade
  /// The book of cards is not as it was written.
  case unreadableBook
  /// The file is not a card.
  case notACard
  /// No card has the name, and no file.
  case noCard
  /// Several cards have the name.
  case severalCards
}
