import Foundation
package import Keys
import PersonalNetwork

/// What the owner, and the holder of the naming key, read of one event: the frame and the names.
///
/// It holds the very frame that the auditors got, so that a hub whose frame and entry differ is
/// convicted by its own leaf. Canonical JSON, padded, in an age file.
package struct LogEntry: Hashable, Codable, Sendable {
  /// The frame, as the auditors got it.
  package let frame: LogFrame
  /// The receipt, as the requester got it.
  package let receipt: Receipt
  /// The record; nil where the entry stands in the hub's own sequence.
  ///
  /// An unknown record that was asked for is in the receipt's signed request.
  package let record: RecordID?
  /// The actor's fingerprint; nil for the hub itself.
  package let actor: Fingerprint?
  /// The actor's name as their card said.
  package let name: String?
  /// The grant.
  package let grant: GrantID?
  /// The request.
  package let request: RequestID?
  /// The selected items of the scope.
  package let selection: [SelectedItem]

  /// Puts an entry together; refuses one whose frame says otherwise.
  package init(
    frame: LogFrame, receipt: Receipt, record: RecordID?, actor: Fingerprint?, name: String?,
    grant: GrantID? = nil, request: RequestID? = nil, selection: [SelectedItem] = []
  ) throws(ConsentError) {
    try frame.check()
    guard (record == nil) == (frame.record == nil) else {
      throw ConsentError(.contradiction, at: "record")
    }
    guard (actor == nil) == (frame.actor == nil) else {
      throw ConsentError(.contradiction, at: "actor")
    }
    guard selection.count == frame.selected else {
      throw ConsentError(.contradiction, at: "selection")
    }
    guard receipt.time == frame.time else { throw ConsentError(.contradiction, at: "time") }
    guard (receipt.decision == .notAvailable) == (frame.decision == .refused) else {
      throw ConsentError(.contradiction, at: "decision")
    }
    self.frame = frame
    self.receipt = receipt
    self.record = record
    self.actor = actor
    self.name = name
    self.grant = grant
    self.request = request
    self.selection = selection
  }

  /// Decodes and checks.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      frame: container.decode(LogFrame.self, forKey: .frame),
      receipt: container.decode(Receipt.self, forKey: .receipt),
      record: container.decodeIfPresent(RecordID.self, forKey: .record),
      actor: container.decodeIfPresent(Fingerprint.self, forKey: .actor),
      name: container.decodeIfPresent(String.self, forKey: .name),
      grant: container.decodeIfPresent(GrantID.self, forKey: .grant),
      request: container.decodeIfPresent(RequestID.self, forKey: .request),
      selection: container.decode([SelectedItem].self, forKey: .selection))
  }
}
