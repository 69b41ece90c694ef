import Foundation

let status = Program.run(CommandLine.arguments)
fflush(nil)
// Not `exit`: what OpenSSL clears away at an exit may still be in use by a URLSession that is on its
// way out on another thread, and the program would end by SIGABRT now and then.
_exit(status.rawValue)
