import Foundation

exit(await Program.run(CommandLine.arguments).rawValue)
