package import Foundation

/// The parameters of every signed request of ours, in this order: created, nonce, keyid, alg, tag.
package struct RequestParameters: Hashable, Sendable {
  /// The nonce's length in bytes.
  package static let nonceCount = 32
  static let algorithm = "ed25519"
  static let tag = "maille"

  /// When the request was signed, in whole seconds.
  package let created: Date
  /// Random bytes, never used twice by one key.
  package let nonce: Data
  /// The signer's card.
  package let key: Fingerprint

  init(created: Date, nonce: Data, key: Fingerprint) {
    self.created = created.wholeSeconds
    self.nonce = nonce
    self.key = key
  }

  /// Reads the parameters of `input`; throws `.parameters` for any other set, order or form.
  init(_ input: SignatureInput) throws(HTTPSignatureError) {
    guard input.parameters.map(\.name) == ["created", "nonce", "keyid", "alg", "tag"],
      case .integer(let created)? = input["created"], created >= 0,
      case .string(let nonceText)? = input["nonce"], let nonce = Base64URL.decode(nonceText),
      nonce.count == Self.nonceCount,
      case .string(let keyText)? = input["keyid"], let key = Fingerprint(keyText),
      input["alg"] == .string(Self.algorithm), input["tag"] == .string(Self.tag)
    else { throw .parameters }
    self.init(created: Date(timeIntervalSince1970: TimeInterval(created)), nonce: nonce, key: key)
  }

  var parameters: [SignatureInput.Parameter] {
    [
      .init("created", .integer(Int(created.timeIntervalSince1970))),
      .init("nonce", .string(Base64URL.encode(nonce))),
      .init("keyid", .string(key.description)),
      .init("alg", .string(Self.algorithm)),
      .init("tag", .string(Self.tag)),
    ]
  }
}
