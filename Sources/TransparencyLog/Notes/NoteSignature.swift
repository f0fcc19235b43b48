public import Foundation

/// One signature line of a note: who claims to have signed, and the bytes of the signature.
///
/// A line by an unknown key is kept and ignored, so that others can verify it.
public struct NoteSignature: Hashable, Sendable {
  /// The name of the key.
  public let keyName: String
  /// The identifier of the key.
  public let keyID: UInt32
  /// The signature's bytes, after the key identifier; never empty.
  public let signature: Data

  /// Takes the parts of a signature line.
  ///
  /// Throws ``TransparencyLogError/Code/malformed`` for a name with spaces or `+`, or no bytes.
  public init(keyName: String, keyID: UInt32, signature: Data) throws(TransparencyLogError) {
    guard NoteFormat.isKeyName(keyName), !signature.isEmpty else {
      throw .init(.malformed, at: "note signature")
    }
    self.keyName = keyName
    self.keyID = keyID
    self.signature = Data(signature)
  }

  /// Reads a signature line, with or without its newline; the witness protocol sends such lines.
  public init(line: String) throws(TransparencyLogError) {
    var bytes = Array(line.utf8)[...]
    if bytes.last == StrictText.newline { bytes = bytes.dropLast() }
    try self.init(line: bytes, place: "note signature")
  }

  init(line: ArraySlice<UInt8>, place: String) throws(TransparencyLogError) {
    let failure = TransparencyLogError(.malformed, at: place)
    guard line.count <= NoteFormat.maximumLineBytes else { throw .init(.tooLarge, at: place) }
    guard line.starts(with: NoteFormat.signatureMark) else { throw failure }
    let parts = line.dropFirst(NoteFormat.signatureMark.count)
      .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self),
      let bytes = StrictText.base64(parts[1]), let id = UInt32(bigEndianBytes: bytes.prefix(4))
    else { throw failure }
    do {
      try self.init(keyName: name, keyID: id, signature: Data(bytes.dropFirst(4)))
    } catch {
      throw failure
    }
  }

  /// The signature line, without a newline.
  public var line: String {
    let bytes = Data(keyID.bigEndianBytes) + signature
    return "\u{2014} \(keyName) \(bytes.base64EncodedString())"
  }
}
