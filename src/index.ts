/**
 * The public door: everything of the library that users, the command and the action may call. A step at
 * a time: `readDesign` → `makeSettings` → `solve` → `runRules`; or all of it with `checkDesign`.
 */
export { parseAddress, parsePrefix } from './net/parse-prefix.ts';
export type { Parsed, PrefixOptions } from './net/parse-prefix.ts';
export { formatAddress, formatPrefix } from './net/format-prefix.ts';
export type { Address, Family, Prefix } from './net/prefix.ts';

export { readDesign } from './design/read-design.ts';
export { printDesign } from './design/print-design.ts';
export { designJsonSchema, planJsonSchema } from './design/json-schema.ts';
export { readPlan } from './design/read-plan.ts';
export { formatDuration, parseDuration } from './design/duration.ts';
export { formatProblems } from './design/format-problem.ts';
export { nearest } from './design/nearest.ts';
export type { DesignSource } from './design/design-source.ts';
export type { DesignPath, Locate, Location, Problem } from './design/problem.ts';
export type { Plan, PlanExpectation, PlanStep } from './design/plan.ts';
export type { Design, Expectation, ProfileName } from './design/vocabulary.ts';

export { fact, facts } from './aws/facts.ts';
export { quotas } from './aws/quotas.ts';
export { assumptions } from './aws/assumptions.ts';
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
export { recogniseInput } from './importers/recognise-input.ts';

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

export { rules } from './rules/catalogue.ts';
export { baselineOf } from './rules/baseline/baseline.ts';
export type { Baseline } from './rules/baseline/baseline.ts';
export { readBaseline } from './rules/baseline/read-baseline.ts';
export { readConfiguration } from './rules/read-configuration.ts';
export type { Configuration } from './rules/read-configuration.ts';
export { runRules } from './rules/run-rules.ts';
export type { Overrides } from './rules/run-rules.ts';
export { checkDesign } from './rules/check-design.ts';
export { judgeSessionLog } from './rules/judge-session-log.ts';
export type { LogResult } from './rules/judge-session-log.ts';
export { judgeTimeline } from './rules/judge-timeline.ts';
export type { TimelineJudge } from './rules/judge-timeline.ts';
export type { JudgedMoment, TimelineRequest } from './rules/judge-moment.ts';
export type { ExpectationOverTime, JudgedTimeline, TimedFinding } from './rules/timeline-result.ts';
export { compareDesigns } from './rules/compare-designs.ts';
export type { CompareRequest, DiffResult } from './rules/compare-designs.ts';
export type { CheckRequest } from './rules/check-design.ts';
export type { CheckedFinding, CheckedSession, CheckResult, FailOn } from './rules/check-result.ts';
export type { Finding, Rule, Severity } from './rules/rule.ts';

export { fitDesign } from './plan/fit/fit-design.ts';
export type { DesignRequest } from './plan/fit/fit-design.ts';
export { fitList } from './plan/fit/fit-list.ts';
export type { ListRequest } from './plan/fit/fit-list.ts';
export type { FamilyFit, FitCheck, FitResult, Fitted, KeepOut, UnitFit } from './plan/fit/fit-result.ts';
export { readLists } from './plan/fit/read-lists.ts';
export { reportFitJson } from './reporters/fit-json.ts';
export { reportFitText } from './reporters/fit-text.ts';
export { needsAsn, reportRouterConfig, routerFormats } from './reporters/fit-router-configs.ts';
export type { RouterFormat } from './reporters/fit-router-configs.ts';

export { reporters } from './reporters/reporters.ts';
export type { Reporter, ReportOptions } from './reporters/reporters.ts';
export { formatJson } from './reporters/format-json.ts';
export { formatDesign } from './reporters/design-text.ts';
export type { DesignFormat } from './reporters/design-text.ts';
export { printable } from './reporters/printable.ts';
export { reportDiff, reportDiffJson } from './reporters/diff.ts';
export { reportBgpLog, reportBgpLogJson } from './reporters/bgp-log.ts';
export { reportTimelineJson, reportTimelineLines } from './reporters/timeline-json.ts';
export { reportTimelineText } from './reporters/timeline-text.ts';
export type { SimulationReport } from './reporters/simulation-report.ts';
export { placeRoutes, reportRoutes } from './reporters/routes.ts';
export { explainedData, reportExplained } from './reporters/explain.ts';
export { formatListing } from './reporters/listing.ts';
export type { Listing, ListingFormat } from './reporters/listing.ts';
export { listAssumptions } from './reporters/list-assumptions.ts';
export { listQuotas } from './reporters/list-quotas.ts';
export { listRules } from './reporters/list-rules.ts';
