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
  /// The grants to end first: of the same viewer, or not begun.
  package let ended: [GrantID]
  /// What would be granted.
  package let scope: GrantedScope

  /// Searches for what fits; nil when nothing new does.
  ///
  /// What is closed to the authority is left out, and the end is brought forward where duration or
  /// run refuse. Of the rest it is the fewest changes: a compartment or an item left out, a grant
  /// ended, an earlier end; among equals, what keeps most. What it finds is judged by the engine that
  /// judges grants. Minimal unless the search would take too many steps, which takes dozens of
  /// compartments of unlike weights: then nothing is left out for nothing.
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
          "après avoir retiré \(count) accès", "after ending \(count) access"))
    }
    return language.pick("Ce qui passerait : ", "What would fit: ")
      + parts.joined(separator: ", ") + "."
  }
}
