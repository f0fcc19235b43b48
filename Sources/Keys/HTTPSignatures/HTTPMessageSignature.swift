import Foundation

/// HTTP message signatures with Ed25519 (RFC 9421), for requests.
package enum HTTPMessageSignature {
  /// The bytes that are signed, as text: one line per component, then the parameters.
  package static func base(
    of request: SignableRequest, input: SignatureInput
  ) throws(HTTPSignatureError) -> String {
    var lines = [String]()
    for component in input.components {
      lines.append("\"\(component)\": \(try request.value(of: component))")
    }
    lines.append("\"@signature-params\": \(input.serialized)")
    return lines.joined(separator: "\n")
  }

  /// The request with `Signature-Input` and `Signature` added under `label`.
  package static func sign(
    _ request: SignableRequest, input: SignatureInput, label: String, with identity: Identity
  ) throws(HTTPSignatureError) -> (request: SignableRequest, evidence: SignedRequestEvidence) {
    let base = try base(of: request, input: input)
    guard let signature = try? identity.sign(Data(base.utf8)) else { throw .signature }
    var signed = request
    signed.fields.append(HeaderField("signature-input", "\(label)=\(input.serialized)"))
    signed.fields.append(HeaderField("signature", "\(label)=:\(signature.base64EncodedString()):"))
    return (signed, SignedRequestEvidence(base: base, signature: signature))
  }

  /// What the only signature of `request` covers, its base and its bytes; the signature is not verified.
  ///
  /// Throws if there is another label, a second signature, or a repeated field.
  package static func read(
    _ request: SignableRequest, label: String
  ) throws(HTTPSignatureError) -> (input: SignatureInput, evidence: SignedRequestEvidence) {
    let inputText = try request.requiredField("signature-input")
    let signatureText = try request.requiredField("signature")
    let prefix = "\(label)="
    guard inputText.hasPrefix(prefix) else { throw .malformed(field: "signature-input") }
    let input = try SignatureInput(parsing: String(inputText.dropFirst(prefix.count)))
    guard signatureText.hasPrefix(prefix + ":"), signatureText.hasSuffix(":"),
      let signature = ByteSequence.decode(String(signatureText.dropFirst(prefix.count))),
      signature.count == 64
    else { throw .malformed(field: "signature") }
    let base = try base(of: request, input: input)
    return (input, SignedRequestEvidence(base: base, signature: signature))
  }
}

/// A byte sequence of a structured field (RFC 8941 §3.3.5), in its only canonical spelling.
enum ByteSequence {
  static func encode(_ data: Data) -> String { ":\(data.base64EncodedString()):" }

  static func decode(_ text: String) -> Data? {
    guard let data = Data(base64Encoded: String(text.dropFirst().dropLast())),
      encode(data).utf8.elementsEqual(text.utf8)
    else { return nil }
    return data
  }
}
