extension OwnerRoom {
  func papers(_ request: PageRequest) async throws -> PageAnswer { .nothingHere }
}
