// What any program pays that loads Foundation and does nothing.
import Foundation

print(ProcessInfo.processInfo.processName)
