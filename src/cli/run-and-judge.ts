/** Runs a prepared simulation with the judge looking on: the report, the recording of its inputs, and its log. */
import type { SimulationReport } from '../index.ts';
import { writeRun, type RecordedRun, type ReportedInput } from './recorded-run.ts';
import { version } from './version.ts';

type Library = typeof import('../index.ts');

export interface Prepared extends RecordedRun {
  readonly locate: (path: readonly (string | number)[], step: number) => ReportedInput['expectPlaces'][number];
}

export function runAndJudge(
  { input, reported, locate }: Prepared,
  library: Library,
): { readonly report: SimulationReport; readonly written: string; readonly log: string } {
  const asked = new Map<string, ReportedInput['places'][number]>();
  const judge = library.judgeTimeline({
    settings: input.settings,
    steps: input.steps.map(({ name }) => name),
    expect: reported.expect,
    locate: (path, step) => {
      const at = locate(path, step);
      asked.set(JSON.stringify([path, step]), [path, step, at]);
      return at;
    },
    locateExpectation: (index) => reported.expectPlaces[index] ?? null,
    today: reported.today,
    failOn: reported.failOn,
    overrides: reported.overrides,
  });
  const simulation = library.simulate(input, judge.observe);
  const report: SimulationReport = {
    routecap: version(),
    profile: input.settings.profile,
    inputs: reported.inputs,
    plan: reported.plan,
    seed: input.options.seed ?? null,
    steps: input.steps.map(({ name, at }) => ({
      name,
      at: at.kind === 'quiet' ? 'when quiet' : library.formatDuration(at.ms),
    })),
    simulation,
    judged: judge.finish(simulation.endMs),
  };
  const startMs = Date.parse(`${reported.today}T00:00:00Z`);
  const after = simulation.final.network.design;
  const design = { ...after, vpnConnections: { ...input.design.vpnConnections, ...after.vpnConnections } };
  const formatTime = (epochMs: number): string => new Date(epochMs).toISOString().replace('T', ' ');
  return {
    report,
    written: writeRun(library.record(input), { ...reported, places: [...asked.values()] }, version()),
    log: library
      .bgpLog(design, simulation.events, { startMs, formatTime })
      .map((each) => `${JSON.stringify(each)}\n`)
      .join(''),
  };
}
