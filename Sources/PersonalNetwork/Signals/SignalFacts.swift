package import Foundation

/// What signals are computed from, besides the record itself: what its log and grants tell.
///
/// A viewer is named by any text that stays the same; who of the members they are is for whoever
/// reads the log to say, and may be unknown.
package struct SignalFacts: Hashable, Sendable {
  /// A view that was opened.
  package struct Opening: Hashable, Sendable {
    /// Who opened.
    package let viewer: String
    /// Which member that is, if known.
    package let member: MemberID?
    /// When.
    package let time: Date

    /// States an opening.
    package init(viewer: String, member: MemberID?, time: Date) {
      self.viewer = viewer
      self.member = member
      self.time = time
    }
  }

  /// The owner's no to a member.
  package struct Refusal: Hashable, Sendable {
    /// Who was told no.
    package let member: MemberID
    /// When.
    package let time: Date

    /// States a refusal.
    package init(member: MemberID, time: Date) {
      self.member = member
      self.time = time
    }
  }

  /// A viewer and when they were first given an access.
  package struct Viewer: Hashable, Sendable {
    /// Who.
    package let name: String
    /// When their first access began.
    package let since: Date

    /// States a viewer.
    package init(name: String, since: Date) {
      self.name = name
      self.since = since
    }
  }

  /// The views opened.
  package let openings: [Opening]
  /// The refusals of the owner.
  package let refusals: [Refusal]
  /// Everyone who was ever given an access, once each.
  package let viewers: [Viewer]

  /// States the facts; without any, only the signals of the record itself can show.
  package init(openings: [Opening] = [], refusals: [Refusal] = [], viewers: [Viewer] = []) {
    self.openings = openings
    self.refusals = refusals
    self.viewers = viewers
  }
}
