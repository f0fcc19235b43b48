package import Keys
package import PersonalNetwork

extension OwnerRecord {
  /// Takes up the network as it was edited as a whole; a network that exists holds its invariant.
  package mutating func take(_ network: PersonalNetwork) {
    rememberEdit(to: network.items)
    state.items = network.items
  }

  /// Notes how far the owner has left the hub.
  package mutating func note(_ departure: Departure) {
    state.departure = departure
  }

  /// Remembers for what the owner's command on notice was run.
  package mutating func notified(upTo sequence: Int, ends: [GrantID]) {
    state.notifiedUpTo = max(state.notifiedUpTo ?? 0, sequence)
    state.notifiedEnds = ends
  }

  /// Remembers up to which entry of the log the owner was shown.
  package mutating func read(upTo sequence: Int) {
    state.readUpTo = max(state.readUpTo, sequence)
  }
}
