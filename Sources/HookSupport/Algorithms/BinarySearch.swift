/// The first index for which a condition holds that, once true, stays true; the end where none does.
package func firstIndex(in range: Range<Int>, where isPast: (Int) -> Bool) -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if isPast(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
