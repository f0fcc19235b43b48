package import Consent
import Foundation
import Interchange
import Keys
import PersonalNetwork
import Record

/// What an export holds: everything, signed documents as they were signed.
package struct ExportFile: Codable, Sendable {
  /// A grant, and how it ended.
  package struct Grant: Codable, Sendable {
    let grant: SignedDocument<Consent.Grant>
    let viewerCard: SignedDocument<Card>
    let attestations: [SignedDocument<Attestation>]
    let end: GrantEnd?
    let endedAt: Date?
  }

  let format: String
  let exportedAt: Date
  let address: Address?
  let ownerCard: SignedDocument<Card>
  let recordID: RecordID
  let language: Language
  let manifest: SignedDocument<Manifest>?
  /// Every grant.
  package let grants: [Grant]
  let helpers: [SignedDocument<HelperEnrolment>]
  /// The record's log.
  package let log: [LogEntry]

  init(_ state: OwnerState, log: [VerifiedOwnerLog.Item]) {
    format = "maille-export-1"
    exportedAt = Date()
    address = state.address
    ownerCard = state.ownerCard
    recordID = state.record
    language = state.language
    manifest = state.manifest
    grants = state.grants.map { published in
      Grant(
        grant: published.publication.grant, viewerCard: published.publication.viewerCard,
        attestations: published.publication.attestations.map(\.attestation), end: published.end,
        endedAt: published.endedAt)
    }
    helpers = state.helpers.map(\.enrolment)
    self.log = log.compactMap(\.entry)
  }

  /// The file's bytes: its fields, then under `record` the JSON form that `maille record import` reads.
  func data(with network: PersonalNetwork) throws -> Data {
    let fields = try CanonicalJSON.encode(self).dropLast()
    return fields + Data(",\"record\":".utf8) + RecordJSON.write(network) + Data("}\n".utf8)
  }
}
