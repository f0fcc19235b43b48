extension OwnerRoom {
  func asked(_ request: PageRequest) async throws -> PageAnswer { .nothingHere }
}
