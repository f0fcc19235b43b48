import Age
import Foundation
import Testing

@testable import Keys

@Suite struct SealingTests {
  let paul: Identity
  let vion: Identity

  init() throws {
    paul = try Samples.identity("paul")
    vion = try Samples.identity("vion")
  }

  @Test func aBoxOpensForItsKeyAndContextOnly() throws {
    let info = Data("maille/v1/release\nleaf".utf8)
    let box = try SealedBox.seal(Data("x".utf8), to: paul.publicIdentity, info: info)
    #expect(try SealedBox.open(box, with: paul, info: info) == Data("x".utf8))
    #expect(box.count == 1120 + 1 + 16)
    #expect(throws: DocumentError.sealed) { try SealedBox.open(box, with: vion, info: info) }
    for other in [Data(), info + Data([0]), info.dropLast()] {
      #expect(throws: DocumentError.sealed) { try SealedBox.open(box, with: paul, info: other) }
    }
    for index in [0, 500, 1100, 1119, 1120, box.count - 1] {
      var changed = box
      changed[index] ^= 1
      #expect(throws: DocumentError.sealed) { try SealedBox.open(changed, with: paul, info: info) }
    }
    for count in [0, 1, 1119, 1120, 1136] {
      #expect(throws: DocumentError.sealed) {
        try SealedBox.open(box.prefix(count), with: paul, info: info)
      }
    }
    #expect(try SealedBox.seal(Data(), to: paul.publicIdentity, info: info) != box)
  }

  @Test func aSliceIsAsGoodAsACopy() throws {
    let box = try SealedBox.seal(Data("x".utf8), to: paul.publicIdentity, info: Data())
    let slice = (Data([1, 2, 3]) + box).dropFirst(3)
    #expect(try SealedBox.open(slice, with: paul, info: Data()) == Data("x".utf8))
  }

  @Test func anAgeFileOpensForEachRecipient() throws {
    let file = try SealedFile.seal(
      Data("entry".utf8), to: [paul.publicIdentity, vion.publicIdentity])
    for identity in [paul, vion] {
      #expect(try SealedFile.open(file, with: identity) == Data("entry".utf8))
    }
    let stranger = try Samples.identity("nurse")
    #expect(throws: AgeError.noMatch) { try SealedFile.open(file, with: stranger) }
    #expect(throws: AgeError.recipients) { try SealedFile.seal(Data(), to: []) }
    #expect(throws: AgeError.self) { try SealedFile.open(file.dropLast(), with: paul) }
  }
}
