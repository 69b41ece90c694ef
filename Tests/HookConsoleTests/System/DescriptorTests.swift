@testable import ConsoleCore
import Foundation
import Testing

@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct DescriptorTests {
  /// As the program does.
  init() { signal(SIGPIPE, SIG_IGN) }

  /// What a program prints.
  private func output(_ words: [String]) throws -> String {
    let (reading, writing) = try ChildProcess.pipe()
    let child = try ChildProcess(words: words, output: writing).start()
    close(writing)
    let text = FileHandle(fileDescriptor: reading, closeOnDealloc: true).readDataToEndOfFile()
    #expect(ChildProcess.end(of: child).code == 0)
    return String(decoding: text, as: UTF8.self)
  }

  @Test("a program inherits the three standard files only")
  func descriptors() throws {
    let null = open("/dev/null", O_RDONLY)
    // A number that the shell does not use itself: its own listing has one more, for the folder.
    let leaky = fcntl(null, F_DUPFD, 100)
    defer { for file in [null, leaky] { close(file) } }
    let listed = try output(["/bin/sh", "-c", "for f in /proc/$$/fd/*; do echo ${f##*/}; done"])
    let numbers = listed.split(separator: "\n").compactMap { Int32($0) }.filter { $0 < leaky + 1 }
    #expect(numbers.contains(2) && !numbers.contains(leaky))
    #expect(numbers.allSatisfy { $0 <= 2 || $0 == 3 })
  }

  @Test("a program begins with the usual signals")
  func signals() throws {
    let status = try output(["cat", "/proc/self/status"])
    #expect(status.contains("SigBlk:\t0000000000000000"))
    // SIGPIPE is bit 12.
    let ignored = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    let mask = try #require(ignored?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) })
    #expect(mask & 1 << 12 == 0)
  }

  @Test("a program that is not there is named by the system's reason")
  func missing() {
    #expect {
      try ChildProcess(words: ["/no/such/program"]).start()
    } throws: {
      ChildProcess.reason($0) == "No such file or directory"
    }
  }

  @Test("all is written to a pipe that does not block")
  func whole() async throws {
    let (reading, writing) = try ChildProcess.pipe()
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let handle = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    async let read = OwnThread.run { #expect(Array(handle.readDataToEndOfFile()) == bytes) }
    #expect(WholeWrite.write(bytes, to: writing) == nil)
    close(writing)
    try await read.get()
  }

  @Test("what cannot be written is an error")
  func fails() throws {
    let (reading, writing) = try ChildProcess.pipe()
    close(reading)
    #expect(WholeWrite.write([1], to: writing) == EPIPE)
    close(writing)
    #expect(WholeWrite.write([1], to: writing) == EBADF)
  }

  @Test("the folder for a temporary file exists, is absolute and private")
  func folders() throws {
    let home = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    for runtime in ["", "relative", "/no/such/folder", "/dev/null"] {
      let found = PrivateFolder.candidates(["XDG_RUNTIME_DIR": runtime, "TMPDIR": home])
      #expect(found.first == home, "\(runtime)")
    }
    let folder = try PrivateFolder(["XDG_RUNTIME_DIR": home])
    #expect(folder.path.hasPrefix("\(home)/hookconsole-"))
    var information = stat()
    #expect(stat(folder.path, &information) == 0 && information.st_mode & 0o777 == 0o700)
    folder.remove()
    #expect(access(folder.path, F_OK) != 0)
  }
}
