/// What a signed document says.
///
/// The initializer and `init(from:)` of a payload refuse values that must not exist.
package protocol DocumentPayload: Codable, Equatable, Sendable {
  /// The `typ` of the signed form, such as `maille-grant+jwt`; one per kind.
  static var documentType: String { get }
}
