import Foundation
import Glibc
import Testing

/// `maille hub serve` with a certificate, and where it cannot serve.
@Suite struct ServeTests {
  private static let openssl = "/usr/bin/openssl"

  private static func run(_ program: String, _ arguments: [String], in folder: URL) throws -> Int32
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// This machine's own name, if it leads to itself.
  private static var hostName: String? {
    let name = ProcessInfo.processInfo.hostName.lowercased()
    var found: UnsafeMutablePointer<addrinfo>?
    guard name != "localhost", unsafe getaddrinfo(name, nil, nil, &found) == 0 else { return nil }
    unsafe freeaddrinfo(found)
    return name
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: openssl), "needs openssl"))
  func aHubServesOverTLSToWhomTrustsItsAuthority() throws {
    guard let name = Self.hostName else {
      print("skipped: this machine's name does not lead to itself")
      return
    }
    try HubRun.with { hub in
      hub.stop()
      let home = hub.folder.appendingPathComponent("operator")
      let pair = [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
        "2",
        "-keyout", "key.pem", "-out", "chain.pem", "-subj", "/CN=\(name)", "-addext",
        "subjectAltName=DNS:\(name)",
      ]
      try #require(try Self.run(Self.openssl, pair, in: home) == 0)
      let port = hub.host.split(separator: ":")[1]
      let listen = "0.0.0.0:\(port)"
      try hub.run("operator", ["hub", "serve", "--listen", listen]).expectFailure(2)
      try hub.run(
        "operator",
        [
          "hub", "serve", "--listen", listen, "--certificate", "absent", "--certificate-key",
          "key.pem",
        ]
      ).expectFailure(7)
      try hub.run("operator", ["hub", "serve", "--listen", listen, "--certificate", "chain.pem"])
        .expectFailure(2)
      try hub.serve([
        "--listen", listen, "--name", "\(name):\(port)", "--certificate", "chain.pem",
        "--certificate-key", "key.pem",
      ]) { line in
        #expect(line.contains("https://"))
        try hub.makePerson("owner", kind: "owner")
        let place = "\(name):\(port)"
        let refused = try hub.run("owner", ["init", "--hub", place])
        refused.expectFailure(4)
        #expect(refused.errors.contains("certificate"), "\(refused.errors)")
        let trusted = ["SSL_CERT_FILE": home.appendingPathComponent("chain.pem").path]
        let made = try hub.run("owner", ["init", "--hub", place], trusting: trusted)
        #expect(made.status == 0, "\(made.errors)")
        let status = try hub.run("owner", ["status"], trusting: trusted)
        #expect(status.status == 0, "\(status.errors)")
      }
    }
  }

  @Test func aPortThatIsTakenIsSaidAndNothingIsAnnounced() throws {
    try HubRun.with { hub in
      let second = try hub.run("operator", ["hub", "serve", "--listen", hub.host])
      second.expectFailure(7)
      #expect(second.errors.contains("--listen"))
      #expect(second.output.isEmpty, "it does not listen: \(second.output)")
      let nowhere = try hub.run(
        "operator", ["hub", "serve", "--listen", hub.host, "--folder", "absent"])
      nowhere.expectFailure(7)
      #expect(nowhere.errors.contains("no hub here"))
    }
  }
}
