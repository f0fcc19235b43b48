package import Foundation
package import Keys

/// The body of `POST /v1/records`: makes an empty record at the hub.
package struct CreateRecord: Hashable, Codable, Sendable {
  /// The record: its id is made of the owner's fingerprint and the nonce.
  package let record: RecordID
  /// The nonce, chosen by the owner at random; the hub checks it and does not keep it.
  package let nonce: RecordNonce
  /// The owner's card; the request is signed by its key.
  package let ownerCard: SignedDocument<Card>

  /// Asks for a record.
  package init(record: RecordID, nonce: RecordNonce, ownerCard: SignedDocument<Card>) {
    self.record = record
    self.nonce = nonce
    self.ownerCard = ownerCard
  }

  /// Asks for a new record of this owner, under an id that may be typed.
  package init(ownerCard: SignedDocument<Card>) {
    repeat {
      let nonce = RecordNonce()
      self.init(
        record: RecordID(owner: ownerCard.payload.identity.fingerprint, nonce: nonce),
        nonce: nonce, ownerCard: ownerCard)
    } while record.beginsWithDash
  }
}

/// The answer to every act of an owner, and to a helper's or viewer's revocation or stop.
package struct ActAccepted: Hashable, Codable, Sendable {
  /// The receipt and its leaf; the proof is absent while the log or its witnesses are away, since
  /// an outage delays the proof and never the effect.
  package let evidence: LeafEvidence
  /// Where the record's sequence stands; for the owner alone.
  package let state: SignedDocument<RecordState>?

  /// Answers an act.
  package init(evidence: LeafEvidence, state: SignedDocument<RecordState>?) {
    self.evidence = evidence
    self.state = state
  }
}

/// The body of `POST .../grants`: a publication that nobody but the grant's gates can read.
///
/// The line to the hub may end at someone else's TLS; who sees what, and why, stays inside.
package struct PublishGrant: Hashable, Codable, Sendable {
  /// An age file to every gate of the grant; inside, the padded canonical JSON of the publication.
  package let sealed: Data

  /// Seals a publication to the gates that its grant names.
  package init(_ publication: GrantPublication) throws {
    sealed = try SealedFile.seal(
      Padding.pad(CanonicalJSON.encode(publication)), to: publication.grant.payload.trust.gates)
  }

  /// Opens the publication as one of its gates.
  ///
  /// Throws ``ConsentError/Code/cannotOpen`` where it is not sealed to this gate, and refuses what is
  /// no publication or names other gates.
  package func open(with gate: Identity) throws -> GrantPublication {
    let padded: Data
    do {
      padded = try SealedFile.open(sealed, with: gate)
    } catch {
      throw ConsentError(.cannotOpen, at: "publication")
    }
    let publication = try CanonicalJSON.decode(
      GrantPublication.self, from: Padding.unpad(padded))
    guard publication.grant.payload.trust.gates.contains(gate.publicIdentity) else {
      throw ConsentError(.sharesDiffer, at: "grant.trust")
    }
    return publication
  }
}

/// The body of `POST .../revocations`.
package struct PublishRevocation: Hashable, Codable, Sendable {
  /// The revocation, by the owner, a viewer or a helper.
  package let revocation: SignedDocument<Revocation>

  /// Revokes.
  package init(revocation: SignedDocument<Revocation>) { self.revocation = revocation }
}

/// The body of `POST .../stop`.
package struct PublishStop: Hashable, Codable, Sendable {
  /// The stop, by the owner or a helper.
  package let stop: SignedDocument<Stop>

  /// Stops.
  package init(stop: SignedDocument<Stop>) { self.stop = stop }
}

/// The body of `POST .../resume`.
package struct PublishResume: Hashable, Codable, Sendable {
  /// The owner's resume.
  package let resume: SignedDocument<Resume>

  /// Resumes.
  package init(resume: SignedDocument<Resume>) { self.resume = resume }
}

/// The body of `POST .../limits`.
package struct PublishLimitMove: Hashable, Codable, Sendable {
  /// The owner's statement.
  package let move: SignedDocument<LimitMove>

  /// Moves a limit.
  package init(move: SignedDocument<LimitMove>) { self.move = move }
}

/// The body of `POST .../limits/cancellations`.
package struct PublishLimitCancellation: Hashable, Codable, Sendable {
  /// The owner's statement.
  package let cancellation: SignedDocument<LimitCancellation>

  /// Cancels the move of a limit.
  package init(cancellation: SignedDocument<LimitCancellation>) {
    self.cancellation = cancellation
  }
}

/// The body of `POST .../declines`.
package struct PublishDecline: Hashable, Codable, Sendable {
  /// The owner's no.
  package let decline: SignedDocument<Decline>

  /// Declines.
  package init(decline: SignedDocument<Decline>) { self.decline = decline }
}

/// The body of `POST .../helpers`.
package struct PublishHelper: Hashable, Codable, Sendable {
  /// The enrolment.
  package let enrolment: SignedDocument<HelperEnrolment>
  /// The helper's card.
  package let card: SignedDocument<Card>
  /// The helper's affiliation, where they act for an authority.
  package let affiliation: SignedDocument<Affiliation>?

  /// Enrols a helper.
  package init(
    enrolment: SignedDocument<HelperEnrolment>, card: SignedDocument<Card>,
    affiliation: SignedDocument<Affiliation>?
  ) {
    self.enrolment = enrolment
    self.card = card
    self.affiliation = affiliation
  }
}

/// The body of `POST .../helpers/dismissals`.
package struct PublishHelperDismissal: Hashable, Codable, Sendable {
  /// The dismissal.
  package let dismissal: SignedDocument<HelperDismissal>

  /// Dismisses a helper.
  package init(dismissal: SignedDocument<HelperDismissal>) { self.dismissal = dismissal }
}
