@testable import ConsoleCore
import Testing

/// What drives whole programs against whole servers, one after the other: run side by side on a small
/// machine they would only wait for each other, until one waits too long.
@Suite(.serialized, .timeLimit(.minutes(1))) enum Scenarios {}
