import ArgumentParser
import Books
import Glibc
import Probing
import Venues

/// `rung probe rank FILE…`: which of several hosts is nearest.
struct ProbeRankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Put the hosts of several reports in order.",
        discussion: """
            By what matters most first: the acknowledgement of orders, then who hears the same event first, then the \
            time from the venue's stamp, then round trips of questions. Intervals hold for all comparisons of a table \
            together; hosts of one group cannot be told apart.
            """
    )

    @Argument(help: "The reports, a file a host, as `rung probe --out FILE` wrote them.", completion: .file())
    var files: [String]

    @Option(help: "Write the orders as a picture there.", completion: .file(extensions: ["svg"]))
    var svg: String?

    @Option(help: "How wide the text may be.")
    var width = 100

    func validate() throws {
        guard files.count >= 2 else { throw ValidationError("name two reports or more: there is nothing to compare") }
        guard (60...400).contains(width) else { throw ValidationError("--width: \(width) is not within 60 and 400") }
    }

    func run() throws {
        var reports: [ProbeReport] = []
        for file in files {
            do {
                guard let json = ProbeText.json(Array(try TextFile.read(file).utf8).span) else {
                    throw ReportError("it is no JSON: give files that `rung probe --out FILE` wrote")
                }
                reports.append(try ProbeReport(json))
            } catch let error as ReportError {
                StandardError.say("\(file): \(error.sentence)")
                throw ExitStatus.usage
            } catch let error as StartError {
                StandardError.say(error.sentence)
                throw ExitStatus.usage
            }
        }
        let rankings = Ranker.rankings(of: reports)
        guard !rankings.isEmpty else {
            StandardError.say("the reports have nothing in common: measure the same venue from each host")
            throw ExitStatus.failure
        }
        print(PlainText.lines(rankings.map { $0.text(width: width) }.joined(separator: "\n\n")))
        guard let svg else { return }
        try StartErrors.report { try TextFile.write(RankPlot(rankings).svg, to: svg) }
    }
}
