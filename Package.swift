// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "maille",
  products: [
    .executable(name: "maille", targets: ["maille"]),
    .library(name: "Cedar", targets: ["Cedar"]),
    .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
    .library(name: "Age", targets: ["Age"]),
    // For the package in Fuzz/ alone.
    .library(name: "Parsers", targets: ["Parsers"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // What several test targets need; no product.
    .target(name: "TestSupport", path: "Tests/TestSupport"),

    // What fuzzing feeds; the tests feed its corpus again.
    .target(
      name: "Parsers",
      dependencies: [
        "Cedar", "TransparencyLog", "Age", "Keys", "PersonalNetwork", "Consent", "Record",
        "Interchange",
      ],
      path: "Fuzz/Parsers"),
    .testTarget(name: "FuzzTests", dependencies: ["Parsers", "TestSupport"]),

    // The policy language: a library that knows nothing of Maille.
    .target(name: "Cedar"),
    .testTarget(name: "CedarTests", dependencies: ["Cedar", "TestSupport"]),

    // RFC 6962 trees, signed notes, checkpoints, proofs.
    .target(
      name: "TransparencyLog",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(
      name: "TransparencyLogTests",
      dependencies: [
        "TransparencyLog", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Vectors"]),

    // The age file format.
    .target(
      name: "Age",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "AgeTests",
      dependencies: [
        "Age", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Identities, cards, affiliations, the register, signed documents and requests.
    .target(
      name: "Keys",
      dependencies: [
        "Age",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ]),
    .testTarget(
      name: "KeysTests",
      dependencies: [
        "Age", "Keys", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Members, ties, life domains: pure values.
    .target(name: "PersonalNetwork"),
    .testTarget(
      name: "PersonalNetworkTests", dependencies: ["PersonalNetwork", "TestSupport"]),

    // Scopes, grants, limits, policy requests, receipts.
    .target(
      name: "Consent",
      dependencies: [
        "Cedar", "TransparencyLog", "Keys", "PersonalNetwork",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "ConsentTests",
      dependencies: [
        "Consent", "Keys", "PersonalNetwork", "TransparencyLog", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Vectors"]),

    // The encrypted record and the owner's local store.
    .target(
      name: "Record",
      dependencies: [
        "TransparencyLog", "Age", "Keys", "PersonalNetwork", "Consent",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "RecordTests",
      dependencies: [
        "Record", "Age", "Consent", "Keys", "PersonalNetwork", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // Importers and exporters, one file per format.
    .target(name: "Interchange", dependencies: ["PersonalNetwork", "Consent", "Keys"]),
    .testTarget(
      name: "InterchangeTests",
      dependencies: ["Interchange", "PersonalNetwork", "Consent", "Keys", "TestSupport"],
      exclude: ["Mappings", "Vectors"]),

    // The gate, the log writer, the stores and the routes.
    .target(
      name: "Hub",
      dependencies: [
        "TransparencyLog", "Keys", "PersonalNetwork", "Consent", "Record",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "HubTests",
      dependencies: [
        "Hub", "HubClient", "Consent", "Keys", "PersonalNetwork", "Record", "TransparencyLog",
        "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      exclude: ["Vectors"]),

    // The signed, typed client of a hub.
    .target(
      name: "HubClient",
      dependencies: [
        "TransparencyLog", "Age", "Keys", "PersonalNetwork", "Consent", "Record", "Interchange",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),

    // The local page: server-rendered, on loopback alone, for whoever's key is opened.
    .target(
      name: "Page",
      dependencies: [
        "TransparencyLog", "Keys", "PersonalNetwork", "Consent", "Record", "Interchange",
        "HubClient", "CQREncode",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),

    .testTarget(
      name: "PageTests",
      dependencies: [
        "Page", "Keys", "PersonalNetwork", "Consent", "Record", "HubClient", "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      exclude: ["Vectors"]),

    // The system's QR code encoder.
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

    // The command line: parses and prints, nothing else.
    .executableTarget(
      name: "maille",
      dependencies: [
        "TransparencyLog", "Age", "Keys", "PersonalNetwork", "Consent", "Record", "Interchange",
        "Hub", "HubClient", "Page",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
    // What `make bench` and `make timing` measure: no product, for it reaches into the package.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "TransparencyLog", "Keys", "PersonalNetwork", "Consent", "Record", "Interchange", "Hub",
        "HubClient",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Benchmarks"),
    .testTarget(name: "MailleTests", dependencies: ["maille", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .treatAllWarnings(as: .error),
      .strictMemorySafety(),
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .enableUpcomingFeature("InferIsolatedConformances"),
    ]
  // Tests are not optimised, what they test is: the optimiser fails on some of them (Swift 6.3.1).
  if target.type == .test {
    target.swiftSettings?.append(.unsafeFlags(["-Onone"], .when(configuration: .release)))
  }
}
