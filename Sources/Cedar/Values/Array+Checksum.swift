/// Searches in arrays that are sorted by a checksum of their elements, in logarithmic time.
extension Array {
  /// The first place where the checksum is not below another.
  func lowerBound(_ checksum: Int, by key: (Element) -> Int) -> Int {
    var (start, end) = (0, count)
    while start < end {
      let middle = (start + end) / 2
      if key(self[middle]) < checksum { start = middle + 1 } else { end = middle }
    }
    return start
  }

  /// The place of the element that has a checksum and satisfies a test.
  ///
  /// Different elements hardly ever share a checksum, so that the test is made about once.
  func firstIndex(
    checksum: Int, by key: (Element) -> Int, where isMatch: (Element) -> Bool
  ) -> Int? {
    var index = lowerBound(checksum, by: key)
    while index < count, key(self[index]) == checksum {
      if isMatch(self[index]) { return index }
      index += 1
    }
    return nil
  }
}
