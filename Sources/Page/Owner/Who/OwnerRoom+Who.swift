extension OwnerRoom {
  func who(_ request: PageRequest) async throws -> PageAnswer { .nothingHere }
}
