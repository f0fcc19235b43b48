import Crypto
import Foundation
import JWTKit

extension SignedDocument {
  /// Signs `payload` with the Ed25519 key of `identity`.
  ///
  /// Dates lose their fractions of a second. Throws `DocumentError.signing` if the payload cannot be
  /// written, and the payload's own error if what was written does not read back.
  package static func sign(
    _ payload: Payload, with identity: Identity
  ) async throws(DocumentError) -> Self {
    let fingerprint = identity.publicIdentity.fingerprint.description
    let compact: String
    do {
      let keys = JWTKeyCollection()
      await keys.add(
        eddsa: EdDSA.PrivateKey(backing: identity.signingKey),
        kid: JWKIdentifier(string: fingerprint),
        serializer: DefaultJWTSerializer(jsonEncoder: CanonicalJSON.encoder))
      var header = JWTHeader()
      header.alg = DocumentHeader.algorithm
      header.kid = fingerprint
      header.typ = Payload.documentType
      compact = try await keys.sign(JWTContent(payload: payload), header: header)
    } catch {
      throw .signing
    }
    return try Self(compact: compact)
  }

  /// The document as signed by `identity`; throws if `kid` is another key or the signature is wrong.
  package func verified(
    by identity: PublicIdentity
  ) async throws(DocumentError) -> VerifiedDocument<Payload> {
    guard signer == identity.fingerprint else { throw .wrongSigner }
    do {
      let keys = JWTKeyCollection()
      let key = try Curve25519.Signing.PublicKey(rawRepresentation: identity.signing)
      await keys.add(
        eddsa: EdDSA.PublicKey(backing: key), kid: JWKIdentifier(string: signer.description),
        parser: ReadParser(content: JWTContent(payload: payload)))
      _ = try await keys.verify(compact, as: JWTContent<Payload>.self)
    } catch {
      throw .signature
    }
    return VerifiedDocument(verified: self)
  }
}

/// A payload as jwt-kit wants it; its own claims are checked by our types, not here.
private struct JWTContent<Payload: DocumentPayload>: JWTPayload {
  let payload: Payload

  init(payload: Payload) { self.payload = payload }

  init(from decoder: any Decoder) throws { payload = try Payload(from: decoder) }

  func encode(to encoder: any Encoder) throws { try payload.encode(to: encoder) }

  func verify(using algorithm: some JWTAlgorithm) async throws {}
}

/// Gives jwt-kit the payload that was read from the very compact form whose signature it verifies,
/// strictly and before; it need not be read a second time.
private struct ReadParser<Content: JWTPayload>: JWTParser {
  var jsonDecoder: any JWTJSONDecoder = CanonicalJSON.decoder
  let content: Content

  init(content: Content) { self.content = content }

  func parse<Payload: JWTPayload>(
    _ token: some DataProtocol, as: Payload.Type
  ) throws -> (header: JWTHeader, payload: Payload, signature: Data) {
    guard let payload = content as? Payload else { throw DocumentError.signature }
    return (JWTHeader(), payload, Data())
  }
}
