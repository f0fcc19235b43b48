// swift-tools-version: 6.2
import PackageDescription

// Built with --sanitize=fuzzer: see the Makefile. libFuzzer brings `main`.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "maille", path: "..")],
  targets: [
    .executableTarget(
      name: "FuzzParsers",
      dependencies: [.product(name: "Parsers", package: "maille")],
      swiftSettings: [
        .unsafeFlags(["-parse-as-library"]), .treatAllWarnings(as: .error),
        .strictMemorySafety(),
      ])
  ],
  swiftLanguageModes: [.v6]
)
