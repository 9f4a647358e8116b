import ArgumentParser

@main
struct Rung: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rung")
}
