import Runtime
import Settings
import Terminal

/// Which exit code an error of a run has, and that its sentence is said: one table for all commands.
enum StartErrors {
    /// Runs `body`, says what it failed of, and throws the exit code; `withoutTerminal` names what needs no terminal.
    static func report(withoutTerminal: String = "", _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as SettingsError {
            StandardError.say("\(error)")
            throw ExitStatus.usage
        } catch let error as LogFileError {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        } catch let error as ReplayError {
            StandardError.say(error.sentence)
            throw ExitStatus.usage
        } catch let error as TerminalError {
            StandardError.say("\(error)\(withoutTerminal)")
            throw ExitStatus.noTerminal
        } catch let error as StartError {
            StandardError.say(error.sentence)
            throw ExitStatus.failure
        }
    }
}
