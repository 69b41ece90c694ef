import CCurl
import HookSupport

/// The functions that libcurl calls, all on the engine's thread.
enum Callbacks {
  typealias Move =
    @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int

  static let write: Move = { bytes, size, count, context in
    guard let transfer = transfer(context) else { return 0 }
    return transfer.receives(body: buffer(bytes, size * count)) ? size * count : 0
  }

  static let header: Move = { bytes, size, count, context in
    guard let transfer = transfer(context) else { return 0 }
    return transfer.receives(line: buffer(bytes, size * count)) ? size * count : 0
  }

  static let read: Move = { bytes, size, count, context in
    guard let transfer = transfer(context), let bytes else { return hc_curl_read_abort }
    return transfer.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
  }

  static let seek: curl_seek_callback = { _, _, _ in Int32(CURL_SEEKFUNC_FAIL) }

  static let prereq: curl_prereq_callback = { context, address, _, port, localPort in
    guard let transfer = transfer(context), let sockets = transfer.sockets else {
      return Int32(CURL_PREREQFUNC_ABORT)
    }
    let name = address.map { String(cString: $0) } ?? ""
    let host = Host.bracketed(name)
    let goesOn = transfer.begins(
      remoteAddress: "\(host):\(port)",
      localPort: UInt16(exactly: localPort),
      sockets
    )
    return Int32(goesOn ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
  }

  static let debug: curl_debug_callback = { handle, kind, bytes, count, context in
    guard let transfer = transfer(context) else { return 0 }
    switch kind {
    case CURLINFO_SSL_DATA_OUT: transfer.secures()
    case CURLINFO_DATA_OUT: transfer.sends(body: count)
    case CURLINFO_HEADER_OUT:
      transfer.sends(head: buffer(bytes, count))
      // The connection is open now, and its TLS can be looked at.
      if let handle, let session = hc_curl_get_ssl(handle) { transfer.sends(over: session) }
    default: break
    }
    return 0
  }

  static let open: curl_opensocket_callback = { context, _, address in
    guard let address = address?.pointee, let context else { return -1 }
    return Unmanaged<EngineSockets>.fromOpaque(context).takeUnretainedValue().open(
      family: address.family,
      type: address.socktype,
      protocol: address.protocol
    )
  }

  static let close: curl_closesocket_callback = { context, socket in
    guard let context else { return 0 }
    return Unmanaged<EngineSockets>.fromOpaque(context).takeUnretainedValue().close(socket)
  }

  static let socket: curl_socket_callback = { _, socket, what, context, _ in
    guard let context else { return 0 }
    Unmanaged<EngineSockets>.fromOpaque(context).takeUnretainedValue().wait(for: socket, what)
    return 0
  }

  private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func buffer(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int
  ) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes, count: count)
  }
}
