import CNcurses
import ConsoleCore

/// The colour pairs of a theme in the terminal at hand: 256 colours, 8, or none.
struct NcursesColors {
  private enum Depth { case none, basic, rich }

  /// What ncurses is told about a style.
  typealias Paint = (attributes: attr_t, pair: Int16)

  /// For each style, as `paint` finds them.
  private var paints: [Paint] = []

  /// - Parameter wanted: false keeps to the terminal's own colours (`NO_COLOR`).
  init(theme: Theme, wanted: Bool) {
    let depth = Self.depth(of: theme, wanted)
    for role in Role.allCases {
      let ink = theme.ink(role)
      switch depth {
      case .none: break
      case .basic:
        init_pair(Self.pair(role, selected: false), ink.basic, theme.background < 0 ? -1 : 0)
      case .rich:
        init_pair(Self.pair(role, selected: false), ink.rich, theme.background)
        init_pair(Self.pair(role, selected: true), ink.rich, theme.selection)
      }
      for selected in [false, true] {
        for bold in [false, true] {
          let style = Style(role: role, selected: selected, bold: bold)
          paints.append(Self.paint(style, ink, depth))
        }
      }
    }
  }

  private static func depth(of theme: Theme, _ wanted: Bool) -> Depth {
    guard wanted, has_colors(), start_color() == OK, use_default_colors() == OK else {
      return .none
    }
    let roles = Int32(Role.allCases.count)
    if !theme.isBasic, hc_color_count() >= 256, hc_pair_count() > 2 * roles { return .rich }
    return hc_color_count() >= 8 && hc_pair_count() > roles ? .basic : .none
  }

  func paint(_ style: Style) -> Paint {
    paints[Int(style.role.rawValue) * 4 + (style.selected ? 2 : 0) + (style.bold ? 1 : 0)]
  }

  private static func paint(_ style: Style, _ ink: Theme.Ink, _ depth: Depth) -> Paint {
    var attributes: attr_t = 0
    if ink.bold || style.bold { attributes |= hc_attr_bold() }
    if ink.dim, depth != .rich { attributes |= hc_attr_dim() }
    // Without colours what failed is bold.
    if depth == .none, failures.contains(style.role) { attributes |= hc_attr_bold() }
    if style.role == .match { attributes |= hc_attr_underline() }
    if style.selected, depth != .rich {
      attributes |= hc_attr_reverse()
      attributes &= ~hc_attr_dim()
    }
    return (
      attributes, depth == .none ? 0 : pair(style.role, selected: style.selected && depth == .rich)
    )
  }

  private static let failures: Set<Role> = [.clientError, .serverError, .noResponse, .problem]

  private static func pair(_ role: Role, selected: Bool) -> Int16 {
    Int16(role.rawValue) + 1 + (selected ? Int16(Role.allCases.count) : 0)
  }
}
