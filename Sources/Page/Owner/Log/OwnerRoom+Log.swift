extension OwnerRoom {
  func log(_ request: PageRequest) async throws -> PageAnswer { .nothingHere }
}
