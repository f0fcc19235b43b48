package import PersonalNetwork

extension OwnerRecord {
  /// Takes up the network as it was edited as a whole; a network that exists holds its invariant.
  package mutating func take(_ network: PersonalNetwork) {
    state.items = network.items
  }

  /// Remembers up to which entry of the log the owner was shown.
  package mutating func read(upTo sequence: Int) {
    state.readUpTo = max(state.readUpTo, sequence)
  }
}
