import Foundation

/// What libFuzzer calls with each input. FUZZ_TARGET names what is fuzzed, so that one build does.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "json": { FuzzJSONIndex.run($0) },
  "records": { FuzzRecords.run($0) },
  "keys": { FuzzKeys.run($0) },
  "console": { FuzzConsole.run($0) },
  "sandbox": { FuzzSandbox.run($0) },
  "signatures": { FuzzWire.signatures($0) },
  "har": { FuzzWire.har($0) },
  "schema": { FuzzWire.schema($0) },
  "capture": { FuzzCapture.run($0) },
]

private let target: @Sendable ([UInt8]) -> Void = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = targets[name] else {
    fatalError("FUZZ_TARGET is one of \(targets.keys.sorted())")
  }
  return target
}()

/// Ends the process where something is not as it must be: libFuzzer keeps the input.
func require(_ isTrue: Bool, _ what: String) {
  if !isTrue { fatalError("not true: \(what)") }
}
