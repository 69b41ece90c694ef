// swift-tools-version: 6.0
import PackageDescription

// No package dependencies: C libraries come from Debian through the C shims.
let package = Package(
  name: "HookConsole",
  products: [
    .executable(name: "hookconsole", targets: ["HookConsole"]),
    .library(name: "HookModel", targets: ["HookModel"]),
  ],
  targets: [
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CGetopt"),
    .systemLibrary(name: "CPOSIX"),
    .systemLibrary(name: "CSIMD"),
    .systemLibrary(name: "CMicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "HookSupport", dependencies: ["CCurl"]),
    .target(name: "HookJSON", dependencies: ["HookSupport", "CSIMD"]),
    .target(
      name: "HookHTTP",
      dependencies: ["HookJSON", "HookSupport", "CCurl", "COpenSSL", "CZlib"]
    ),
    .target(
      name: "HookSignatures",
      dependencies: ["HookHTTP", "HookJSON", "HookSupport", "COpenSSL", "CZlib"]
    ),
    .target(
      name: "HookModel",
      dependencies: ["HookSignatures", "HookHTTP", "HookJSON", "HookSupport"]
    ),
    .target(
      name: "HookServer",
      dependencies: ["HookHTTP", "HookJSON", "HookSupport", "CMicrohttpd", "CSQLite"]
    ),
    .target(
      name: "HookSandbox",
      dependencies: [
        "HookServer", "HookHTTP", "HookJSON", "HookSignatures", "HookSupport", "CMicrohttpd",
      ]
    ),
    .target(
      name: "HookCapture",
      dependencies: ["HookServer", "HookHTTP", "HookSignatures", "HookSupport"]
    ),
    .target(
      name: "ConsoleCore",
      dependencies: ["HookModel", "HookSignatures", "HookHTTP", "HookJSON", "HookSupport"]
    ),
    .executableTarget(
      name: "HookConsole",
      dependencies: [
        "ConsoleCore", "HookModel", "HookSandbox", "HookCapture", "HookServer", "HookSignatures",
        "HookHTTP", "HookJSON", "HookSupport", "CNcurses", "CGetopt", "CPOSIX",
      ]
    ),
    .target(
      name: "HookTesting",
      dependencies: ["HookHTTP", "HookJSON", "HookSupport"],
      path: "Tests/HookTesting"
    ),
    .testTarget(name: "HookSupportTests", dependencies: ["HookSupport"]),
    .testTarget(name: "HookJSONTests", dependencies: ["HookJSON", "HookTesting"]),
    .testTarget(
      name: "HookHTTPTests",
      dependencies: ["HookHTTP", "HookJSON", "HookSupport", "HookTesting"],
      // Read by the tests where they lie.
      exclude: ["Responses"]
    ),
    .testTarget(
      name: "HookSignaturesTests",
      dependencies: ["HookSignatures", "HookHTTP", "HookJSON"],
      // Read by the tests where they lie.
      exclude: ["Vectors"]
    ),
    .testTarget(name: "HookModelTests", dependencies: ["HookModel", "HookTesting"]),
    .testTarget(
      name: "HookSandboxTests",
      dependencies: ["HookSandbox", "HookCapture", "HookServer", "HookTesting"],
      // Read by the tests where they lie.
      exclude: ["ProviderSamples"]
    ),
    .testTarget(
      name: "HookConsoleTests",
      dependencies: [
        "HookConsole", "ConsoleCore", "HookModel", "HookSandbox", "HookCapture", "HookTesting",
      ],
      // Read by the tests where they lie.
      exclude: ["Screens"]
    ),
  ],
  swiftLanguageModes: [.v6]
)
