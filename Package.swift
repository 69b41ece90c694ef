// swift-tools-version: 6.0
import PackageDescription

// No package dependencies: C libraries come from Debian through the C doors.
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
    .systemLibrary(name: "CMicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "HookSupport", dependencies: ["CCurl"]),
    .target(name: "HookHTTP", dependencies: ["HookSupport", "CCurl", "COpenSSL", "CZlib"]),
    .target(name: "HookModel", dependencies: ["HookHTTP", "HookSupport"]),
    .target(
      name: "HookSandbox",
      dependencies: ["HookHTTP", "HookSupport", "CMicrohttpd", "CSQLite"]
    ),
    .executableTarget(
      name: "HookConsole",
      dependencies: [
        "HookModel", "HookSandbox", "HookHTTP", "HookSupport", "CNcurses", "CGetopt", "CPOSIX",
      ]
    ),
    .target(
      name: "HookTesting",
      dependencies: ["HookHTTP", "HookSupport"],
      path: "Tests/HookTesting"
    ),
    .testTarget(name: "HookSupportTests", dependencies: ["HookSupport"]),
    .testTarget(
      name: "HookHTTPTests",
      dependencies: ["HookHTTP", "HookSupport", "HookTesting"],
      // Read by the tests where they lie.
      exclude: ["Responses"]
    ),
    .testTarget(name: "HookModelTests", dependencies: ["HookModel", "HookTesting"]),
    .testTarget(name: "HookSandboxTests", dependencies: ["HookSandbox", "HookTesting"]),
    .testTarget(
      name: "HookConsoleTests",
      dependencies: ["HookConsole", "HookModel", "HookSandbox", "HookTesting"],
      // Read by the tests where they lie.
      exclude: ["Screens"]
    ),
  ],
  swiftLanguageModes: [.v6]
)
