/// The name of a policy within its set, compared by scalars.
public struct PolicyID: Hashable, Sendable, Comparable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  private let name: ScalarString

  /// Makes an id of any text.
  public init(_ name: String) {
    self.name = ScalarString(name)
  }

  /// Makes an id of a literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The id as text.
  public var description: String { name.string }

  /// Orders by UTF-8 bytes.
  public static func < (left: PolicyID, right: PolicyID) -> Bool {
    ScalarString.precedes(left.name, right.name)
  }
}

/// A policy or a template that has been read from text.
public struct Policy: Sendable {
  /// What a satisfied policy does.
  public enum Effect: String, Sendable {
    /// Allows, unless a forbid is satisfied.
    case permit
    /// Denies, whatever is permitted.
    case forbid
  }

  /// The name of the policy within its set.
  public let id: PolicyID
  /// What the policy does when it is satisfied.
  public let effect: Effect
  /// The annotations by name; an annotation without a value has the empty text.
  public let annotations: [String: String]
  /// Where the policy begins in its text.
  public let position: SourcePosition

  let principal: ScopeConstraint
  let action: ActionConstraint
  let resource: ScopeConstraint
  let conditions: [Condition]

  /// Whether the policy has slots, so that it decides nothing by itself.
  public var isTemplate: Bool { principal.hasSlot || resource.hasSlot }

  /// The actions that the scope names, or `nil` where it takes any action.
  ///
  /// With `action in`, actions below the named ones are meant too.
  public var actions: [EntityUID]? {
    switch action {
    case .any: nil
    case .equal(let uid): [uid]
    case .in(let uids): uids
    }
  }

  /// The same policy under another name.
  public func named(_ id: PolicyID) -> Policy {
    Policy(
      id: id, effect: effect, annotations: annotations, position: position, principal: principal,
      action: action, resource: resource, conditions: conditions)
  }
}

/// What a scope asks of the principal or the resource.
enum ScopeConstraint: Sendable {
  /// An entity, or the slot that a link will fill.
  enum Reference: Sendable {
    case entity(EntityUID)
    case slot
  }

  case any
  case equal(Reference)
  case `in`(Reference)
  case isType(EntityType)
  case isTypeIn(EntityType, Reference)

  var hasSlot: Bool {
    switch self {
    case .any, .isType: false
    case .equal(let reference), .in(let reference), .isTypeIn(_, let reference):
      if case .slot = reference { true } else { false }
    }
  }
}

/// What a scope asks of the action.
enum ActionConstraint: Sendable {
  case any
  case equal(EntityUID)
  case `in`([EntityUID])
}

/// A `when` or an `unless`.
struct Condition: Sendable {
  let isUnless: Bool
  let expression: Expression
}
