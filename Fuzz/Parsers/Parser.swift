public import Foundation

/// A parser that reads what strangers send, as fuzzing and the tests feed it.
public enum Parser: String, CaseIterable, Sendable {
  /// Cedar policies, schemas and entities.
  case policies
  /// Signed documents in JWS compact form.
  case jws
  /// The fields of RFC 9421.
  case signatures
  /// Age files and their armor.
  case age
  /// Signed notes, verifier keys and checkpoints.
  case notes
  /// Log proofs, tiles and their paths.
  case proofs
  /// Records in our JSON form.
  case records
  /// Pairs of tables with a mapping.
  case tables
  /// GraphML.
  case graphml
  /// Tables of nodes and edges, matrices, and the CSV files of Network Canvas.
  case networks
  /// vCards.
  case cards
  /// Bodies of requests to a hub.
  case requests

  /// Reads `data`, which may be refused in every way that is not a crash or a hang.
  ///
  /// Throws ``Difference`` where something was read that is written back as other bytes.
  public func read(_ data: Data) throws(Difference) {
    switch self {
    case .policies: Texts.policies(data)
    case .jws: try Documents.jws(data)
    case .signatures: try Texts.signatures(data)
    case .age: try Files.age(data)
    case .notes: try Files.notes(data)
    case .proofs: try Files.proofs(data)
    case .records: try Texts.records(data)
    case .tables: Texts.tables(data)
    case .graphml: try Networks.graphML(data)
    case .networks: try Networks.tables(data)
    case .cards: try Networks.cards(data)
    case .requests: try Documents.requests(data)
    }
  }
}

/// What was read and written back is not what was given.
public struct Difference: Error, Hashable, Sendable {
  /// Which of the forms that a parser reads.
  public let form: String

  /// Throws unless `written` is what was `read`.
  static func check(
    _ form: String, _ read: some Sequence<UInt8>, _ written: some Sequence<UInt8>
  ) throws(Difference) {
    guard read.elementsEqual(written) else { throw Difference(form: form) }
  }
}
