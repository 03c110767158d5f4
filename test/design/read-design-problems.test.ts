import { describe, expect, test } from 'vitest';
import { readDesign } from '../../src/design/read-design.ts';
import type { Problem } from '../../src/design/problem.ts';
import { noFiles, read } from './read.ts';

/** What the caret marks, cut out of the line by hand-written line and column. */
interface Expected {
  readonly at: readonly [line: number, column: number];
  readonly marked: string;
  readonly message: RegExp;
  readonly suggestion: string | null;
}

function expectProblem(
  problem: Problem | undefined,
  text: string,
  { at, marked, message, suggestion }: Expected,
): void {
  expect(problem?.message).toMatch(message);
  expect(problem?.at).toEqual({ file: 'design.yaml', line: at[0], column: at[1] });
  const line = text.split(/\r?\n/)[at[0] - 1]!;
  expect(problem?.excerpt).toBe(line);
  expect(line.slice(at[1] - 1, at[1] - 1 + problem!.width)).toBe(marked);
  expect(problem?.suggestion).toBe(suggestion);
}

function only(text: string, expected: Expected): void {
  const { design, problems } = read(text);
  expect(design).toBeNull();
  expect(problems.map(({ message }) => message)).toHaveLength(1);
  expectProblem(problems[0], text, expected);
}

const sound = `routecap: 1
vpnGateways:
  hub: { amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010 }
vpnConnections:
  v1: { customerGateway: dc1, vpnGateway: hub }
`;

test('the text that the cases below spoil has no problem', () => {
  expect(read(sound).problems).toEqual([]);
});

describe('keys and names', () => {
  test('a misspelt key', () => {
    only(sound.replace('customerGateway: dc1', 'custmerGateway: dc1'), {
      at: [7, 9],
      marked: 'custmerGateway',
      message: /has no key `custmerGateway`/,
      suggestion: 'customerGateway',
    });
  });
  test('a misspelt section', () => {
    const text = sound.replace('customerGateways:', 'customerGatways:');
    const { problems } = read(text);
    expectProblem(problems[0], text, {
      at: [4, 1],
      marked: 'customerGatways',
      message: /has no key `customerGatways`/,
      suggestion: 'customerGateways',
    });
  });
  test('a dangling name', () => {
    only(sound.replace('customerGateway: dc1', 'customerGateway: dc2'), {
      at: [7, 26],
      marked: 'dc2',
      message: /no customer gateway `dc2`/,
      suggestion: 'dc1',
    });
  });
  test('names that every object has are no names of things', () => {
    only(`${sound}vpcs: { constructor: {} }\nvirtualInterfaces:\n  x: { type: private, vpnGateway: toString }\n`, {
      at: [10, 35],
      marked: 'toString',
      message: /no VPN gateway `toString`/,
      suggestion: null,
    });
  });
  test('a name with a slash', () => {
    only('routecap: 1\nvpcs:\n  a/b: {}\n', {
      at: [3, 3],
      marked: 'a/b',
      message: /`a\/b` is no name/,
      suggestion: 'a-b',
    });
  });
  test('a key given twice in YAML and in JSON', () => {
    only('routecap: 1\nvpcs:\n  a: {}\n  a: {}\n', {
      at: [4, 3],
      marked: 'a',
      message: /given twice here, first on line 3/,
      suggestion: null,
    });
    only('{ "routecap": 1,\n  "vpcs": { "a": {},\n    "a": {} } }', {
      at: [3, 5],
      marked: '"a"',
      message: /given twice here, first on line 2/,
      suggestion: null,
    });
  });
  test('two spellings of one key', () => {
    only(sound.replace('{ bgpAsn: 65010 }', '{ bgpAsn: 65010, asn: 65010 }'), {
      at: [5, 25],
      marked: 'asn',
      message: /`bgpAsn` and `asn` say the same; keep `bgpAsn`/,
      suggestion: null,
    });
  });
  test('a session that is not there', () => {
    only(`${sound}expect:\n  - { session: v1/tunnel-3, stays: up }\n`, {
      at: [9, 16],
      marked: 'v1/tunnel-3',
      message: /no session or connection `v1\/tunnel-3`/,
      suggestion: 'v1/tunnel-1',
    });
  });
});

describe('prefixes', () => {
  const vpc = (prefix: string): string => `routecap: 1\nvpcs:\n  app: { cidrs: [${prefix}] }\n`;
  test('host bits', () => {
    only(vpc('10.20.0.1/16'), {
      at: [3, 18],
      marked: '10.20.0.1/16',
      message: /"10\.20\.0\.1\/16" is no prefix/,
      suggestion: '10.20.0.0/16',
    });
  });
  test('a leading zero is not read as octal', () => {
    only(vpc('010.0.0.0/8'), { at: [3, 18], marked: '010.0.0.0/8', message: /leading zero/, suggestion: '10.0.0.0/8' });
  });
  test('a number where a prefix belongs', () => {
    only(vpc('10.5'), { at: [3, 18], marked: '10.5', message: /expected a prefix/, suggestion: null });
  });
  test('the same one twice in one list, with both places', () => {
    only(
      'routecap: 1\nrouters:\n  r:\n    announce:\n      - 10.0.0.0/8\n      - { prefix: 10.0.0.0/8, med: 5 }\n      - 10.0.0.0/8\n',
      {
        at: [7, 9],
        marked: '10.0.0.0/8',
        message: /10\.0\.0\.0\/8 is announced twice in one list, first on line 5/,
        suggestion: null,
      },
    );
  });
  test('one that only other attributes set apart may stand beside it', () => {
    expect(
      read('routecap: 1\nrouters:\n  r:\n    announce:\n      - 10.0.0.0/8\n      - { prefix: 10.0.0.0/8, med: 5 }\n')
        .problems,
    ).toEqual([]);
  });
  test('more than a block holds', () => {
    only('routecap: 1\nrouters:\n  r:\n    announce:\n      - { from: 10.0.0.0/24, length: 25, count: 3 }\n', {
      at: [5, 9],
      marked: '{ from: 10.0.0.0/24, length: 25, count: 3 }',
      message: /holds 2 prefixes of length 25, not 3/,
      suggestion: null,
    });
  });
});

describe('AS numbers', () => {
  const asn = (text: string, message: RegExp, suggestion: string | null): void =>
    only(sound.replace('65010', text), { at: [5, 18], marked: text, message, suggestion });
  test('0 (RFC 7607)', () => asn('0', /RFC 7607/, null));
  test('one above 32 bits', () => asn('4294967296', /1 to 4294967295/, null));
  // 64512 × 65536 + 10; YAML reads the text as the number 64512.1.
  test('asdot, which YAML takes for a decimal number', () => asn('64512.10', /asdot/, '4227858442'));
  test('asdot in quotes', () => asn('"64512.10"', /asdot/, '4227858442'));
  test('negative', () => asn('-5', /1 to 4294967295/, null));
  test('with letters', () => asn('AS65010', /whole number/, '65010'));
  test('with a leading zero', () => asn('065010', /leading zero/, '65010'));
  test('the last one of 32 bits, digits in quotes and 23456 are left to rules', () => {
    for (const text of ['4294967295', '"65010"', '23456', '1'])
      expect(read(sound.replace('65010', text)).problems).toEqual([]);
  });
});

describe('other values', () => {
  const vif = (rest: string): string => `routecap: 1\nvirtualInterfaces:\n  v: { type: private, ${rest} }\n`;
  test('a bandwidth without a unit', () => {
    only(vif('bandwidth: 10'), { at: [3, 34], marked: '10', message: /needs its unit/, suggestion: '10Gbps' });
    only(vif('bandwidth: "1000"'), {
      at: [3, 34],
      marked: '"1000"',
      message: /needs its unit/,
      suggestion: '1000Mbps',
    });
  });
  test('a choice misspelt', () => {
    only(vif('addressFamily: ipv5'), {
      at: [3, 38],
      marked: 'ipv5',
      message: /expected `ipv4` or `ipv6`/,
      suggestion: 'ipv4',
    });
  });
  test('YAML 1.1 truth', () => {
    only('routecap: 1\nrouters:\n  r: { transit: yes }\n', {
      at: [3, 17],
      marked: 'yes',
      message: /expected true or false/,
      suggestion: 'true',
    });
  });
  test('an availability zone for a region', () => {
    only('routecap: 1\nregion: eu-west-1a\n', {
      at: [2, 9],
      marked: 'eu-west-1a',
      message: /expected an AWS region/,
      suggestion: 'eu-west-1',
    });
  });
  test('a day that is not in the calendar', () => {
    only('routecap: 1\nvpnGateways: { v: { created: 2018-02-29 } }\n', {
      at: [2, 30],
      marked: '2018-02-29',
      message: /not in the calendar/,
      suggestion: null,
    });
  });
  test('a key without a value', () => {
    only(sound.replace('amazonSideAsn: 64620', 'amazonSideAsn:'), {
      at: [3, 10],
      marked: 'amazonSideAsn',
      message: /expected an AS number, not nothing/,
      suggestion: null,
    });
  });
});

describe('what cannot be together', () => {
  const hub = (attachment: string): string =>
    `routecap: 1\nvpcs: { app: {} }\ntransitGateways:\n  hub: { attachments: { a: ${attachment} } }\n`;
  test('two kinds in one attachment', () => {
    only(hub('{ vpc: app, peering: far }'), {
      at: [4, 40],
      marked: 'peering',
      message: /of one kind, and this one is `vpc` and `peering`/,
      suggestion: null,
    });
  });
  test('a peering with itself', () => {
    only(hub('{ peering: hub }'), { at: [4, 39], marked: 'hub', message: /cannot peer with itself/, suggestion: null });
  });
  test('a connection on two gateways', () => {
    only(sound.replace('vpnGateway: hub', 'vpnGateway: hub, transitGateway: t'), {
      at: [7, 48],
      marked: 'transitGateway',
      message: /not on both/,
      suggestion: null,
    });
  });
  test('three tunnels', () => {
    only(sound.replace('vpnGateway: hub', 'vpnGateway: hub, tunnels: [{}, {}, { status: up }]'), {
      at: [7, 66],
      marked: '{ status: up }',
      message: /two tunnels, and this has 3/,
      suggestion: null,
    });
  });
  test('an attachment associated with two tables', () => {
    only(
      'routecap: 1\nvpcs: { app: {} }\ntransitGateways:\n  hub:\n    attachments: { a: { vpc: app } }\n    routeTables: { x: { associations: [a] }, y: { associations: [a] } }\n',
      {
        at: [6, 66],
        marked: 'a',
        message: /associated with the table `x` already/,
        suggestion: null,
      },
    );
  });
  test('an expectation that mixes two', () => {
    only(`${sound}expect:\n  - { session: v1, stays: up, via: v1 }\n`, {
      at: [9, 31],
      marked: 'via',
      message: /no place beside `stays`/,
      suggestion: null,
    });
  });
});

describe('texts that are no design', () => {
  test('YAML that does not parse', () => {
    only('routecap: 1\nvpcs: { a: [ }\n', {
      at: [2, 14],
      marked: '}',
      message: /does not parse as YAML/,
      suggestion: null,
    });
  });
  test('JSON cut short', () => {
    only('{ "routecap": 1,\n  "vpcs": { "app": { "cidrs": ["10.0.0.0/16"', {
      at: [2, 44],
      marked: '"',
      message: /ends before the `\]` that closes it/,
      suggestion: null,
    });
  });
  test('a tab for indentation', () => {
    only('routecap: 1\nvpcs:\n\tapp: {}\n', {
      at: [3, 1],
      marked: '\t',
      message: /tab indents this line/,
      suggestion: null,
    });
  });
  test('an empty file, a file of comments', () => {
    for (const text of ['', '\n \n', '# to do\n', '\ufeff', '---\n', 'null']) {
      const { design, problems } = read(text);
      expect(design).toBeNull();
      expect(problems.map(({ message }) => message)).toEqual([
        expect.stringMatching(/empty; a design has routecap: 1, then sections such as/),
      ]);
    }
  });
  test('several documents', () => {
    only('routecap: 1\n---\nroutecap: 1\n', {
      at: [2, 1],
      marked: '---',
      message: /one file holds one design/,
      suggestion: null,
    });
  });
  test('an unknown version, and none', () => {
    only('routecap: 2\n', { at: [1, 11], marked: '2', message: /version 1 .* asks for 2/, suggestion: 'routecap: 1' });
    only('vpcs: {}\n', { at: [1, 1], marked: 'vpcs: {}', message: /says which version/, suggestion: 'routecap: 1' });
  });
  test('an unknown tag, an unknown alias, a list', () => {
    only('routecap: 1\nnear: !percent 80\n', {
      at: [2, 7],
      marked: '!percent',
      message: /unresolved tag/,
      suggestion: null,
    });
    only('routecap: 1\nnear: *n\n', { at: [2, 7], marked: '*n', message: /no anchor `&n`/, suggestion: null });
    only('- routecap\n', {
      at: [1, 1],
      marked: '- routecap',
      message: /a map of keys and values, not a list/,
      suggestion: null,
    });
  });
  test('aliases that multiply end at once, with one clear problem', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 40; i++)
      text += `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]\n`;
    const { problems } = read(text);
    expect(problems.map(({ message }) => message)).toEqual([
      'the aliases up to here write out to more than 100000 values',
    ]);
    expect(problems[0]?.at?.line).toBe(5);
  });
  test('an alias inside its own anchor', () => {
    only('routecap: 1\nvpcs: &v { a: *v }\n', {
      at: [2, 15],
      marked: '*v',
      message: /inside its own anchor/,
      suggestion: null,
    });
  });
  test('nesting beyond all reason is a problem, in every notation', () => {
    const deep = [
      '['.repeat(10_000) + ']'.repeat(10_000),
      '{"a":'.repeat(10_000),
      '- '.repeat(10_000),
      '{a: '.repeat(10_000),
      '? '.repeat(10_000),
    ];
    for (const text of deep) {
      expect(read(text).problems.map(({ message }) => message)).toEqual([
        expect.stringMatching(/nested more than 64 levels/),
      ]);
    }
    let chain = 'a0: &a0 [x]\n';
    for (let i = 1; i < 200; i++) chain += `a${i}: &a${i} [*a${i - 1}]\n`;
    expect(read(chain).problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/nested more than 64 levels/),
    ]);
  });
});

describe('places', () => {
  test('a byte order mark and CRLF shift nothing', () => {
    const text = 'routecap: 1\r\nvpcs:\r\n  a: { cidr: [10.0.0.0/16] }\r\n';
    const { problems } = read(`\ufeff${text}`);
    expectProblem(problems[0], text, { at: [3, 8], marked: 'cidr', message: /has no key `cidr`/, suggestion: 'cidrs' });
  });
  test('all problems of all files at once, in order', () => {
    const a = { file: 'a.yaml', text: 'routecap: 1\nvpcs:\n  app: { cidr: [] }\n  two: { cidrs: [10.0.0.1/8] }\n' };
    const b = { file: 'b.yaml', text: 'vpnGateways:\n  v: { vpc: ap }\n' };
    const { problems } = readDesign([a, b], noFiles);
    expect(problems.map(({ at, suggestion }) => [at?.file, at?.line, at?.column, suggestion])).toEqual([
      ['a.yaml', 3, 10, 'cidrs'],
      ['a.yaml', 4, 18, '10.0.0.0/8'],
      ['b.yaml', 2, 13, 'app'],
    ]);
  });
  test('a file that cannot be read hides no names that other files refer to', () => {
    const { problems } = readDesign(
      [
        { file: 'a.yaml', text: 'vpcs: [' },
        { file: 'b.yaml', text: 'routecap: 1\nvpnGateways: { v: { vpc: app } }\n' },
      ],
      noFiles,
    );
    expect(problems.map(({ at }) => at?.file)).toEqual(['a.yaml']);
  });
  test('two files that contradict each other: both places', () => {
    const a = { file: 'a.yaml', text: 'routecap: 1\ncustomerGateways:\n  dc1: { bgpAsn: 65010 }\n' };
    const b = { file: 'b.yaml', text: 'customerGateways:\n  dc1:\n    asn: 65011\n' };
    const { problems } = readDesign([a, b], noFiles);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      at: { file: 'b.yaml', line: 3, column: 5 },
      message: expect.stringContaining('a.yaml:3:10') as string,
      width: 3,
    });
  });
  test('locate: keys of things, items of lists, the nearest ancestor of what is not written', () => {
    const { locate } = readDesign(
      [
        { file: 'a.yaml', text: `${sound}expect:\n  - { session: v1, stays: up }\n` },
        {
          file: 'b.yaml',
          text: 'expect:\n  - { session: v1,\n      up: true }\nvpnConnections:\n  v1:\n    tunnels: [{}, { id: b }]\n',
        },
      ],
      noFiles,
    );
    expect(locate(['vpnConnections', 'v1'])).toEqual({ file: 'a.yaml', line: 7, column: 3 });
    expect(locate(['vpnConnections', 'v1', 'customerGateway'])).toEqual({ file: 'a.yaml', line: 7, column: 9 });
    expect(locate(['vpnConnections', 'v1', 'tunnels', 1])).toEqual({ file: 'b.yaml', line: 6, column: 19 });
    expect(locate(['vpnConnections', 'v1', 'gateway'])).toEqual({ file: 'a.yaml', line: 7, column: 31 });
    expect(locate(['customerGateways', 'dc1', 'announce', 3])).toEqual({ file: 'a.yaml', line: 5, column: 3 });
    expect(locate(['expect', 1])).toEqual({ file: 'b.yaml', line: 2, column: 5 });
    expect(locate(['expect', 0, 'stays'])).toEqual({ file: 'a.yaml', line: 9, column: 20 });
  });
  test('a problem in a prefix list carries its own place', () => {
    const { problems } = readDesign(
      [{ file: 'nets/design.yaml', text: 'routecap: 1\nrouters: { r: { announce: [{ file: dc1.txt }] } }\n' }],
      (path, from) => {
        expect([path, from]).toEqual(['dc1.txt', 'nets/design.yaml']);
        return { ok: true, text: '10.0.0.0/8\n  10.1.2.3/16 # lab\n' };
      },
    );
    expect(problems).toEqual([
      {
        message: expect.stringContaining('"10.1.2.3/16" is no prefix') as string,
        at: { file: 'nets/dc1.txt', line: 2, column: 3 },
        excerpt: '  10.1.2.3/16 # lab',
        width: 11,
        suggestion: '10.1.0.0/16',
      },
    ]);
  });
  test('a file that cannot be read', () => {
    const text = 'routecap: 1\nrouters: { r: { announce: [{ file: dc1.txt }] } }\n';
    const { problems } = read(text, () => ({ ok: false, why: 'no such file' }));
    expectProblem(problems[0], text, {
      at: [2, 36],
      marked: 'dc1.txt',
      message: /dc1\.txt cannot be read: no such file/,
      suggestion: null,
    });
  });
  test('imported documents go through the same checks, placed by their importer', () => {
    const { problems } = readDesign(
      [
        {
          file: 'aws/',
          document: {
            vpnConnections: { 'vpn-1': { customerGateway: 'cgw-1', vpnGateway: 'vgw-1' } },
            vpnGateways: { 'vgw-1': {} },
          },
          locate: (path) =>
            path.length === 2 && path[1] === 'vpn-1' ? { file: 'aws/vpn.json', line: 40, column: 7 } : null,
        },
      ],
      noFiles,
    );
    expect(problems).toEqual([
      {
        message: 'vpnConnections/vpn-1/customerGateway: there is no customer gateway `cgw-1`',
        at: { file: 'aws/vpn.json', line: 40, column: 7 },
        excerpt: null,
        width: 1,
        suggestion: null,
      },
    ]);
  });
});

describe('secrets', () => {
  test('are blanked out of every excerpt and no message quotes them', () => {
    const texts = [
      sound.replace('vpnGateway: hub', 'vpnGateway: hub, preSharedKey: hunter2, foo: 1'),
      `${sound.slice(0, -1).replace('vpnGateway: hub }', 'vpnGateway: hub, PreSharedKey: "hun ter2, }" }')}\n`,
      'routecap: 1\nvirtualInterfaces:\n  v: { type: private, authKey: hunter2 }\n',
      '{"routecap": 1, "virtualInterfaces": {"v": {"type": "private", "authKey": "hunter2"}}}',
      'routecap: 1\npsk: |\n  hunter2\n  ! hunter2\nvpcs: [\n',
      'routecap: 1\nvpnConnections:\n  v: { password: hunter2, tunnels: [ }\n',
      'password: hunter2: hunter2\n',
      'routecap: 1\npassword: x,hunter2 } hunter2\n',
      'routecap: 1\npassword: x\n  hunter2\nvpcs: [\n',
      `routecap: 1\npassword: "${'\\\\n'.repeat(500)} hunter2"\n`,
      '{ "routecap": 1, "psk": "a\\"hunter2", "b": 1 }',
      // A key where a thing should stand, and files that are no designs at all.
      'routecap: 1\nvpnConnections:\n  v: { vpnGateway: hub }\n  preSharedKey: hunter2\n',
      '{"routecap": 1, "customerGateways": {"auth_key": "hunter2"}}',
      '<tunnel><pre_shared_key>hunter2</pre_shared_key></tunnel>',
      '<tunnel><pre_shared_key>hunter2</pre_shared_key></tunnel>: [',
      'hostname r\ncrypto isakmp key hunter2: address 1.2.3.4\nneighbor 1.2.3.4 password 7 hunter2: {\n',
      'enable secret 5 hunter2\n',
    ];
    for (const text of texts) {
      const { problems } = read(text);
      expect(problems.length).toBeGreaterThan(0);
      for (const { message, excerpt } of problems) {
        expect(message).not.toMatch(/hun ?ter2/);
        expect(excerpt ?? '').not.toMatch(/hun ?ter2/);
      }
    }
  });
});

test('a prefix twice within one `prefixes` list is a slip, in two such lists or a file it is not', () => {
  const list = (items: string): string => `routecap: 1\nrouters: { r: { announce: [${items}] } }\n`;
  only(list('{ prefixes: [10.0.0.0/8, 10.0.0.0/8] }'), {
    at: [2, 53],
    marked: '10.0.0.0/8',
    message: /announced twice in one list, first on line 2/,
    suggestion: null,
  });
  only(list('10.0.0.0/8, { prefixes: [10.0.0.0/8] }'), {
    at: [2, 53],
    marked: '10.0.0.0/8',
    message: /announced twice/,
    suggestion: null,
  });
  const overlapping = list(
    '{ prefixes: [10.0.0.0/8] }, { prefixes: [10.0.0.0/8] }, { file: x }, { from: 10.0.0.0/8, length: 8, count: 1 }',
  );
  expect(read(overlapping, () => ({ ok: true, text: '10.0.0.0/8\n' })).problems).toEqual([]);
});
