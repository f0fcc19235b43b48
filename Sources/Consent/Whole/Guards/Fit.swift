package import Foundation
package import Keys
package import PersonalNetwork

/// The smallest set of changes found after which a refused grant would be within every limit.
package struct Fit: Hashable, Sendable {
  /// The compartments to leave out, in order.
  package let dropped: [Compartment]
  /// The selected items to leave out.
  package let droppedItems: [SelectedItem]
  /// The end to choose instead; nil when the proposed one can stay.
  package let until: Date?
  /// The grants of the same viewer to end first.
  package let ended: [GrantID]
  /// What would be granted.
  package let scope: GrantedScope

  /// Searches for what fits; nil when nothing new does.
  ///
  /// The end is shortened where duration or run refuse, and closed domains are left out. Then one
  /// change is tried, then two, so that nothing smaller is missed: a compartment or an item left
  /// out, a grant of the same viewer ended; among equals, the one that keeps most. Where two are
  /// not enough, whole domains are left out one by one, the most useful first.
  package static func search(
    _ proposal: GrantedScope, ledger: Ledger, weights: MeasuredWeights, authorities: Authorities,
    limits: Limits, now: Date
  ) -> Fit? {
    let search = FitSearch(
      proposal: proposal, ledger: ledger, weights: weights, authorities: authorities,
      limits: limits, now: now)
    return search.run()
  }

  /// What the owner reads: the changes, in concrete words.
  package func explanation(_ language: Language) -> String {
    var parts: [String] = []
    if !dropped.isEmpty {
      let list = dropped.map { $0.title(language) }.joined(separator: "; ")
      parts.append(language.pick("sans : \(list)", "without: \(list)"))
    }
    if !droppedItems.isEmpty {
      let count = droppedItems.count
      parts.append(
        language.pick(
          "sans \(count) des éléments choisis un par un",
          "without \(count) of the items picked one by one"))
    }
    if let until {
      let words = ConsentText.words(until, language)
      parts.append(language.pick("jusqu'au \(words)", "until \(words)"))
    }
    if !ended.isEmpty {
      let count = ended.count
      parts.append(
        language.pick(
          "après avoir retiré \(count) accès que cette personne a déjà",
          "after ending \(count) access that this person has already"))
    }
    return language.pick("Ce qui passerait : ", "What would fit: ")
      + parts.joined(separator: ", ") + "."
  }
}
