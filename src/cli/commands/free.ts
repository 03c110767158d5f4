/** `free`: numbers that a new site can have, ASNs and inside CIDRs, so that nothing they meet breaks. */
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { deliver, formatOption, guardInputs, printsJson, readFormats } from '../formats.ts';
import { loadDesign } from '../load-design.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunContext } from '../run-context.ts';
import { addInputFlags } from '../shared-flags.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

const formats = ['text', 'json'];

interface FreeFlags extends SharedFlags {
  readonly count: number;
  readonly hub?: string;
  readonly ipv6?: boolean;
}

export function addFree(program: Command, context: RunContext): void {
  const free = program
    .command('free')
    .description('numbers that are free for new sites: asns, inside-cidrs')
    .addHelpText(
      'after',
      `
Examples:
  routecap free asns design.yaml --count 12 --hub parcels
  routecap free inside-cidrs design.yaml --count 4 --format json`,
    );
  addAsns(free, context);
  addInsideCidrs(free, context);
}

function addAsns(free: Command, { world, exit }: RunContext): void {
  const command = free
    .command('asns')
    .description('private ASNs for new sites: met by no other site, and taken by AWS under both profiles')
    .argument('<path...>', 'what check takes')
    .addOption(countOption())
    .option('--hub <gateway>', 'free at this gateway (default: in all of the design)')
    .addOption(new Option('--profile <profile>', 'guide: four-byte ASNs will do too').choices(['faq', 'guide']))
    .addOption(formatOption(formats));
  addInputFlags(command).addHelpText(
    'after',
    `
Exit code 1: fewer are free than asked for.

Examples:
  routecap free asns design.yaml --count 12
  routecap free asns aws-export/ --count 3 --hub tgw-0a1b2c3d`,
  );
  command.action(async (paths: string[], flags: FreeFlags) => {
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, paths, world);
    const loaded = await loadDesign(paths, flags, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const library = await import('../../index.ts');
    const network = library.buildNetwork(loaded.design, loaded.settings);
    const gateways = library.gatewaysOf(network);
    const hub = gateways.find(({ name }) => name === flags.hub) ?? null;
    if (flags.hub !== undefined && hub === null) {
      const names = gateways.map(({ name }) => name);
      const guess = library.nearest(flags.hub, names);
      const hint = guess === null ? `there are: ${names.slice(0, 8).join(', ')}` : `did you mean: ${guess}`;
      throw new UsageError(`there is no gateway ${flags.hub} in this design`, hint);
    }
    const found = library.freeAsns(network, hub, flags.count);
    const { profile } = loaded.settings;
    const enough = found.asns.length + (profile === 'guide' ? found.guideOnly.length : 0) >= flags.count;
    const exitCode = enough ? 0 : 1;
    await deliver(
      outputs,
      ({ format }) =>
        format === 'json'
          ? library.formatJson({ routecap: version(), profile, inputs: paths, ...found, exitCode })
          : library.reportFreeAsns(found),
      world,
    );
    exit(exitCode);
  });
}

function addInsideCidrs(free: Command, { world, exit }: RunContext): void {
  const command = free
    .command('inside-cidrs')
    .description('inside CIDRs for new tunnels, used by no tunnel of the design and not kept by AWS')
    .argument('<path...>', 'what check takes')
    .addOption(countOption())
    .option('--ipv6', 'a /126 for each IPv6 tunnel (transit gateways) instead of a /30')
    .addOption(formatOption(formats));
  addInputFlags(command).addHelpText(
    'after',
    `
A VPN connection has two tunnels and needs two. Exit code 1: fewer are free than asked for.

Examples:
  routecap free inside-cidrs design.yaml --count 2
  routecap free inside-cidrs design.yaml --count 2 --ipv6`,
  );
  command.action(async (paths: string[], flags: FreeFlags) => {
    const outputs = readFormats(flags.format, formats);
    await guardInputs(outputs, paths, world);
    const loaded = await loadDesign(paths, flags, world);
    if (loaded.problems !== null) {
      return exit(await reportProblems(loaded.problems, { json: printsJson(outputs) }, world));
    }
    const library = await import('../../index.ts');
    const found = library.freeInsideCidrs(loaded.design, flags.ipv6 === true ? 'ipv6' : 'ipv4', flags.count);
    const exitCode = found.cidrs.length < flags.count ? 1 : 0;
    await deliver(
      outputs,
      ({ format }) =>
        format === 'json'
          ? library.formatJson({ routecap: version(), inputs: paths, ...library.freeInsideCidrsData(found), exitCode })
          : library.reportFreeInsideCidrs(found),
      world,
    );
    exit(exitCode);
  });
}

function countOption(): Option {
  return new Option('--count <n>', 'how many').default(1).argParser(readCount);
}

const most = 100_000;

function readCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,7}$/.test(text) || count < 1 || count > most) {
    throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
  }
  return count;
}
