import ArgumentParser
import Books
import Simulator

/// How the simulated exchanges play.
struct SimulationOptions: ParsableArguments {
    @Option(help: "How much faster than recorded the simulated exchanges play.")
    var speed = "1"

    @Option(
        help: "A script of what goes wrong at the simulated exchanges, and when; see `rung exchange --help`.",
        completion: .file()
    )
    var faults: String?

    func validate() throws {
        _ = try speedPercent()
    }

    /// The speed in hundredths.
    func speedPercent() throws -> Int64 {
        do {
            let percent = try DecimalText.parse(speed, unit: DecimalUnit(decimals: 2))
            guard (1...1_000_000).contains(percent) else { throw DecimalError.outOfRange }
            return percent
        } catch {
            throw ValidationError("--speed: \(speed) is no factor from 0.01 to 10000")
        }
    }

    /// The script of faults; nil without one.
    func script() throws(ValidationError) -> FaultScript? {
        guard let faults else { return nil }
        return try FaultScriptFile.read(faults)
    }
}
