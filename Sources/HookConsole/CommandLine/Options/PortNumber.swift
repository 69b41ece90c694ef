/// A port of this machine.
enum PortNumber {
  static func read(_ text: String) throws -> UInt16 {
    guard let number = UInt16(text) else {
      throw Failure.usage("--port \(text) is not a port", hint: "try: a number from 0 to 65535")
    }
    return number
  }
}
