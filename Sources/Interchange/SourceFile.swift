package import Foundation

/// A file to import, with the name under which a report tells of its lines.
package struct SourceFile: Sendable {
  /// The name in a report to whoever gave the file; never in an error.
  package let name: String
  /// What it holds.
  package let data: Data

  /// Takes a file.
  package init(name: String, data: Data) {
    self.name = name
    self.data = data
  }
}
