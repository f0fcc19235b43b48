package import Foundation
package import Keys
import PersonalNetwork

/// The link between a helper and the viewer of the grant they attest.
package enum HelperLink: String, CaseIterable, Codable, Sendable {
  case none, family, friend, colleague, other
}

/// A helper's word about a draft: `maille-attestation+jwt`, signed by the helper.
///
/// It says that the helper explained the text, and whether the owner said it back in their own
/// words. It grants nothing.
package struct Attestation: DocumentPayload, Hashable {
  /// The document's `typ`.
  package static let documentType = "maille-attestation+jwt"

  /// The hash of the draft, see ``GrantDraft/hash()``.
  package let draft: DocumentHash
  /// The record.
  package let record: RecordID
  /// Whether the text was explained.
  package let explained: Bool
  /// Whether the owner said it back.
  package let saidBack: Bool
  /// The helper's link with the viewer.
  package let link: HelperLink
  /// The text that was explained.
  package let text: ConsentTextReference
  /// When it was signed (UTC).
  package let issuedAt: Date

  /// Attests a draft.
  package init(
    draft: DocumentHash, record: RecordID, explained: Bool, saidBack: Bool, link: HelperLink,
    text: ConsentTextReference, issuedAt: Date
  ) {
    self.draft = draft
    self.record = record
    self.explained = explained
    self.saidBack = saidBack
    self.link = link
    self.text = text
    self.issuedAt = issuedAt.wholeSeconds
  }

  /// Whether the attestation speaks of this draft and its text, explained and said back.
  package func supports(_ draft: GrantDraft) throws -> Bool {
    try self.draft == draft.hash() && record == draft.record && text == draft.text && explained
      && saidBack
  }
}
