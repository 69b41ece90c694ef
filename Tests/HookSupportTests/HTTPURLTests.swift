import HookSupport
import Testing
