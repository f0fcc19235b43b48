import Consent
package import Foundation
import Keys

/// A view as a hub releases it, written but for its shares.
///
/// All but the shares is the same in every release of one grant from one manifest, and nothing in it
/// opens for a hub, which may therefore keep it.
package struct PreparedView: Sendable {
  /// The canonical JSON up to the shares, and from there on.
  private let before: Data
  private let after: Data

  /// Writes a view that has no shares yet.
  package init(_ view: ReleasedView) throws(RecordError) {
    // No text within the JSON has this: its quotation marks would be escaped.
    let empty = Data(#""shares":[]"#.utf8)
    guard let whole = try? CanonicalJSON.encode(view), let place = whole.range(of: empty) else {
      throw RecordError(.malformed, at: "shares")
    }
    before = whole[..<(place.upperBound - 2)]
    after = whole[place.upperBound...]
  }

  /// The padded canonical JSON of the view with these shares, one for each gate.
  package func padded(with shares: [ReleasedShare]) throws -> Data {
    try Padding.pad(before + CanonicalJSON.encode(shares) + after)
  }
}
