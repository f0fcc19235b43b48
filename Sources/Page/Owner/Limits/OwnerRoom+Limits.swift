extension OwnerRoom {
  func limits(_ request: PageRequest) async throws -> PageAnswer { .nothingHere }
}
