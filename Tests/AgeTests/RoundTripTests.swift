import Foundation
import Testing

@testable import Age

@Suite struct RoundTripTests {
  static let chunk = 64 * 1024
  let identity: HybridIdentity

  init() throws { identity = try HybridIdentity(seed: Data(0..<32)) }

  @Test(arguments: [0, 1, 1000, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 17])
  func everySizeComesBack(_ count: Int) throws {
    let plaintext = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let file = try AgeFile.encrypt(plaintext, to: [identity.recipient])
    #expect(try AgeFile.decrypt(file, with: [identity]) == plaintext)
  }

  @Test func severalRecipientsEachOpen() throws {
    let other = try HybridIdentity(seed: Data(1...32))
    let stranger = try HybridIdentity(seed: Data(2...33))
    let file = try AgeFile.encrypt(Data("x".utf8), to: [identity.recipient, other.recipient])
    #expect(try AgeFile.decrypt(file, with: [stranger, other]) == Data("x".utf8))
    #expect(throws: AgeError.noMatch) { try AgeFile.decrypt(file, with: [stranger]) }
  }

  @Test func passphraseOpensAndAnotherDoesNot() throws {
    let recipient = try ScryptRecipient(passphrase: Data("p".utf8), workFactor: 4)
    let file = try AgeFile.encrypt(Data("x".utf8), to: [recipient])
    let right = try ScryptIdentity(passphrase: Data("p".utf8), maximumWorkFactor: 4)
    let wrong = try ScryptIdentity(passphrase: Data("q".utf8))
    let weak = try ScryptIdentity(passphrase: Data("p".utf8), maximumWorkFactor: 3)
    #expect(try AgeFile.decrypt(file, with: [right]) == Data("x".utf8))
    #expect(throws: AgeError.noMatch) { try AgeFile.decrypt(file, with: [wrong]) }
    #expect(throws: AgeError.workFactor(4)) { try AgeFile.decrypt(file, with: [weak]) }
  }

  @Test func passphraseStandsAlone() throws {
    let recipient = try ScryptRecipient(passphrase: Data("p".utf8), workFactor: 1)
    let hybrid = try identity.recipient
    #expect(throws: AgeError.recipients) { try AgeFile.encrypt(Data(), to: [recipient, hybrid]) }
    #expect(throws: AgeError.recipients) { try AgeFile.encrypt(Data(), to: []) }
    #expect(throws: AgeError.emptyPassphrase) { try ScryptRecipient(passphrase: Data()) }
    #expect(throws: AgeError.emptyPassphrase) { try ScryptIdentity(passphrase: Data()) }
    #expect(throws: AgeError.workFactor(23)) {
      try ScryptRecipient(passphrase: Data("p".utf8), workFactor: 23)
    }
  }

  @Test func everyTruncationIsNoticed() throws {
    let file = try AgeFile.encrypt(Data("some plaintext".utf8), to: [identity.recipient])
    for count in 0..<file.count {
      #expect(throws: AgeError.self) { try AgeFile.decrypt(file.prefix(count), with: [identity]) }
    }
    #expect(throws: AgeError.self) { try AgeFile.decrypt(file + Data([0]), with: [identity]) }
  }

  @Test func cuttingAtAChunkIsNoticed() throws {
    let file = try AgeFile.encrypt(Data(count: 2 * Self.chunk), to: [identity.recipient])
    let cut = file.dropLast(Self.chunk + 16)
    #expect(throws: AgeError.payload(chunk: 0)) { try AgeFile.decrypt(cut, with: [identity]) }
  }

  @Test func anErrorIsFinal() throws {
    let file = try AgeFile.encrypt(Data("x".utf8), to: [identity.recipient])
    var changed = file
    changed[0] ^= 1
    var decryptor = AgeDecryptor(identities: [identity])
    for bytes in [changed, file] {
      do {
        _ = try decryptor.update(bytes)
        Issue.record("nothing was thrown")
      } catch {
        #expect(error == .header("version"))
      }
    }
    do {
      _ = try decryptor.finish()
      Issue.record("nothing was thrown")
    } catch {
      #expect(error == .header("version"))
    }
  }

  @Test func everyFlippedBitIsNoticed() throws {
    let recipient = try ScryptRecipient(passphrase: Data("p".utf8), workFactor: 1)
    let reader = try ScryptIdentity(passphrase: Data("p".utf8), maximumWorkFactor: 2)
    let file = try AgeFile.encrypt(Data("some plaintext".utf8), to: [recipient])
    for index in file.indices {
      for bit in 0..<8 {
        var changed = file
        changed[index] ^= 1 << bit
        #expect(throws: AgeError.self) { try AgeFile.decrypt(changed, with: [reader]) }
      }
    }
  }

  @Test func keysHaveATextForm() throws {
    let recipient = try identity.recipient
    #expect(recipient.text.hasPrefix("age1pq1"))
    #expect(try HybridRecipient(recipient.text) == recipient)
    #expect(try HybridRecipient(recipient.text.uppercased()) == recipient)
    #expect(try HybridIdentity(identity.secretText).secretText == identity.secretText)
    #expect(identity.secretText.hasPrefix("AGE-SECRET-KEY-PQ-1"))
    #expect(throws: AgeError.key) { try HybridRecipient(identity.secretText) }
    #expect(throws: AgeError.key) { try X25519Identity(identity.secretText) }
    var broken = Array(recipient.text.utf8)
    broken[20] = broken[20] == UInt8(ascii: "q") ? UInt8(ascii: "p") : UInt8(ascii: "q")
    #expect(throws: AgeError.key) {
      try HybridRecipient(String(decoding: broken, as: UTF8.self))
    }
    let mixed = "A" + recipient.text.dropFirst()
    #expect(throws: AgeError.key) { try HybridRecipient(mixed) }
  }

  @Test(arguments: [0, 1, 47, 48, 49, 96, 1000])
  func armorOfEverySizeComesBack(_ count: Int) throws {
    let file = try AgeFile.encrypt(Data(count: count), to: [identity.recipient])
    for end in [file.count, file.count - 1, file.count - 2] {
      let armored = Armor.encode(file.prefix(end))
      #expect(try Armor.decode(armored) == file.prefix(end))
    }
    #expect(try AgeFile.decrypt(Armor.encode(file), with: [identity]) == Data(count: count))
  }

  @Test func secretsPrintNothing() throws {
    let key = FileKey()
    let recipient = try ScryptRecipient(passphrase: Data("open sesame".utf8), workFactor: 1)
    for text in ["\(key)", "\(identity)", "\(recipient)"] {
      #expect(!text.contains("sesame") && !text.lowercased().contains("secret-key"))
    }
    var dumped = ""
    dump(identity, to: &dumped)
    dump(recipient, to: &dumped)
    #expect(!dumped.contains("bytes") && !dumped.contains("115"), "\(dumped)")
  }

  @Test func fileHandlesStream() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "age-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plaintext = Data((0..<(5 * Self.chunk + 3)).map { UInt8(truncatingIfNeeded: $0 >> 3) })
    let names = ["plain", "sealed", "back"].map { folder.appending(path: $0) }
    try plaintext.write(to: names[0])
    for name in names.dropFirst() { try Data().write(to: name) }
    try AgeFile.encrypt(
      from: FileHandle(forReadingFrom: names[0]), to: FileHandle(forWritingTo: names[1]),
      recipients: [identity.recipient])
    try AgeFile.decrypt(
      from: FileHandle(forReadingFrom: names[1]), to: FileHandle(forWritingTo: names[2]),
      identities: [identity])
    #expect(try Data(contentsOf: names[2]) == plaintext)
    #expect(try AgeFile.decrypt(Data(contentsOf: names[1]), with: [identity]) == plaintext)
  }
}
