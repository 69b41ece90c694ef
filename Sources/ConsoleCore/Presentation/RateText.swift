/// How many a second, for people: `4.2/s`, `180/s`.
package enum RateText {
  package static func of(_ rate: Double) -> String {
    rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(Int(rate))/s"
  }
}
