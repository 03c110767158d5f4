/** `bandwidth`: how many connections a rate takes, by itself, or with a design whose demands are judged and sized. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { readBandwidthQuestion, type BandwidthFlags } from '../bandwidth-flags.ts';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import type { LoadedDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addColorFlags, addSettingsFlags } from '../shared-flags.ts';
import { readSeed } from '../simulate-flags.ts';
import { wantsColor, widthOf } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json'];

export function addBandwidth(program: Command, { world, exit }: RunContext): void {
  const command = program
    .command('bandwidth')
    .description('count the connections that a bandwidth takes, by itself or in a design')
    .argument('[path...]', 'what check takes: its demands are judged, and what is missing is proposed')
    .option('--for <bandwidth>', 'how much, such as 10Gbps')
    .option('--packets <n>', 'how many packets a second')
    .option('--from <place>', 'with a design: demands from here')
    .option('--to <place>', 'with a design: demands to here')
    .addOption(new Option('--after-loss-of <what>', 'it must fit without one, too').choices([...losses]))
    .addOption(new Option('--on <gateway>', 'where it ends (default: tgw)').choices(['tgw', 'vgw', 'connect']))
    .addOption(
      new Option('--over <network>', 'private: private-IP VPN over Direct Connect (default: public)').choices([
        'public',
        'private',
      ]),
    )
    .addOption(new Option('--tunnel <size>', 'large: with --profile guide').choices(['standard', 'large']))
    .option('--port <bandwidth>', 'speed of a Direct Connect port, with --over private')
    .option('--packet-size <bytes>', 'size of the packets inside the tunnel')
    .option('--encryption <algorithm>', 'phase 2, for what encryption costs (default: AES128)')
    .option('--integrity <algorithm>', 'phase 2 (default: SHA1)')
    .option('--nat-t', 'NAT traversal is on')
    .option('--flows <countxsize>', 'what it is made up of, such as 40x250Mbps; repeatable', collectFlows)
    .option('--risk <percent>', 'accepted chance that flows overload a tunnel (default: 1%)')
    .option('--seed <n>', 'decides the draws where the chance is simulated (default: 0)', readSeed)
    .option('--draws <n>', 'how many draws (default: as many as take a moment)')
    .addOption(formatOption(formats));
  addColorFlags(addSettingsFlags(command)).addHelpText(
    'after',
    `
Examples:
  routecap bandwidth --for 10Gbps --over private --port 10Gbps
  routecap bandwidth --for 10Gbps --packets 800000 --after-loss-of connection
  routecap bandwidth --flows 40x250Mbps --risk 1%
  routecap bandwidth design.yaml --after-loss-of connection
  routecap bandwidth design.yaml --from app --to dc1 --for 12Gbps --format json`,
  );
  command.action(async (paths: string[], flags: BandwidthFlags) => {
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, paths, world);
    const library = await import('../../index.ts');
    const asked = readBandwidthQuestion(flags, paths.length > 0, library);
    const rendered = (file: string | null): { color: boolean; width: number } => ({
      color: file === null && wantsColor(flags.color, 'stdout', world),
      width: widthOf(world),
    });
    if (paths.length === 0) {
      const { settings, problems } = library.makeSettings({
        design: { profile: null, near: null, quotas: {}, assumptions: {} },
        profile: flags.profile,
        near: flags.near,
        quotas: flags.quota,
        assumptions: flags.assume,
      });
      if (problems.length > 0) return exit(await reportProblems(problems, { json: printsJson(outputs) }, world));
      const question = { ...asked, settings };
      const result = { routecap: version(), question, answer: library.answerQuestion(question) };
      await deliver(
        outputs,
        ({ format, file }) =>
          format === 'json' ? library.reportAnswerJson(result) : library.reportAnswer(result, rendered(file)),
        world,
      );
      return exit(0);
    }
    const { from, to, ...shared } = flags;
    const loaded = await loadDesign(paths, shared, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const { demands, positions } = demandsAsked(loaded, { from, to }, asked, library);
    if (asked.flows.length > 0 && demands.length !== 1) {
      throw new UsageError('--flows are about one demand', 'name it with --from and --to');
    }
    const result = library.judgeBandwidth({
      ...asked,
      design: { ...loaded.design, demands },
      settings: loaded.settings,
      // A demand that a flag asks for stands nowhere.
      locate: ([section, index, ...rest]) => {
        if (section !== 'demands') return loaded.locate(index === undefined ? [section!] : [section!, index, ...rest]);
        const position = positions[index as number];
        return position === undefined ? null : loaded.locate([section, position, ...rest]);
      },
      today: world.now().toISOString().slice(0, 10),
      inputs: paths,
      version: version(),
    });
    await deliver(
      outputs,
      ({ format, file }) =>
        format === 'json' ? library.reportBandwidthJson(result) : library.reportBandwidth(result, rendered(file)),
      world,
    );
    exit(result.exitCode);
  });
}

const losses = ['tunnel', 'connection', 'port'] as const;

function collectFlows(text: string, before: unknown): readonly string[] {
  if (text.trim() === '') throw new InvalidArgumentError('Flows are written COUNTxSIZE, such as 40x250Mbps.');
  return [...((before ?? []) as readonly string[]), text];
}

type Library = typeof import('../../index.ts');
type Asked = ReturnType<typeof readBandwidthQuestion>;
interface Between {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The demands of the design that the flags name, or the one that they make; with their positions in the design. */
function demandsAsked(
  { design }: LoadedDesign,
  { from, to }: Between,
  { bandwidthMbps, packetsPerSecond, afterLossOf, flows }: Asked,
  library: Library,
): { demands: LoadedDesign['design']['demands']; positions: readonly number[] } {
  const loss = afterLossOf === null ? null : library.lossOf[afterLossOf];
  if (bandwidthMbps !== null || packetsPerSecond !== null) {
    if (from === undefined || to === undefined) {
      throw new UsageError('--for and --packets with a design need --from and --to', 'such as --from app --to dc1');
    }
    for (const name of [from, to]) {
      const { places } = library.namedPlaces(design);
      if (places.has(name)) continue;
      const close = library.nearest(name, places.keys());
      throw new UsageError(`no place is called ${name}`, close === null ? null : `did you mean: ${close}`);
    }
    return { demands: [{ from, to, bandwidthMbps, packetsPerSecond, afterFailuresOf: loss }], positions: [] };
  }
  const positions = [...design.demands.keys()].filter((index) => {
    const demand = design.demands[index]!;
    return (from === undefined || demand.from === from) && (to === undefined || demand.to === to);
  });
  if (positions.length === 0) {
    const flags = flows.length > 0 ? '--flows says what a demand is made up of; ' : '';
    throw new UsageError(
      design.demands.length === 0 ? 'the design has no demands' : 'no demand of the design is between these places',
      `${flags}ask with --from, --to and --for, or write \`demands\` into the design`,
    );
  }
  const demands = positions.map((index) => {
    const demand = design.demands[index]!;
    return loss === null ? demand : { ...demand, afterFailuresOf: loss };
  });
  return { demands, positions };
}
