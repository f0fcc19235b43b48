package import Foundation

/// How every request to a hub is signed: RFC 9421 with one label, one set of components and parameters.
///
/// Source: docs/spec/request-signature.md.
package enum RequestSignature {
  /// The label in `Signature-Input` and `Signature`.
  package static let label = "maille"
  /// The field that carries the signer's card in compact form.
  package static let cardField = "maille-card"
  /// The field that carries a viewer's affiliation in compact form.
  package static let affiliationField = "maille-affiliation"
  /// How far, in seconds, `created` may be from the verifier's clock in either direction.
  package static let window: TimeInterval = 300

  /// `request` with digest, card, affiliation and signature added.
  ///
  /// Throws `.repeated` if the request has one of these fields already.
  package static func sign(
    _ request: SignableRequest, body: Data, keys: KeyRing,
    affiliation: SignedDocument<Affiliation>? = nil, created: Date,
    nonce: Data = .random(count: RequestParameters.nonceCount)
  ) throws(HTTPSignatureError) -> (request: SignableRequest, evidence: SignedRequestEvidence) {
    var request = request
    var added = [
      HeaderField("content-digest", ContentDigest.value(of: body)),
      HeaderField(cardField, keys.card.compact),
    ]
    if let affiliation { added.append(HeaderField(affiliationField, affiliation.compact)) }
    let names = added.map(\.name) + ["signature", "signature-input"]
    for name in names where try request.field(name) != nil { throw .repeated(field: name) }
    guard nonce.count == RequestParameters.nonceCount else { throw .parameters }
    request.fields += added
    let parameters = RequestParameters(created: created, nonce: nonce, key: keys.card.signer)
    let input = try SignatureInput(
      components: components(affiliated: affiliation != nil), parameters: parameters.parameters)
    return try HTTPMessageSignature.sign(request, input: input, label: label, with: keys.identity)
  }

  /// The request, if its card, digest and signature are right and it was signed within the window.
  ///
  /// Whether the nonce is new, the authority is this hub's and the affiliation is in force is for the
  /// caller to check.
  package static func verify(
    _ request: SignableRequest, body: Data, now: Date, window: TimeInterval = window
  ) async throws(HTTPSignatureError) -> AuthenticatedRequest {
    let authenticated = try await verifyHead(request, now: now, window: window)
    try ContentDigest.verify(request.requiredField("content-digest"), of: body)
    return authenticated
  }

  /// The same from the header alone, before the body is read.
  ///
  /// The caller then holds the body against the signed digest. `known` gives the card that a text
  /// was verified to be before; nil has it verified.
  package static func verifyHead(
    _ request: SignableRequest, now: Date, window: TimeInterval = window,
    known: (String) -> VerifiedDocument<Card>? = { _ in nil }
  ) async throws(HTTPSignatureError) -> AuthenticatedRequest {
    let (input, evidence) = try HTTPMessageSignature.read(request, label: label)
    let affiliationText = try request.field(affiliationField)
    guard input.components == components(affiliated: affiliationText != nil) else {
      throw .components
    }
    let parameters = try RequestParameters(input)
    guard abs(parameters.created.timeIntervalSince(now)) <= window else { throw .created }
    let cardText = try request.requiredField(cardField)
    let card: VerifiedDocument<Card>
    let affiliation: SignedDocument<Affiliation>?
    do throws(DocumentError) {
      if let known = known(cardText) {
        card = known
      } else {
        card = try await SignedDocument<Card>(compact: cardText).verifiedCard()
      }
      if let affiliationText {
        affiliation = try SignedDocument(compact: affiliationText)
      } else {
        affiliation = nil
      }
    } catch {
      throw .document(error)
    }
    guard parameters.key == card.signer else { throw .key }
    guard evidence.isSigned(by: card.payload.identity) else { throw .signature }
    return AuthenticatedRequest(
      card: card, affiliation: affiliation, parameters: parameters, evidence: evidence)
  }

  private static func components(affiliated: Bool) -> [String] {
    ["@method", "@authority", "@path", "@query", "content-digest", cardField]
      + (affiliated ? [affiliationField] : [])
  }
}

/// A request whose signature was verified; only verification makes one.
package struct AuthenticatedRequest: Sendable {
  /// The signer's card, verified.
  package let card: VerifiedDocument<Card>
  /// The affiliation that came along, **not** verified against any register.
  package let affiliation: SignedDocument<Affiliation>?
  /// When it was signed, with which nonce and key.
  package let parameters: RequestParameters
  /// What a receipt holds of it.
  package let evidence: SignedRequestEvidence

  init(
    card: VerifiedDocument<Card>, affiliation: SignedDocument<Affiliation>?,
    parameters: RequestParameters, evidence: SignedRequestEvidence
  ) {
    self.card = card
    self.affiliation = affiliation
    self.parameters = parameters
    self.evidence = evidence
  }
}
