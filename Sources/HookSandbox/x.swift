import CMicrohttpd
import CSQLite
public enum HookSandbox { static let v = sqlite3_libversion_number() }
