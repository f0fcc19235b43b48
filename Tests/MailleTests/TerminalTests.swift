import Foundation
import TestSupport
import Testing

/// The passphrase prompt on a real terminal, lent by Python's `pty`.
@Suite struct TerminalTests {
  private static let python = "/usr/bin/python3"

  /// Types lines into a command on a terminal; prints what the terminal showed, then the exit code.
  private static let script = """
    import os, pty, select, sys, time
    program, lines, arguments = sys.argv[1], sys.argv[2].split('|'), sys.argv[3:]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(program, [program] + arguments)
    shown, end = b'', time.time() + 60
    while time.time() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
        if shown.endswith(b': ') and lines:
            os.write(terminal, lines.pop(0).encode() + b'\\n')
    sys.stdout.buffer.write(shown)
    sys.stdout.flush()
    print('exit', os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """

  private static func type(
    _ lines: [String], into arguments: [String], home: URL
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments =
      ["-c", script, try Program.maille.path, lines.joined(separator: "|")] + arguments
    process.environment = ["MAILLE_HOME": home.path, "MAILLE_LANG": "en", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: python), "python3 lends a terminal"))
  func aPassphraseIsAskedTwiceNeverShownAndOnceToOpen() throws {
    try CommandRun.withHome { home in
      let words = "quatre mots bien choisis"
      let new = ["key", "new", "--name", "Nadège", "--kind", "owner"]
      let differing = try Self.type([words, "quatre mots mal choisis"], into: new, home: home)
      #expect(differing.contains("the two passphrases differ") && differing.contains("exit 7"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)

      let made = try Self.type([words, words], into: new, home: home)
      #expect(made.contains("new passphrase: ") && made.contains("once more: "), "\(made)")
      #expect(made.contains("exit 0"))
      let opened = try Self.type([words], into: ["card", "show"], home: home)
      #expect(opened.contains("passphrase: ") && opened.contains("exit 0"), "\(opened)")
      let refused = try Self.type(["autre chose"], into: ["card", "show"], home: home)
      #expect(refused.contains("the key file does not open") && refused.contains("exit 7"))
      for shown in [differing, made, opened, refused] {
        #expect(!shown.contains("quatre mots") && !shown.contains("autre chose"), "no echo")
      }
    }
  }
}
