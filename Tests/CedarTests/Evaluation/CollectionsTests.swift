import Testing

@testable import Cedar

/// Sets and records, which are kept sorted by checksums.
struct CollectionsTests {
  @Test func setsHaveNeitherOrderNorRepetition() {
    let values: [Value] = [
      .long(1), .bool(true), .datetime(DateTime(milliseconds: 1)), .string("a"),
      .duration(Duration(milliseconds: 1)), .set([.long(1)]), .record(["a": .long(1)]),
    ]
    let set = ValueSet(values)
    #expect(set == ValueSet(values.reversed() + values))
    #expect(set.count == values.count)
    #expect(values.allSatisfy(set.contains))
    #expect(!set.contains(.long(2)))
    #expect(!set.contains(.record(["a": .long(2)])))
    #expect(set != ValueSet(values.dropLast()))
  }

  @Test func valuesOfOneChecksumAreTellable() {
    let one: [Value] = [.long(1), .bool(true), .datetime(DateTime(milliseconds: 1))]
    #expect(Set(one.map(\.checksum)).count == 1)
    #expect(ValueSet(one).count == 3)
    #expect(ValueSet(one).isDisjoint(with: [.duration(Duration(milliseconds: 1))]))
    #expect(ValueSet(one) == ValueSet(one.reversed()))
    #expect(ValueSet(one.prefix(2)) != ValueSet(one.suffix(2)))
  }

  @Test func aSetIsWithinAnotherOrApartFromIt() {
    let many = ValueSet((0..<100).map { .long($0) })
    let some = ValueSet((10..<20).map { .long($0) })
    #expect(some.isSubset(of: many))
    #expect(!many.isSubset(of: some))
    #expect(ValueSet([]).isSubset(of: some))
    #expect(!some.isDisjoint(with: many))
    #expect(some.isDisjoint(with: [.long(9), .long(20)]))
    #expect(some.isDisjoint(with: []))
  }

  @Test func attributesAreFoundByTheirNames() {
    let names = (0..<50).map { ScalarString("name\($0)") }
    let attributes = Attributes(
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Value.long(Int64($0))) }))
    #expect(names.indices.allSatisfy { attributes[names[$0]] == .long(Int64($0)) })
    #expect(attributes["name50"] == nil)
    #expect(attributes.count == 50)
    let two: Attributes<Value> = ["\u{e9}": .long(1), "e\u{301}": .long(2)]
    #expect(two["\u{e9}"] == .long(1))
    #expect(two == ["e\u{301}": .long(2), "\u{e9}": .long(1)])
    #expect(two != ["e\u{301}": .long(1), "\u{e9}": .long(2)])
  }

  @Test func canonicalEquivalentsAreDifferentTexts() {
    #expect(ScalarString("\u{e9}") != "e\u{301}")
    #expect(ScalarString("\u{e9}") == "\u{e9}")
    #expect(ScalarString("\u{e9}").checksum & 1 == 1)
    #expect(ScalarString("e").checksum & 1 == 0)
  }
}
