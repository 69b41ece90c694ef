extension Subcommand {
  static let man = Subcommand(
    "man",
    "print the manual page",
    example: "hookconsole man | man -l -",
    options: []
  ) { _ in
    try Output.write(Array(ManualPage.text(Program.commands).utf8))
  }
}
