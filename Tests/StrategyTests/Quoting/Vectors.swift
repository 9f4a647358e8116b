import Foundation
import TestKit
import Testing

/// The reference values of the quoting formulae.
struct Vectors: Decodable {
    struct Spread: Decodable {
        struct Case: Decodable {
            struct Input: Decodable {
                let s: Double?
                let q: Double
                let gamma: Double
                let sigma: Double
                let k: Double
                let A: Double?
                let xi: Double?
                let tau: Double?
            }
            struct Output: Decodable {
                let reservation: Double?
                let spread: Double?
                let bid: Double?
                let ask: Double?
                let c1: Double?
                let c2: Double?
                let halfSpread: Double?
                let skewPerUnit: Double?
                let bidDistance: Double
                let askDistance: Double
            }
            struct Exact: Decodable {
                let bidDistance: Double
                let askDistance: Double
            }
            let inp: Input
            let out: Output
            let exactAsymptotic: Exact?
        }
        let cases: [Case]
        let riskNeutralFillLimit: [Case]?
    }

    struct Fit: Decodable {
        struct Input: Decodable {
            let distanceTicks: [Double]
            let events: [Int32]
            let windowS: Double
        }
        struct Output: Decodable {
            let A: Double
            let k: Double
        }
        let inp: Input
        let out: Output
    }

    struct Fair: Decodable {
        struct Mid: Decodable {
            struct Case: Decodable {
                struct Output: Decodable {
                    let mid: Double
                    let imbalance: Double
                    let weightedMid: Double
                }
                let inp: Top
                let out: Output
            }
            let cases: [Case]
        }
        struct Combination: Decodable {
            struct Case: Decodable {
                let inp: [Top]
                let out: Double
            }
            let cases: [Case]
        }
        struct Top: Decodable {
            let bid: Double
            let bidQty: Double
            let ask: Double
            let askQty: Double
            let fresh: Bool?
        }
        struct Micro: Decodable {
            struct Input: Decodable {
                let imbalanceBuckets: Int
                let spreadStates: Int
                let movesTicks: [Double]
                let qCounts: [[Double]]
                let rCounts: [[Double]]
                let tCounts: [[Double]]
            }
            struct Output: Decodable {
                let first: [Double]
                let all: [Double]

                enum CodingKeys: String, CodingKey {
                    case first = "G1"
                    case all = "gStar"
                }
            }
            let inp: Input
            let out: Output
        }
        let weightedMid: Mid
        let venueCombination: Combination
        let microPrice: Micro
    }

    struct Volatility: Decodable {
        struct Returns: Decodable {
            struct Output: Decodable {
                let realisedVariance: Double
                let bipowerVariation: Double
                let medRv: Double
                let jumpPart: Double
                let relativeJump: Double
            }
            let inp: [Double]
            let out: Output
        }
        struct Average: Decodable {
            struct Input: Decodable {
                let t: [Double]
                let price: [Double]
                let tau: Double
            }
            let inp: Input
            let outSigmaAfterEach: [Double]
        }
        struct PerBar: Decodable {
            let closeToCloseZeroMean: Double
            let closeToCloseSample: Double
            let parkinson: Double
            let garmanKlass: Double
            let garmanKlassFull: Double
            let rogersSatchell: Double
            let yangZhang: Double
            let riskMetrics: Double

            enum CodingKeys: String, CodingKey {
                case closeToCloseZeroMean
                case closeToCloseSample
                case parkinson
                case garmanKlass
                case garmanKlassFull
                case rogersSatchell
                case yangZhang
                case riskMetrics = "ewma094"
            }
        }
        let barsOhlc: [[Double]]
        let perBarLogSigma: PerBar
        let returns: [String: Returns]
        let ewmaTime: Average
    }

    struct Size: Decodable {
        struct Case: Decodable {
            struct Input: Decodable {
                let medianDepth: [Double]
                let phi: Double
                let sigmaRatio: Double
                let g0: Double
                let lot: Double
                let prices: [Double]
                let budgetNotional: Double
                let minNotional: Double
                let inventoryMultiplier: Double
            }
            struct Output: Decodable {
                let rho: Double
                let sizes: [Double]
            }
            let inp: Input
            let out: Output
        }
        let cases: [Case]
    }

    struct Pipeline: Decodable {
        struct Case: Decodable {
            struct Input: Decodable {
                let fair: Double
                let sigma: Double
                let A: Double
                let k: Double
                let gamma: Double
                let q: Double
                let tick: Double
                let bestBid: Double
                let bestAsk: Double
                let levels: Int
                let beta: Double
                let tau: Double
                let feeBps: Double
                let edgeBps: Double
            }
            struct Output: Decodable {
                let step: Double
                let bids: [Double]
                let asks: [Double]
                let bidDistance: Double
                let askDistance: Double
                let feeFloor: Double
            }
            let inp: Input
            let out: Output
        }
        let cases: [Case]
    }

    let avellanedaStoikov: Spread
    let glft: Spread
    let intensityFit: Fit
    let fairPrice: Fair
    let volatility: Volatility
    let sizeProfile: Size
    let quotePipeline: Pipeline

    static func read() throws -> Vectors {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Vectors.self, from: Data(try Fixture.bytes("quoting.json", in: .module)))
    }
}

/// Whether two numbers differ by no more than a relative 1e-12, which is the tolerance of the closed forms.
func isSame(_ left: Double, _ right: Double, within tolerance: Double = 1e-12) -> Bool {
    (left - right).magnitude <= tolerance * max(left.magnitude, right.magnitude, .leastNormalMagnitude)
}
