public import Foundation

/// One recipient's part of an age header: arguments and a short binary body.
public struct Stanza: Hashable, Sendable {
  /// The arguments, the first of which is the recipient type; each is 1 or more visible ASCII characters.
  public let arguments: [String]
  /// The body, for the native types the encrypted file key.
  public let body: Data

  /// Makes a stanza; throws `.header` if there is no argument or one has a blank or foreign character.
  public init(arguments: [String], body: Data) throws(AgeError) {
    guard !arguments.isEmpty, arguments.allSatisfy({ Self.isArgument($0.utf8) }) else {
      throw .header("stanza argument")
    }
    self.arguments = arguments
    self.body = Data(body)
  }

  /// The recipient type, the first argument.
  public var type: String { arguments[0] }

  static func isArgument(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7e).contains($0) }
  }

  /// The stanza as lines of a header, each ended by a line feed.
  var serialized: Data {
    var lines = Data("-> \(arguments.joined(separator: " "))\n".utf8)
    var text = Base64.encode(body)[...]
    while text.count >= Header.columns {
      lines.append(contentsOf: text.prefix(Header.columns))
      lines.append(UInt8(ascii: "\n"))
      text = text.dropFirst(Header.columns)
    }
    lines.append(contentsOf: text)
    lines.append(UInt8(ascii: "\n"))
    return lines
  }
}
