/**
 * The public door: everything of the library that users, the command and the action may call. A step at
 * a time: `readDesign` → `makeSettings` → `solve` → `runRules`; or all of it with `check`.
 */
export { check, openDesign } from './check.ts';
export type { Checked, CheckInput, CheckOptions, OpenedDesign, OpenOptions, Unusable } from './check.ts';

export { parseAddress, parsePrefix } from './net/parse-prefix.ts';
export type { Parsed, PrefixOptions } from './net/parse-prefix.ts';
export { formatAddress, formatPrefix } from './net/format-prefix.ts';
export type { Address, Family, Prefix } from './net/prefix.ts';

export { readDesign } from './design/read-design.ts';
export { printDesign } from './design/print-design.ts';
export { designJsonSchema, planJsonSchema } from './design/json-schema.ts';
export { readPlan } from './design/read-plan.ts';
export { namedPlaces } from './design/read-expectations.ts';
export type { NamedPlaces } from './design/read-expectations.ts';
export { formatDuration, parseDuration } from './design/duration.ts';
export { formatProblems } from './design/format-problem.ts';
export { nearest } from './design/nearest.ts';
export { parseBandwidth, parsePacketRate } from './design/bandwidth.ts';
export type { DesignSource } from './design/design-source.ts';
export type { DesignPath, Locate, Location, Problem } from './design/problem.ts';
export type { Plan, PlanExpectation, PlanStep } from './design/plan.ts';
export { applyChanges } from './design/change.ts';
export type { Change } from './design/change.ts';
export { failureKinds } from './design/vocabulary.ts';
export type { Announcement, Design, Expectation, FailureKind, ProfileName } from './design/vocabulary.ts';

export { fact, facts } from './aws/facts.ts';
export { quotas } from './aws/quotas.ts';
export { assumptions } from './aws/assumptions.ts';
export { defaultProposal, encryptions, integrities, readEncryption, readIntegrity } from './aws/cryptography.ts';
export { announceAs, routerNamed } from './aws/announce-as.ts';
export { buildNetwork } from './aws/build-network.ts';
export { makeSettings } from './aws/settings.ts';
export type { Settings } from './aws/settings.ts';
export type { Assumption, AssumptionValue } from './aws/assumption.ts';
export type { Fact } from './aws/fact.ts';
export type { Quota, QuotaInForce } from './aws/quota.ts';
export type { Session } from './aws/network.ts';

export { customerLadder } from './bgp/customer-ladder.ts';
export { ownAfterPreferenceLadder, ownAsAnyLadder, ownFirstLadder } from './bgp/router-ladders.ts';
export { multipathOfBird, multipathOfFrr, multipathOfOpenbgpd } from './bgp/router-multipath.ts';
export { decodeMessage, encodeMessage } from './bgp/wire/message.ts';
export { MessageStream } from './bgp/wire/message-stream.ts';
export { step } from './bgp/session-machine.ts';
export { newSession } from './bgp/session-state.ts';

export { importAws } from './importers/import-aws.ts';
export type { AwsImport } from './importers/import-aws.ts';
export { importBgpLog } from './importers/import-bgp-log.ts';
export type { LoggedReset, LoggedSession } from './aws/session-log.ts';
export { importTerraform } from './importers/import-terraform.ts';
export type { ReplacedResource, TerraformImport } from './importers/import-terraform.ts';
export { importCloudFormation } from './importers/import-cloudformation.ts';
export type { CloudFormationImport } from './importers/import-cloudformation.ts';
export { announcedFormatIds, importAnnounced } from './importers/import-announced.ts';
export type { AnnouncedFile, AnnouncedImport } from './importers/import-announced.ts';
export { importedKinds } from './importers/imported-kinds.ts';
export type { ImportedKind } from './importers/imported-kinds.ts';
export { recogniseInput } from './importers/recognise-input.ts';
export { readInputs } from './importers/read-inputs.ts';
export type { Input, InputDirectory, InputFile, InputOptions, InputSources } from './importers/read-inputs.ts';

export { solve } from './solve/solve.ts';
export { forward } from './solve/forward.ts';
export { explain } from './solve/explain.ts';
export { startingPlaces } from './solve/place-names.ts';
export type { Explanation } from './solve/explanation.ts';
export type { Forwarding, Way } from './solve/forwarding.ts';
export type { Entry, PlacedRoute, PlaceId, SessionResult, Solution, Status } from './aws/solution.ts';

export { simulate } from './simulate/simulate.ts';
export type { Moment, Simulation, SimulationInput, SimulationOptions } from './simulate/simulate.ts';
export { readRecording, record } from './simulate/recording.ts';
export { describeFlapping, findFlapping } from './simulate/flapping.ts';
export { bgpLog } from './simulate/bgp-log.ts';
export { routerRetryIds } from './simulate/router-retry.ts';
export type { RouterRetryId } from './simulate/router-retry.ts';
export type { SessionSpan, TimelineEvent } from './simulate/timeline.ts';

export { countSets, sweepCases } from './sweep/sweep-cases.ts';
export type { SweepCase, SweepScope } from './sweep/sweep-cases.ts';

export { rules } from './rules/catalogue.ts';
export { baselineOf } from './rules/baseline/baseline.ts';
export type { Baseline } from './rules/baseline/baseline.ts';
export { baselineJsonSchema } from './rules/baseline/baseline-json-schema.ts';
export { readBaseline } from './rules/baseline/read-baseline.ts';
export { configurationJsonSchema, readConfiguration } from './rules/read-configuration.ts';
export type { Configuration } from './rules/read-configuration.ts';
export { runRules } from './rules/run-rules.ts';
export type { Overrides } from './rules/run-rules.ts';
export { checkDesign } from './rules/check-design.ts';
export { evaluateExpectations } from './rules/expectations.ts';
export type { EvaluatedExpectation } from './rules/expectations.ts';
export { judgeSessionLog } from './rules/judge-session-log.ts';
export type { LogResult } from './rules/judge-session-log.ts';
export { judgeTimeline } from './rules/judge-timeline.ts';
export type { TimelineJudge } from './rules/judge-timeline.ts';
export type { JudgedMoment, TimelineRequest } from './rules/judge-moment.ts';
export type { ExpectationOverTime, JudgedTimeline, TimedFinding } from './rules/timeline-result.ts';
export { FailureJudge } from './rules/failures/failure-judge.ts';
export type { RuleBreach } from './rules/failures/failure-judge.ts';
export { placeBreach } from './rules/failures/place-breach.ts';
export { mergeShards } from './rules/failures/merge-shards.ts';
export type { NamedRecord } from './rules/failures/merge-shards.ts';
export { isInShard, readShard, writeBatch, writeHead } from './rules/failures/sweep-record.ts';
export type { Batch, PlacedBreach, Shard, ShardRecord, SweepHead, WorseCase } from './rules/failures/sweep-record.ts';
export { sweepResult } from './rules/failures/sweep-findings.ts';
export type { SweepFinding, SweepResult } from './rules/failures/sweep-result.ts';
export { compareDesigns } from './rules/compare-designs.ts';
export type { CompareRequest, DiffResult } from './rules/compare-designs.ts';
export type { CheckRequest } from './rules/check-design.ts';
export type { CheckedFinding, CheckedSession, CheckResult, FailOn } from './rules/check-result.ts';
export type { Finding, Rule, Severity } from './rules/rule.ts';

export { answerQuestion } from './plan/bandwidth/answer-question.ts';
export type { Answer } from './plan/bandwidth/answer.ts';
export type { Question as BandwidthQuestion } from './plan/bandwidth/question.ts';
export { parseFlows } from './plan/bandwidth/flow-class.ts';
export { judgeBandwidth, lossOf } from './plan/bandwidth/judge-bandwidth.ts';
export type { BandwidthRequest, BandwidthResult } from './plan/bandwidth/judge-bandwidth.ts';
export { freeAsns } from './plan/free-numbers/free-asns.ts';
export { freeInsideCidrs } from './plan/free-numbers/free-inside-cidrs.ts';
export { gatewaysOf } from './plan/free-numbers/used-asns.ts';
export { parseDay } from './plan/headroom/calendar.ts';
export { planHeadroom } from './plan/headroom/plan-headroom.ts';
export type { HeadroomRequest } from './plan/headroom/plan-headroom.ts';
export type { HeadroomResult, HeadroomRow } from './plan/headroom/headroom-result.ts';

export { reporters } from './reporters/reporters.ts';
export { reportGithubProblems } from './reporters/github.ts';
export type { Reporter, ReportOptions } from './reporters/reporters.ts';
export { formatJson } from './reporters/format-json.ts';
export { formatDesign } from './reporters/design-text.ts';
export type { DesignFormat } from './reporters/design-text.ts';
export { printable } from './reporters/printable.ts';
export { reportSweep, reportSweepJson } from './reporters/sweep.ts';
export { reportDiff, reportDiffJson } from './reporters/diff.ts';
export { reportAnswer, reportAnswerJson } from './reporters/bandwidth-answer.ts';
export { reportBandwidth, reportBandwidthJson } from './reporters/bandwidth-design.ts';
export { reportBgpLog, reportBgpLogJson } from './reporters/bgp-log.ts';
export { reportTimelineJson, reportTimelineLines } from './reporters/timeline-json.ts';
export { reportTimelineText } from './reporters/timeline-text.ts';
export type { SimulationReport } from './reporters/simulation-report.ts';
export { freeInsideCidrsData, reportFreeAsns, reportFreeInsideCidrs } from './reporters/free-numbers.ts';
export { reportHeadroom } from './reporters/headroom-text.ts';
export { placeRoutes, reportRoutes } from './reporters/routes.ts';
export { explainedData, reportExplained } from './reporters/explain.ts';
export { formatListing } from './reporters/listing.ts';
export type { Listing, ListingFormat } from './reporters/listing.ts';
export { listAssumptions } from './reporters/list-assumptions.ts';
export { listImportedKinds } from './reporters/list-imported-kinds.ts';
export { listQuotas } from './reporters/list-quotas.ts';
export { listRules } from './reporters/list-rules.ts';
