import Foundation
import TestSupport
import Testing

@testable import Age

/// Debian's `age`, a second implementation; `script` gives it the terminal from which it reads passphrases.
@Suite(.serialized) struct AgeProgramTests {
  static let folders = ["/usr/bin", "/usr/local/bin", "/bin"]

  static func find(_ program: String) -> String? {
    folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static let isInstalled = find("age") != nil && find("age-keygen") != nil && find("script") != nil

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "age-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Runs a shell command on a terminal of its own, typing `lines` into it.
  func run(_ command: String, typing lines: [String] = []) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.find("script")))
    process.arguments = ["-qec", command, "/dev/null"]
    process.currentDirectoryURL = folder
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for line in lines { input.fileHandleForWriting.write(Data("\(line)\n".utf8)) }
    process.waitUntilExit()
    try input.fileHandleForWriting.close()
    return process.terminationStatus
  }

  @Test func theProgramIsHere() {
    guard !Self.isInstalled else { return }
    #expect(!Repository.isContinuousIntegration, "age, age-keygen or script is not installed")
    print("skipped: age, age-keygen or script is not installed")
  }

  @Test(.enabled(if: isInstalled)) func opensOurPassphraseFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let plaintext = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    let recipient = try ScryptRecipient(passphrase: Data("maison bleue".utf8), workFactor: 10)
    try AgeFile.encrypt(plaintext, to: [recipient]).write(to: folder.appending(path: "ours.age"))
    #expect(try run("age -d -o back ours.age", typing: ["maison bleue"]) == 0)
    #expect(try Data(contentsOf: folder.appending(path: "back")) == plaintext)
    #expect(try run("age -d -o never ours.age", typing: ["maison rouge"]) != 0)
  }

  @Test(.enabled(if: isInstalled)) func opensOurArmor() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let plaintext = Data((0..<70_000).map { UInt8(truncatingIfNeeded: $0 / 3) })
    let recipient = try ScryptRecipient(passphrase: Data("maison bleue".utf8), workFactor: 10)
    let file = try AgeFile.encrypt(plaintext, to: [recipient])
    try Armor.encode(file).write(to: folder.appending(path: "ours.age"))
    #expect(try run("age -d -o back ours.age", typing: ["maison bleue"]) == 0)
    #expect(try Data(contentsOf: folder.appending(path: "back")) == plaintext)
  }

  @Test(.enabled(if: isInstalled)) func ourReaderOpensItsPassphraseFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let plaintext = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 5) })
    try plaintext.write(to: folder.appending(path: "plain"))
    #expect(try run("age -p -o its.age plain", typing: ["maison bleue", "maison bleue"]) == 0)
    let file = try Data(contentsOf: folder.appending(path: "its.age"))
    let identity = try ScryptIdentity(passphrase: Data("maison bleue".utf8))
    #expect(try AgeFile.decrypt(file, with: [identity]) == plaintext)
  }

  @Test(.enabled(if: isInstalled), arguments: ["", "-a"])
  func ourReaderOpensItsX25519File(_ armor: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try run("age-keygen -o key.txt") == 0)
    let lines = try String(contentsOf: folder.appending(path: "key.txt"), encoding: .utf8)
      .split(separator: "\n")
    let secret = try #require(lines.first { $0.hasPrefix("AGE-SECRET-KEY-1") })
    let identity = try X25519Identity(String(secret))
    #expect(lines.contains { $0.hasSuffix(identity.recipientText) })
    let plaintext = Data("the visits, on Wednesdays".utf8)
    try plaintext.write(to: folder.appending(path: "plain"))
    #expect(try run("age \(armor) -r \(identity.recipientText) -o its.age plain") == 0)
    let file = try Data(contentsOf: folder.appending(path: "its.age"))
    #expect(try AgeFile.decrypt(file, with: [identity]) == plaintext)
  }
}
