import Foundation
import Interchange
import PersonalNetwork
import TestSupport
import Testing

/// Damaged files: each is refused or read as a record that keeps its rules; none ends the program.
@Suite struct MutationTests {
  private static func file(_ path: String) throws -> Data {
    try Repository.bytes("Tests/InterchangeTests/\(path)")
  }

  private func damaged(_ data: Data, _ state: inout UInt64) -> Data {
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(bound, 1)
    }
    var bytes = Array(data)
    for _ in 0...random(3) {
      let place = random(bytes.count)
      switch random(5) {
      case 0: bytes[place] = UInt8(random(256))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(UInt8(random(256)), at: place)
      case 3: bytes = Array(bytes.prefix(place + 1))
      default:
        let end = min(bytes.count, place + random(40))
        bytes.insert(contentsOf: bytes[place..<end], at: random(bytes.count))
      }
    }
    return Data(bytes)
  }

  @Test(arguments: UInt64(1)...8)
  func aDamagedRecordIsRefusedOrKeepsItsRules(_ seed: UInt64) throws {
    let whole = try Self.file("Vectors/record.json")
    var state = seed
    var refused = 0
    for _ in 0..<60 {
      do {
        let plan = try RecordJSON.plan(damaged(whole, &state))
        let network = try PersonalNetwork(items: plan.items)
        #expect(
          try PersonalNetwork(items: RecordJSON.plan(RecordJSON.write(network)).items) == network)
      } catch is ImportError {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test(arguments: UInt64(1)...8)
  func aDamagedTableIsRefusedOrKeepsItsRules(_ seed: UInt64) throws {
    let mapping = try TableMapping(TableTests.mapping())
    let ties = Data("a,b\r\n1,2\r\n\"2\",3\r\n3,1\r\n".utf8)
    var state = seed
    for _ in 0..<60 {
      do {
        let plan = try TableImport.plan(
          members: damaged(Data(TableTests.three.utf8), &state), ties: damaged(ties, &state),
          mapping: mapping)
        _ = try PersonalNetwork(items: plan.items)
        #expect(plan.count(.taken) + plan.count(.merged) + plan.count(.dropped) == plan.lines.count)
      } catch is ImportError {
        continue
      }
    }
  }

  @Test(arguments: UInt64(1)...4)
  func aDamagedMappingIsRefusedOrRead(_ seed: UInt64) throws {
    let whole = try Self.file("Mappings/vacca-028.json")
    var state = seed
    var refused = 0
    for _ in 0..<60 where (try? TableMapping(damaged(whole, &state))) == nil { refused += 1 }
    #expect(refused > 0)
  }
}
