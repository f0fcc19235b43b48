import Consent
import Foundation

/// Papers that were made on this page and are kept until the person leaves it.
struct MadePapers {
  /// The newest stop card.
  var card: PrintedStopCard?
  /// The file of the newest printed key; it opens with its paper alone, which is not kept.
  var keyFile: Data?
  /// When a passphrase may be tried next (UTC).
  var nextTry = Date.distantPast

  /// Whether a passphrase may be tried now; the next one waits two seconds.
  mutating func mayTry(at time: Date) -> Bool {
    guard time >= nextTry else { return false }
    nextTry = time.addingTimeInterval(2)
    return true
  }
}

/// A passphrase that was just chosen, twice.
enum ChosenPassphrase: Equatable {
  case right(String)
  case short
  case differs

  /// The fewest letters of one.
  static let fewest = 12

  /// Takes what was written, white space and all: the file opens with these very bytes.
  init(_ fields: FormFields) {
    let (first, second) = (fields.all("passphrase"), fields.all("passphrase-again"))
    guard first.count == 1, second.count == 1, first[0].utf8.elementsEqual(second[0].utf8) else {
      self = .differs
      return
    }
    let letters = first[0].unicodeScalars.count { !$0.properties.isWhitespace }
    self = letters < Self.fewest ? .short : .right(first[0])
  }
}
