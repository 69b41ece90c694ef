enum Description {
  static func make(url: String) -> JSON { [:] }
}
