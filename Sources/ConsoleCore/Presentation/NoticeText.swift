import HookSupport

/// What was said in the last line, to be read again.
enum NoticeText {
  /// The newest first, each with its time.
  static func viewer(_ said: [(time: Double, notice: Notice)], _ times: TimeText) -> Viewer {
    let lines = said.reversed().map { entry in
      Viewer.Line([
        (times.medium(Timestamp(seconds: entry.time)) + "  ", Style(role: .faint)),
        (entry.notice.text, Style(role: entry.notice.isProblem ? .problem : .plain)),
      ])
    }
    return Viewer("Messages", lines)
  }
}
