import Crypto
import Foundation

/// The textual header of an age file.
///
/// INVARIANT: what `init(parsing:)` accepts, `serialized` writes back byte for byte.
/// Source: C2SP age.md, "Header".
struct Header: Hashable {
  static let columns = 64
  static let version = "age-encryption.org/v1"
  /// The longest header that is read, in bytes; over a thousand post-quantum recipients.
  static let maximumCount = 2 << 20

  let stanzas: [Stanza]
  let mac: Data

  /// Writes a header for `stanzas`, authenticated under the file key.
  init(stanzas: [Stanza], fileKey: FileKey) {
    self.stanzas = stanzas
    mac = fileKey.headerMAC(over: Self.authenticated(stanzas))
  }

  /// Reads a whole header, its last line feed included.
  init(parsing bytes: Data) throws(AgeError) {
    guard bytes.last == UInt8(ascii: "\n") else { throw .header("end") }
    var lines = bytes.dropLast().split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    guard let first = lines.popFirst(), first.elementsEqual(Self.version.utf8) else {
      throw .header("version")
    }
    guard let last = lines.popLast(), last.starts(with: Self.macPrefix),
      let mac = Base64.decode(last.dropFirst(Self.macPrefix.count)), mac.count == 32
    else { throw .header("authentication code") }
    var stanzas = [Stanza]()
    while !lines.isEmpty { stanzas.append(try Self.parseStanza(&lines)) }
    guard !stanzas.isEmpty else { throw .header("no stanza") }
    guard stanzas.count == 1 || !stanzas.contains(where: { $0.type == ScryptRecipient.type }) else {
      throw .header("a passphrase stanza is not alone")
    }
    self.stanzas = stanzas
    self.mac = mac
    guard serialized == bytes else { throw .header("not canonical") }
  }

  var serialized: Data {
    Self.authenticated(stanzas) + Data(" ".utf8) + Data(Base64.encode(mac)) + Data("\n".utf8)
  }

  /// Throws `.headerMAC` unless the header was written by a holder of the file key.
  func verify(with fileKey: FileKey) throws(AgeError) {
    guard fileKey.isValidHeaderMAC(mac, over: Self.authenticated(stanzas)) else {
      throw .headerMAC
    }
  }

  private static let macPrefix = Array("--- ".utf8)

  /// Everything up to and including the `---` mark.
  private static func authenticated(_ stanzas: [Stanza]) -> Data {
    stanzas.reduce(into: Data("\(version)\n".utf8)) { $0.append($1.serialized) } + Data("---".utf8)
  }

  private static func parseStanza(
    _ lines: inout ArraySlice<Data.SubSequence>
  ) throws(AgeError) -> Stanza {
    guard let opening = lines.popFirst(), opening.starts(with: "-> ".utf8) else {
      throw .header("stanza")
    }
    var arguments = [String]()
    for argument in opening.dropFirst(3).split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    {
      guard Stanza.isArgument(argument) else { throw .header("stanza argument") }
      arguments.append(String(decoding: argument, as: UTF8.self))
    }
    var text = [UInt8]()
    repeat {
      guard let line = lines.popFirst(), line.count <= columns else { throw .header("stanza body") }
      text += line
      if line.count < columns { break }
    } while true
    guard let body = Base64.decode(text) else { throw .header("stanza body") }
    return try Stanza(arguments: arguments, body: body)
  }
}
