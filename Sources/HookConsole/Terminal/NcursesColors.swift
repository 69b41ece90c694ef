import CNcurses
import ConsoleCore

/// The colour pairs of a theme in the terminal at hand: 256 colours, 8, or none.
struct NcursesColors {
  private enum Depth { case none, basic, rich }

  private let theme: Theme
  private let depth: Depth

  /// - Parameter wanted: false keeps to the terminal's own colours (`NO_COLOR`).
  init(theme: Theme, wanted: Bool) {
    self.theme = theme
    guard wanted, has_colors(), start_color() == OK, use_default_colors() == OK else {
      depth = .none
      return
    }
    let roles = Int32(Role.allCases.count)
    depth =
      !theme.isBasic && hc_color_count() >= 256 && hc_pair_count() > 2 * roles
      ? .rich : hc_color_count() >= 8 && hc_pair_count() > roles ? .basic : .none
    for role in Role.allCases {
      let ink = theme.ink(role)
      switch depth {
      case .none: break
      case .basic:
        init_pair(pair(role, selected: false), ink.basic, theme.background < 0 ? -1 : 0)
      case .rich:
        init_pair(pair(role, selected: false), ink.rich, theme.background)
        init_pair(pair(role, selected: true), ink.rich, theme.selection)
      }
    }
  }

  /// What ncurses is told about a style.
  func paint(_ style: Style) -> (attributes: attr_t, pair: Int16) {
    let ink = theme.ink(style.role)
    var attributes: attr_t = 0
    if ink.bold || style.bold { attributes |= hc_attr_bold() }
    if ink.dim, depth != .rich { attributes |= hc_attr_dim() }
    // Without colours what failed is bold.
    if depth == .none, Self.failures.contains(style.role) { attributes |= hc_attr_bold() }
    if style.role == .match { attributes |= hc_attr_underline() }
    if style.selected, depth != .rich {
      attributes |= hc_attr_reverse()
      attributes &= ~hc_attr_dim()
    }
    switch depth {
    case .none: return (attributes, 0)
    case .basic: return (attributes, pair(style.role, selected: false))
    case .rich: return (attributes, pair(style.role, selected: style.selected))
    }
  }

  private static let failures: Set<Role> = [.clientError, .serverError, .noResponse, .problem]

  private func pair(_ role: Role, selected: Bool) -> Int16 {
    Int16(role.rawValue) + 1 + (selected ? Int16(Role.allCases.count) : 0)
  }
}
