import Foundation

let status = Program.run(CommandLine.arguments)
fflush(nil)
// Not `exit`: OpenSSL frees at exit what a URLSession that ends on another thread may still use, and the
// program would end by SIGABRT now and then.
_exit(status.rawValue)
