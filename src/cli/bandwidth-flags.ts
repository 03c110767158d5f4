/** Flags of `bandwidth`, read strictly: what is wrong is said with what was probably meant. */
import type { SharedFlags } from './shared-flags.ts';
import { UsageError } from './usage-error.ts';

export interface BandwidthFlags extends Omit<SharedFlags, 'from'> {
  readonly for?: string;
  readonly packets?: string;
  readonly from?: string;
  readonly to?: string;
  readonly afterLossOf?: 'tunnel' | 'connection' | 'port';
  readonly on?: 'tgw' | 'vgw' | 'connect';
  readonly over?: 'public' | 'private';
  readonly tunnel?: 'standard' | 'large';
  readonly port?: string;
  readonly packetSize?: string;
  readonly encryption?: string;
  readonly integrity?: string;
  readonly natT?: boolean;
  readonly flows?: readonly string[];
  readonly risk?: string;
  readonly seed?: number;
  readonly draws?: string;
}

type Library = typeof import('../index.ts');
type Question = Omit<import('../index.ts').BandwidthQuestion, 'settings'>;

export function readBandwidthQuestion(flags: BandwidthFlags, hasDesign: boolean, library: Library): Question {
  refuseTogether(flags, hasDesign);
  const rate = (flag: string, text: string | undefined): number | null =>
    text === undefined ? null : readRate(flag, text, library.parseBandwidth);
  const encryption = library.readEncryption(flags.encryption ?? library.defaultProposal.encryption);
  const integrity = library.readIntegrity(flags.integrity ?? library.defaultProposal.integrity);
  if (encryption === null) throw notOne('--encryption', flags.encryption, library.encryptions, library);
  if (integrity === null) throw notOne('--integrity', flags.integrity, library.integrities, library);
  return {
    bandwidthMbps: rate('--for', flags.for),
    packetsPerSecond: flags.packets === undefined ? null : readPackets(flags.packets, library.parsePacketRate),
    on: flags.on ?? 'tgw',
    over: flags.over ?? 'public',
    afterLossOf: flags.afterLossOf ?? null,
    tunnel: flags.tunnel ?? 'standard',
    portMbps: rate('--port', flags.port),
    packetBytes: flags.packetSize === undefined ? null : readWhole('--packet-size', flags.packetSize, 20, 65_535),
    protection: { encryption, integrity, natTraversal: flags.natT === true },
    flows: (flags.flows ?? []).map((text) => {
      const flows = library.parseFlows(text);
      if (typeof flows === 'string') throw new UsageError(`--flows ${text}: ${flows}`);
      return flows;
    }),
    risk: readRisk(flags.risk ?? '1%'),
    seed: flags.seed ?? 0,
    draws: flags.draws === undefined ? null : readWhole('--draws', flags.draws, 1, 1_000_000),
  };
}

/** What contradicts what else is said, or would be left unread. */
function refuseTogether(flags: BandwidthFlags, hasDesign: boolean): void {
  if (hasDesign) {
    const own = ['on', 'over', 'tunnel', 'port', 'packetSize', 'encryption', 'integrity', 'natT'] as const;
    const said = own.find((flag) => flags[flag] !== undefined);
    if (said !== undefined)
      throw new UsageError(`${flagOf(said)} is for a question without a design`, 'the design says it');
    return;
  }
  const ofDesign = (['from', 'to'] as const).find((flag) => flags[flag] !== undefined);
  if (ofDesign !== undefined) throw new UsageError(`${flagOf(ofDesign)} names a place of a design, and none is given`);
  if (flags.for === undefined && flags.packets === undefined && flags.flows === undefined) {
    throw new UsageError('how much is it for?', 'such as: routecap bandwidth --for 10Gbps, or a design with demands');
  }
  if (flags.port !== undefined && flags.over !== 'private')
    throw new UsageError('--port is the Direct Connect port below a private-IP VPN', 'add --over private');
  if (flags.afterLossOf === 'port' && flags.over !== 'private')
    throw new UsageError('--after-loss-of port needs a port', 'add --over private, and --port with its speed');
  if (flags.on === 'connect' && (flags.over !== undefined || flags.tunnel !== undefined))
    throw new UsageError('--over and --tunnel are about VPN connections, not about Connect peers');
}

const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function readRate(flag: string, text: string, parse: Library['parseBandwidth']): number {
  const mbps = parse(text);
  if (mbps !== null && mbps > 0) return mbps;
  const bare = text.trim();
  if (mbps !== null || Number(bare || NaN) === 0)
    throw new UsageError(`${flag} ${text} is nothing`, 'it is more than 0, such as 10Gbps');
  const meant = [`${bare}ps`, `${bare}Gbps`, `${bare}bps`, bare.replace(/^-/, '')].find((each) => parse(each) !== null);
  throw new UsageError(
    `${flag} ${text} is no bandwidth: write 1.25Gbps or 800Mbps`,
    meant === undefined ? null : `did you mean: ${meant}`,
  );
}

function readPackets(text: string, parse: Library['parsePacketRate']): number {
  const packets = /^\d+(\.\d+)?(e\d{1,3})?$/.test(text) ? Number(text) : parse(text);
  if (packets !== null && packets > 0 && Number.isFinite(packets)) return packets;
  throw new UsageError(`--packets ${text} is no number of packets a second: write 800000 or 800kpps`);
}

function readWhole(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${flag} ${text} is not a whole number from ${least} to ${most.toLocaleString('en-US')}`);
}

function readRisk(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (/^\d+(\.\d+)?%?$/.test(text) && value > 0 && value < 100) return value / 100;
  throw new UsageError(`--risk ${text} is not a percentage between 0 and 100`, 'such as --risk 1%');
}

function notOne(flag: string, text: string | undefined, words: readonly string[], { nearest }: Library): UsageError {
  const close = nearest(text ?? '', words);
  return new UsageError(
    `${flag} ${text} is not one of ${words.join(', ')}`,
    close === null ? null : `did you mean: ${close}`,
  );
}
