package import PersonalNetwork

/// Why a file was not imported; nothing of it was taken.
///
/// The place is a line and the path of a field, never a value of the file.
package struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong, in a closed list.
  package enum Code: Hashable, Sendable {
    case tooLarge
    case notUTF8
    case malformedJSON
    case nestedTooDeeply
    case duplicateField
    case unknownField
    case missingField
    case wrongType
    case unknownWord
    case malformedDate
    case wrongFormat
    case unknownName
    case duplicateName
    case missingColumn
    case duplicateColumn
    case unclosedQuote
    case textAfterQuote
    case nothingToImport
    case malformedXML
    case documentType
    case malformedCard
    case unknownFormat
    case mixedFormats
    case malformedMatrix
    case severalNetworks
    case noSuchNetwork
    case tooMany
    /// A value that no record may hold.
    case refused(NetworkError.Code)
  }

  /// What was wrong.
  package let code: Code
  /// Where: `line 12, ties[3].member`.
  package let place: String

  /// Makes an error; `place` must hold no value of the file.
  package init(_ code: Code, at place: String) {
    self.code = code
    self.place = place
  }

  /// What was wrong and where, in lower case.
  package var description: String { "\(code.words) at \(place)" }
}

extension ImportError.Code {
  /// What was wrong, in words.
  package var words: String {
    switch self {
    case .tooLarge: "the file is too large"
    case .notUTF8: "the file is not UTF-8"
    case .malformedJSON: "not JSON"
    case .nestedTooDeeply: "nested too deeply"
    case .duplicateField: "a field is there twice"
    case .unknownField: "unknown field"
    case .missingField: "missing field"
    case .wrongType: "a value of another type is needed"
    case .unknownWord: "not a word of the closed list"
    case .malformedDate: "not a date"
    case .wrongFormat: "not a record in the JSON form, or a version not known here"
    case .unknownName: "a name that no member has"
    case .duplicateName: "a name used twice"
    case .missingColumn: "a column of the mapping is missing"
    case .duplicateColumn: "a column is there twice"
    case .unclosedQuote: "a quote is not closed"
    case .textAfterQuote: "text after a closing quote"
    case .nothingToImport: "nothing to import"
    case .malformedXML: "not XML"
    case .documentType: "a document type with declarations of its own is not read"
    case .malformedCard: "not a vCard"
    case .unknownFormat: "a format that is not known here"
    case .mixedFormats: "files that do not belong together"
    case .malformedMatrix: "not a square matrix of ties"
    case .severalNetworks: "several networks, of which one must be chosen"
    case .noSuchNetwork: "no network or node of this name or number"
    case .tooMany: "more entries than are read"
    case .refused(let code): "not allowed in a record (\(code.rawValue))"
    }
  }
}
