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
    .target(name: "HookModel"),
    .target(name: "HookSandbox", dependencies: ["CMicrohttpd", "CSQLite"]),
    .executableTarget(
      name: "HookConsole",
      dependencies: ["HookModel", "HookSandbox", "CNcurses", "CGetopt", "CPOSIX"]
    ),
    .testTarget(name: "HookModelTests", dependencies: ["HookModel"]),
    .testTarget(name: "HookSandboxTests", dependencies: ["HookSandbox"]),
    .testTarget(
      name: "HookConsoleTests",
      dependencies: ["HookConsole", "HookModel", "HookSandbox"],
      // Read by the tests where they lie.
      exclude: ["Screens"]
    ),
  ],
  swiftLanguageModes: [.v6]
)
