/// A schema as it is written, before its names are resolved.
struct SchemaSyntax {
  indirect enum TypeExpression {
    case name(TypeName)
    case set(TypeExpression)
    case record([Attribute])
  }

  struct TypeName {
    let name: String
    let position: SourcePosition

    var isQualified: Bool { name.utf8.contains(UInt8(ascii: ":")) }
  }

  struct Attribute {
    let name: ScalarString
    let type: TypeExpression
    let isRequired: Bool
  }

  struct EntityDeclaration {
    let name: String
    let namespace: String
    let position: SourcePosition
    let parents: [TypeName]
    let attributes: [Attribute]
    let tags: TypeExpression?
    let ids: [ScalarString]?
  }

  struct ActionReference {
    let type: String?
    let id: ScalarString
    let position: SourcePosition
  }

  struct ApplySpec {
    var principals: [TypeName]?
    var resources: [TypeName]?
    var context: TypeExpression?
  }

  struct ActionDeclaration {
    let id: ScalarString
    let namespace: String
    let position: SourcePosition
    let parents: [ActionReference]
    let appliesTo: ApplySpec?
  }

  struct CommonType {
    let name: String
    let namespace: String
    let position: SourcePosition
    let type: TypeExpression
  }

  var entities: [EntityDeclaration] = []
  var actions: [ActionDeclaration] = []
  var commonTypes: [CommonType] = []

  /// A name within a namespace, which is empty for none.
  static func qualified(_ name: String, in namespace: String) -> String {
    namespace.isEmpty ? name : "\(namespace)::\(name)"
  }
}
