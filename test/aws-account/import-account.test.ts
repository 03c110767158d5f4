/** `import --from aws-account` against made-up accounts: as the same answers saved with the AWS CLI would have it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { calls, permissionOf } from '../../src/aws-account/calls.ts';
import { run } from '../cli/fake-world.ts';
import { readmeBlocks } from '../readme-blocks.ts';
import { fakeAccount, readFixture, type Fake, type FakeAccount, type SavedFile } from './fake-account.ts';

const account = '111122223333';
const region = 'eu-west-1';
const base = ['import', '--from', 'aws-account'];
const one = [...base, '--region', region];
let fake: Fake | null = null;

beforeEach(() => {
  for (const name of ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_SESSION_TOKEN'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  vi.stubEnv('AWS_ACCOUNT_ID', account);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
});
afterEach(() => {
  fake?.restore();
  fake = null;
  vi.unstubAllEnvs();
});

function fakes(options: FakeAccount): Fake {
  fake = fakeAccount(options);
  return fake;
}

/** A fixture in the folders of one account and Region. */
function fixture(name: string): SavedFile[] {
  return readFixture(name).map(({ path, text }) => ({ path: path.split('/').at(-1) ?? '', text }));
}

const saved = (name: string): Record<string, string> =>
  Object.fromEntries(fixture(name).map(({ path, text }) => [`dump/${account}/${region}/${path}`, text]));

const designOf = (stdout: string) => JSON.parse(stdout) as { notModelled?: { subject: string; what: string }[] };

describe.each(['aws-hub', 'aws-vgw'])('the answers of %s', (name) => {
  test('mean the same design live as saved', async () => {
    fakes({ regions: { [region]: fixture(name) } });
    const live = await run([...one, '--format', 'json']);
    const file = await run(['import', '--from', 'aws', 'dump', '--format', 'json'], { files: saved(name) });
    expect([live.code, file.code]).toEqual([0, 0]);
    const [a, b] = [designOf(live.stdout), designOf(file.stdout)];
    // No call asks for VPC peering.
    const notes = b.notModelled?.filter(({ subject }) => !subject.startsWith('pcx-'));
    expect(a).toEqual({ ...b, notModelled: notes });
    expect(Object.keys(a).length).toBeGreaterThan(4);
  });

  test('are saved without secrets, and read and checked from there alike', async () => {
    fakes({ regions: { [region]: fixture(name) } });
    const live = await run([...one, '--save', 'kept']);
    expect(live.code).toBe(0);
    const texts = Object.values(live.written).join('\n');
    expect(Object.keys(live.written).length).toBeGreaterThan(15);
    expect(
      fixture(name)
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(/Zx81secret/);
    expect(texts + live.stdout + live.stderr).not.toMatch(/Zx81|secret/i);
    const again = await run(['import', 'kept'], { files: live.written });
    expect(again.stdout).toBe(live.stdout);
    const checks = await Promise.all(
      [live.written, { 'design.yaml': live.stdout }].map((files) =>
        run(['check', Object.keys(files).length > 1 ? 'kept' : 'design.yaml', '--format', 'json'], { files }),
      ),
    );
    const findings = checks.map(({ stdout }) =>
      (JSON.parse(stdout) as { findings: { rule: string; subject: string }[] }).findings.map(({ rule, subject }) => [
        rule,
        subject,
      ]),
    );
    expect(findings[0]).toEqual(findings[1]);
    expect(findings[0]?.length).toBeGreaterThan(0);
  });
});

test('every page is read, and each call is made', async () => {
  const { asked } = fakes({ regions: { [region]: fixture('aws-hub') } });
  await run(one);
  const made = new Set(asked.map((each) => each.split(' ')[0]));
  expect([...made].sort()).toEqual([...new Set(calls.map(permissionOf))].sort());
  const attachments = asked.filter((each) => each.startsWith('ec2:DescribeTransitGatewayAttachments '));
  expect(attachments.length).toBeGreaterThan(3);
});

test('an empty account is an empty design', async () => {
  fakes({ regions: {} });
  const { code, stdout, stderr } = await run([...one, '--save', 'kept']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^routecap: 1\n/);
  expect(stdout).not.toMatch(/vpn|notModelled/);
});

test('several Regions make one design, each thing with its own', async () => {
  const elsewhere = 'us-east-1';
  const vpc = {
    path: 'vpcs.json',
    text: JSON.stringify({
      Vpcs: [{ VpcId: 'vpc-0us', State: 'available', CidrBlock: '10.99.0.0/16', OwnerId: account }],
    }),
  };
  fakes({ regions: { [region]: fixture('aws-hub'), [elsewhere]: [vpc] } });
  const { code, stdout, written } = await run([
    ...one,
    '--region',
    elsewhere,
    '--region',
    region,
    '--format',
    'json',
    '--save',
    'kept',
  ]);
  expect(code).toBe(0);
  const { vpcs, vpnConnections } = JSON.parse(stdout) as Record<string, Record<string, { region: string }>>;
  expect(vpcs?.['vpc-0us']).toEqual({ cidrs: ['10.99.0.0/16'], region: elsewhere, account });
  expect(vpnConnections?.['vpn-01']?.region).toBe(region);
  const folders = new Set(Object.keys(written).map((path) => path.split('/').slice(0, -1).join('/')));
  expect([...folders].sort()).toEqual([`kept/${account}/${region}`, `kept/${account}/${elsewhere}`]);
});

test('the Region of the environment is taken where none is given', async () => {
  vi.stubEnv('AWS_REGION', 'us-east-2');
  const { asked } = fakes({ regions: {} });
  expect((await run(base)).code).toBe(0);
  expect(new Set(asked.map((each) => each.split(' ')[1]))).toEqual(new Set(['us-east-2']));
});

describe('permissions', () => {
  const optional = calls.filter(({ essential }) => !essential);
  const essential = calls.filter((call) => call.essential);

  test.each(['UnauthorizedOperation', 'AccessDeniedException', 'AccessDenied'])(
    '%s of every call that can be done without: the rest is read, and all that is missing is said',
    async (name) => {
      const refusedOperations = new Set(optional.map(({ operation }) => operation));
      fakes({
        regions: { [region]: fixture('aws-hub') },
        error: ({ operation }) => (refusedOperations.has(operation) ? name : null),
      });
      const live = await run([...one, '--save', 'kept', '--format', 'json']);
      expect(live.code).toBe(0);
      const notes = designOf(live.stdout).notModelled ?? [];
      // What is asked of each Direct Connect gateway is not asked where these are not told.
      for (const call of optional.filter(({ each }) => each?.of !== 'directConnectGateways')) {
        const what = `was not permitted in ${region}: the export does not tell ${call.lacks}`;
        expect(notes).toContainEqual({ subject: permissionOf(call), what });
        expect(live.stderr).toContain(
          `${region}: the permission ${permissionOf(call)} is missing: the design does not tell ${call.lacks}\n`,
        );
      }
      const again = await run(['import', 'kept', '--format', 'json'], { files: live.written });
      expect(again.stdout).toBe(live.stdout);
    },
  );

  test('without those that a design stands on there is none: all are named, nothing is written', async () => {
    const refusedOperations = new Set(essential.map(({ operation }) => operation));
    fakes({
      regions: { [region]: fixture('aws-hub') },
      error: ({ operation }) => (refusedOperations.has(operation) ? 'UnauthorizedOperation' : null),
    });
    const { code, stdout, stderr, written } = await run([...one, '--save', 'kept', '--output', 'design.yaml']);
    expect([code, stdout, written]).toEqual([2, '', {}]);
    for (const call of essential.filter(({ each }) => each === undefined)) {
      expect(stderr).toContain(`${region}: the permission ${permissionOf(call)} is missing`);
    }
    expect(stderr).toContain('--iam-policy');
  });

  test('the policy permits each call, only reads, and is what README shows', async () => {
    const { code, stdout } = await run([...base, '--iam-policy']);
    const shown = readmeBlocks().filter(({ language, text }) => language === 'json' && text.includes('"Statement"'));
    expect(shown.map(({ text }) => text)).toEqual([stdout]);
    expect(code).toBe(0);
    const { Statement } = JSON.parse(stdout) as { Statement: { Effect: string; Action: string[]; Resource: string }[] };
    expect(Statement).toHaveLength(1);
    expect(Statement[0]).toMatchObject({ Effect: 'Allow', Resource: '*' });
    expect(new Set(Statement[0]?.Action)).toEqual(new Set(calls.map(permissionOf)));
    for (const action of Statement[0]?.Action ?? [])
      expect(action).toMatch(/^(?:ec2|directconnect):(?:Describe|Get|Search)[A-Z]/);
  });
});

describe('what ends it, with exit 2 and nothing written', () => {
  test.each([
    ['ExpiredToken', /have expired/],
    ['RequestExpired', /have expired/],
    ['CredentialsProviderError', /no AWS credentials/],
    ['AuthFailure', /eu-west-1 does not accept .* not enabled/],
    ['UnrecognizedClientException', /eu-west-1 does not accept/],
    ['OptInRequired', /eu-west-1 does not accept/],
    ['InternalError', /eu-west-1: ec2:DescribeVpcs failed: InternalError/],
  ])('%s', async (name, said) => {
    fakes({
      regions: { [region]: fixture('aws-hub') },
      error: ({ operation }) => (operation === 'DescribeVpcs' ? name : null),
    });
    const { code, stdout, stderr, written } = await run([...one, '--save', 'kept']);
    expect([code, stdout, written]).toEqual([2, '', {}]);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/Zx81|words of AWS/);
  });

  test('each Region that is not enabled is named; expired credentials are told once', async () => {
    const both = [...one, '--region', 'af-south-1', '--format', 'json'];
    fakes({ regions: {}, error: () => 'AuthFailure' });
    const notEnabled = await run(both);
    const messages = (stdout: string) =>
      (JSON.parse(stdout) as { problems: { message: string }[] }).problems.map(({ message }) => message);
    expect(messages(notEnabled.stdout).map((message) => message.split(' ')[0])).toEqual([region, 'af-south-1']);
    fake?.restore();
    fakes({ regions: {}, error: () => 'ExpiredToken' });
    expect(messages((await run(both)).stdout)).toHaveLength(1);
  });

  test('no credentials, no Region', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const { asked } = fakes({ regions: {} });
    const without = await run(one);
    expect([without.code, without.stdout]).toEqual([2, '']);
    expect(without.stderr).toMatch(/no AWS credentials that can be used: .*--aws-profile/);
    const nowhere = await run(base);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      'no Region: give --region, such as --region eu-west-1, or set AWS_REGION\n',
    ]);
    expect(asked).toEqual([]);
  });
});

describe('the command line', () => {
  test.each([
    [['import', 'x', '--region', region], /--region goes with --from aws-account/],
    [['import', 'x', '--save', 'kept'], /--save goes with --from aws-account/],
    [['import'], /nothing to import/],
    [[...base, '--region', 'Ireland'], /A Region is written like eu-west-1/],
    [[...one, '--save', 'used'], /--save used: there are files in it/],
    [[...one, '--save', 'used/a.json'], /--save used\/a.json: it is not a directory/],
    [['check', '--from', 'aws-account'], /argument 'aws-account' is invalid/],
  ])('%j', async (argv, said) => {
    const { asked } = fakes({ regions: {} });
    const { code, stderr } = await run(argv, { files: { 'used/a.json': '{}' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
    expect(asked).toEqual([]);
  });

  test('a design beside it adds what AWS cannot tell', async () => {
    fakes({ regions: { [region]: fixture('aws-hub') } });
    const site = 'routecap: 1\ncustomerGateways:\n  cgw-01: { announce: [192.0.2.0/24] }\n';
    const { code, stdout } = await run([...one, 'site.yaml', '--format', 'json'], { files: { 'site.yaml': site } });
    expect(code).toBe(0);
    expect(stdout).toContain('192.0.2.0/24');
  });
});
