/** What `fit` prints for FRR and BIRD is taken by FRR and BIRD, and makes FRR and BIRD announce the summary and nothing inside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { fitList } from '../../src/plan/fit/fit-list.ts';
import type { UnitFit } from '../../src/plan/fit/fit-result.ts';
import { reportRouterConfig } from '../../src/reporters/fit-router-configs.ts';
import { startDaemon } from './daemons/start-daemon.ts';
import { launch } from './daemons/daemon.ts';
import { createLab, type Lab } from './lab.ts';
import { runCommand } from './run-command.ts';
import { eventually } from './wait.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab(0);
});
afterAll(() => lab.destroy());

const networks = [
  '10.64.0.0/24',
  '10.64.1.0/24',
  '10.64.3.0/24',
  '10.65.0.0/16',
  '10.65.7.0/24',
  '192.168.9.0/24',
  '172.16.0.0/25',
  '172.16.0.192/26',
];
/** By hand: 10.64.0.0/22 claims a /24, 172.16.0.0/24 a /26; what is inside 10.65.0.0/16 goes. */
const summary = ['10.64.0.0/22', '10.65.0.0/16', '172.16.0.0/24', '192.168.9.0/24'];

function prefixes(texts: readonly string[]): PrefixList {
  return PrefixList.from(
    texts.map((text): Prefix => {
      const parsed = parsePrefix(text);
      if (!parsed.ok) throw new Error(parsed.why);
      return parsed.value;
    }),
  );
}

function fitted(texts: readonly string[], cap: number): readonly UnitFit[] {
  const { result, problems } = fitList({ list: prefixes(texts), cap, keepOut: [], asn: 65010 });
  if (result === null) throw new Error(problems[0]?.message);
  return result.units;
}

const both = [...networks, '2001:db8::/48', '2001:db8:2::/48', 'fd00:9::/64'];

test('the summary is the one meant', () => {
  const [unit] = fitted(networks, 4);
  expect(Array.from(unit!.families[0]!.summary, formatPrefix)).toEqual(summary);
});

test('FRR and BIRD take the configuration of both families', async () => {
  const folder = join(lab.folder, 'check');
  mkdirSync(folder);
  const units = fitted(both, 2);
  const frr = join(folder, 'frr.conf');
  writeFileSync(frr, reportRouterConfig(units, 'frr'));
  await runCommand('vtysh', ['-C', '-f', frr]);
  // A command that does not exist is refused, so the check is one.
  writeFileSync(join(folder, 'bad.conf'), reportRouterConfig(units, 'frr').replace('summary-only', 'summary-onyl'));
  await expect(runCommand('vtysh', ['-C', '-f', join(folder, 'bad.conf')])).rejects.toThrow();
  const bird = join(folder, 'bird.conf');
  writeFileSync(bird, `router id 10.255.0.9;\nprotocol device {}\n${reportRouterConfig(units, 'bird')}`);
  await runCommand('bird', ['-p', '-c', bird]);
});

/** A BIRD that writes down what it hears. */
async function listener(
  host: number,
  from: string,
): Promise<{ heard: () => Promise<string[]>; stop: () => Promise<void> }> {
  const { paths, stop } = await startDaemon('bird', lab, {
    asn: 64512,
    host,
    routerId: `10.255.0.${host}`,
    neighbors: [{ address: from, asn: 65010, passive: true }],
    networks: [],
    localPreferences: [],
    advertise: false,
    multipath: false,
    defaultTimers: false,
  });
  return { heard: async () => [...(await paths()).keys()].sort(), stop };
}

async function announcedTo(host: number, command: readonly string[], ask: () => Promise<unknown>): Promise<string[]> {
  const ear = await listener(host, lab.address(host + 1));
  try {
    const router = await launch(lab, host + 1, command, ask);
    try {
      return await eventually('the summary is heard', async () => {
        const heard = await ear.heard();
        return heard.length === summary.length ? heard : null;
      });
    } finally {
      await router.stop();
    }
  } finally {
    await ear.stop();
  }
}

test('FRR announces the summary and nothing else', async () => {
  const folder = join(lab.folder, 'frr-fit');
  mkdirSync(folder);
  const file = join(folder, 'frr.conf');
  const base = [
    'router bgp 65010',
    ' bgp router-id 10.255.0.162',
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ` neighbor ${lab.address(161)} remote-as 64512`,
    ` neighbor ${lab.address(161)} timers connect 1`,
    ' address-family ipv4 unicast',
    ...networks.map((network) => `  network ${network}`),
    ' exit-address-family',
    'exit',
  ];
  // As printed, with the neighbor put in where the comment says.
  const printed = reportRouterConfig(fitted(networks, 4), 'frr').replace(
    '! neighbor ADDRESS',
    `neighbor ${lab.address(161)}`,
  );
  writeFileSync(file, `${base.join('\n')}\n${printed}`);
  const command = [
    '/usr/lib/frr/bgpd',
    '-f',
    file,
    '-S',
    '-Z',
    '--vty_socket',
    folder,
    '-i',
    join(folder, 'pid'),
    '-A',
    '127.0.0.1',
    '-P',
    '0',
  ];
  const heard = await announcedTo(161, command, () =>
    runCommand('vtysh', ['--vty_socket', folder, '-d', 'bgpd', '-c', 'show bgp summary json']),
  );
  expect(heard).toEqual(summary);
});

test('BIRD announces the summary and nothing else', async () => {
  const folder = join(lab.folder, 'bird-fit');
  mkdirSync(folder);
  const file = join(folder, 'bird.conf');
  const printed = reportRouterConfig(fitted(networks, 4), 'bird');
  writeFileSync(
    file,
    `router id 10.255.0.164;
protocol device {}
protocol static site { ipv4; ${networks.map((network) => `route ${network} blackhole;`).join(' ')} }
${printed}
protocol bgp aws {
  local ${lab.address(164)} as 65010;
  neighbor ${lab.address(163)} as 64512;
  connect delay time 1; connect retry time 1;
  ipv4 { import none; export filter routecap_ipv4; next hop self; };
}
`,
  );
  const socket = join(folder, 'socket');
  const command = ['bird', '-f', '-c', file, '-s', socket, '-P', join(folder, 'pid')];
  const heard = await announcedTo(163, command, () => runCommand('birdc', ['-s', socket, 'show', 'status']));
  expect(heard).toEqual(summary);
});
