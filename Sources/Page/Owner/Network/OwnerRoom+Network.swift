extension OwnerRoom {
  func network(_ request: PageRequest) async throws -> PageAnswer { .nothingHere }
}
