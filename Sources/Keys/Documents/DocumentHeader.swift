import Foundation

/// The header of every signed document, with exactly these three members.
struct DocumentHeader: Codable, Equatable {
  static let algorithm = "EdDSA"

  let alg: String
  let kid: String
  let typ: String

  /// Who is named as the signer in the header of a document of a type.
  ///
  /// Throws `.header` or `.documentType` for any header but the one spelling that we write.
  static func signer(of header: Data, type: String) throws(DocumentError) -> Fingerprint {
    let start = Data(#"{"alg":"EdDSA","kid":""#.utf8)
    let text = String(decoding: header.dropFirst(start.count).prefix(43), as: UTF8.self)
    if let signer = Fingerprint(text),
      header == start + Data("\(text)\",\"typ\":\"\(type)\"}".utf8)
    {
      return signer
    }
    // Something is wrong with it; reading it whole tells what.
    let read = try CanonicalJSON.decode(DocumentHeader.self, from: header, or: .header)
    guard read.alg == algorithm, Fingerprint(read.kid) != nil else { throw .header }
    throw .documentType(expected: type, found: read.typ)
  }
}

/// The three parts of a compact JWS, decoded.
struct CompactParts {
  let header: Data
  let payload: Data
  let signature: Data
  let signingInput: Data

  init(_ compact: String) throws(DocumentError) {
    guard compact.utf8.count <= 1 << 20 else { throw .compactForm }
    let texts = compact.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard texts.count == 3 else { throw .compactForm }
    var parts = [Data]()
    for text in texts {
      guard let part = Base64URL.decode(String(Substring(text))) else { throw .compactForm }
      parts.append(part)
    }
    header = parts[0]
    payload = parts[1]
    signature = parts[2]
    signingInput = Data(texts[0]) + Data([UInt8(ascii: ".")]) + Data(texts[1])
    guard signature.count == 64 else { throw .compactForm }
  }
}

/// The kind of a document in compact form, before anything else of it is read.
package func documentType(ofCompact compact: String) throws(DocumentError) -> String {
  let parts = try CompactParts(compact)
  return try CanonicalJSON.decode(DocumentHeader.self, from: parts.header, or: .header).typ
}

extension CanonicalJSON {
  static func decode<Value: Codable>(
    _ type: Value.Type, from data: Data, or error: DocumentError
  ) throws(DocumentError) -> Value {
    do {
      return try decode(type, from: data)
    } catch {
      throw error
    }
  }
}
