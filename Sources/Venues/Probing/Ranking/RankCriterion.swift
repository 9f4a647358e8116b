/// What hosts are ordered by, the most telling one first.
public enum RankCriterion: String, Sendable, CaseIterable {
    /// From sending an order to its acknowledgement: the whole way to the engine and back.
    case order
    /// Who hears the same event first: the venue's clock is the same for all and cancels.
    case race
    /// From the venue's stamp to the arrival: needs the venue's clock, which is known to half a round trip.
    case event
    /// A question in the venue's own messages: the way to its gateway and back.
    case question = "venue"
    /// A REST question: the way to its web tier and back.
    case request = "rest"

    /// The series that it is read from; nil for the race, which is between hosts.
    var series: ProbeSeries? {
        switch self {
        case .order: .order
        case .race: nil
        case .event: .event
        case .question: .question
        case .request: .request
        }
    }

    /// What it is, for people.
    public var title: String {
        switch self {
        case .order: "order and acknowledgement, median"
        case .race: "the same event, behind the first host, median"
        case .event: "from the venue's stamp to here, median"
        case .question: "question to the venue's gateway and answer, median"
        case .request: "REST question and answer, median"
        }
    }
}
