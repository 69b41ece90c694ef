import Testing
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct PageWalkTests {
  private func items(_ ids: [Int], times: Bool = true) -> [Item] {
    ids.map { id in
      var hints = Item.Hints()
      if times { hints.created = Timestamp(seconds: Double(id)) }
      return Item(id: RecordID("d\(id)"), hints: hints)
    }
  }

  @Test(
    "the order is read off a row",
    arguments: [
      ([3, 2, 1], true, nil, PageWalk.Order.newestFirst), ([1, 2, 3], true, nil, .oldestFirst),
      ([1, 3, 2], true, nil, .mixed), ([1], true, nil, .unknown), ([], true, nil, .unknown),
      ([5, 5], true, nil, .unknown), ([3, 2, 3], true, nil, .newestFirst),
      ([1, 2, 3], false, 1, .newestFirst), ([1, 2, 3], false, 3, .oldestFirst),
      ([1, 2, 3], false, 2, .mixed), ([1, 2, 3], false, 9, .unknown),
      ([1, 2], false, nil, .unknown),
    ] as [([Int], Bool, Int?, PageWalk.Order)]
  )
  func theOrderIsReadOffARow(_ ids: [Int], _ times: Bool, _ newest: Int?, _ order: PageWalk.Order) {
    let newest = newest.map { RecordID("d\($0)") }
    #expect(PageWalk.order(of: items(ids, times: times), newest: newest) == order)
  }

  @Test("the end of a list is found by halving") func theEndOfAListIsFoundByHalving() {
    for last in [0, 1, 2, 3, 7, 50, 99] {
      for guess in [0, 1, 40, 99, 400] {
        var span = PageSpan()
        span.take(0, isEmpty: false)
        var asked = 1
        while let page = span.seek(guess: asked == 1 ? guess : nil) {
          span.take(page, isEmpty: page > last)
          asked += 1
          guard asked < 120 else { break }
        }
        #expect(span.last == last)
        // Behind a guess that was too low, page after page is asked for.
        #expect(asked <= max(12, last - guess + 4))
        #expect(span.below(last) == nil || span.below(last) ?? 0 < last)
      }
    }
  }

  @Test("an empty list has no end to be found") func anEmptyListHasNoEndToBeFound() {
    var span = PageSpan()
    span.take(8, isEmpty: true)
    var asked: [Int] = []
    while let page = span.seek(guess: nil) {
      asked.append(page)
      span.take(page, isEmpty: true)
    }
    #expect(asked.last == 0 && asked.count < 6)
    #expect(span.last == nil)
  }
}
