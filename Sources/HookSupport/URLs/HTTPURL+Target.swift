extension HTTPURL {
  /// The URL's own path and query with those of a request behind them, byte for byte. A request to `/`
  /// alone goes to the URL's own path.
  package func target(with bytes: [UInt8]) -> [UInt8] {
    let own = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = bytes.split(
      separator: UInt8(ascii: "?"),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    var path = Array(own[0].utf8)
    let added = parts.first.map { Array($0) } ?? []
    if added != [UInt8(ascii: "/")] {
      if path.last == UInt8(ascii: "/"), added.first == UInt8(ascii: "/") { path.removeLast() }
      path += added
    }
    let queries = [
      own.count > 1 ? Array(own[1].utf8) : nil, parts.count > 1 ? Array(parts[1]) : nil,
    ]
    let query = queries.compactMap { $0 }
    return path
      + (query.isEmpty ? [] : [UInt8(ascii: "?")] + query.joined(separator: [UInt8(ascii: "&")]))
  }
}
