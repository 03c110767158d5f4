/** Terraform plans and CloudFormation templates on the command line: alone, mixed with designs, and compared with themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './fake-world.ts';

const fixture = (path: string): string =>
  readFileSync(join(import.meta.dirname, '../importers/fixtures', path), 'utf8');
const plan = fixture('terraform/plan.json');
const template = fixture('cloudformation/hub.yaml');

interface Report {
  readonly sessions: { readonly id: string; readonly inbound: { readonly offered: number }; readonly state: string }[];
  readonly findings: {
    readonly rule: string;
    readonly subject: string;
    readonly at: { readonly file: string; readonly line: number } | null;
  }[];
}

test('check judges a plan as it leaves things, with what a design beside it announces', async () => {
  const design = `routecap: 1\ncustomerGateways: { 'sites.this:b': { announce: [{ from: 10.64.0.0/10, length: 24, count: 101 }] } }\n`;
  const ran = await run(['check', 'plan.json', 'sites.yaml', '--format', 'json'], {
    files: { 'plan.json': plan, 'sites.yaml': design },
  });
  expect(ran.stderr).toBe('');
  const { sessions, findings } = JSON.parse(ran.stdout) as Report;
  expect(sessions.map(({ id }) => id)).toEqual([
    'vpn:a.dc/tunnel-1',
    'vpn:a.dc/tunnel-2',
    'vpn:b.dc/tunnel-1',
    'vpn:b.dc/tunnel-2',
  ]);
  expect(sessions.map(({ state }) => state)).toEqual(['established', 'established', 'idle', 'idle']);
  expect(
    findings
      .filter(({ rule }) => rule === 'input/replaced')
      .map(({ subject }) => subject)
      .sort(),
  ).toEqual(['gw', 'vpn:a.dc']);
  const at = findings.find(({ subject, rule }) => rule === 'input/replaced' && subject === 'gw')!.at!;
  expect(plan.split('\n')[at.line - 1]).toContain('"aws_vpn_gateway.gw"');
  expect(ran.code).toBe(1);
});

test('diff of one plan compares its two sides', async () => {
  const ran = await run(['diff', 'plan.json'], { files: { 'plan.json': plan } });
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatch(/vpn:b\.dc\/tunnel-1 {2}new/);
  expect(ran.stdout).toContain('input/replaced');
  expect(ran.stdout).not.toMatch(/vpn:a\.dc\/tunnel-1 {2}new/);
});

test('diff of one file that is no plan is refused', async () => {
  const ran = await run(['diff', 'd.yaml'], { files: { 'd.yaml': 'routecap: 1\n' } });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(/d\.yaml is no Terraform plan/);
  const state = await run(['diff', 's.json'], { files: { 's.json': fixture('terraform/state.json') } });
  expect(state.code).toBe(2);
});

test('a broken plan is told once, without its text', async () => {
  const ran = await run(['diff', 'plan.json', '--from', 'terraform'], {
    files: { 'plan.json': '{"planned_values": {"x": "QXZJVW"' },
  });
  expect(ran.code).toBe(2);
  expect(ran.stderr.match(/not JSON/g)).toHaveLength(1);
  expect(ran.stderr).not.toContain('QXZJVW');
});

test('import prints a template as a design, with parameters', async () => {
  const ran = await run(
    ['import', 'hub.yaml', '--parameter', 'VpcCidr=10.99.0.0/16', '--parameter', 'AWS::Region=eu-west-1'],
    { files: { 'hub.yaml': template } },
  );
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toContain('10.99.0.0/16');
  expect(ran.stdout).toContain('region: eu-west-1');
  expect(ran.stdout).not.toContain('QXZJVW');
});

test('a parameter of no template is refused', async () => {
  const ran = await run(['import', 'hub.yaml', '--parameter', 'VpcCidrr=10.99.0.0/16'], {
    files: { 'hub.yaml': template },
  });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('VpcCidrr');
});

test('a folder of templates is read; beside an export they are passed over', async () => {
  const files = {
    'cdk/hub.template.json': '{"Resources":{"Vgw":{"Type":"AWS::EC2::VPNGateway"}}}',
    'cdk/manifest.json': '{"version":"36.0.0"}',
  };
  const alone = await run(['import', 'cdk'], { files });
  expect(alone.stderr).toBe('');
  expect(alone.stdout).toContain('Vgw');
  const beside = await run(['import', 'cdk'], {
    files: { ...files, 'cdk/gateways.json': '{"VpnGateways":[{"VpnGatewayId":"vgw-01"}]}' },
  });
  expect(beside.stdout).toContain('vgw-01');
  expect(beside.stdout).not.toMatch(/^ {2}Vgw:/m);
});

test('import lists what becomes of each kind, of one format or of all', async () => {
  const all = await run(['import', '--list-kinds', '--format', 'json']);
  const { kinds } = JSON.parse(all.stdout) as { kinds: { format: string; kind: string; fate: string }[] };
  expect([...new Set(kinds.map(({ format }) => format))]).toEqual(['aws', 'terraform', 'cloudformation']);
  const one = await run(['import', '--list-kinds', '--from', 'terraform']);
  expect(one.stdout).toMatch(/aws_dx_gateway_association_proposal +read/);
  expect(one.stdout).not.toContain('AWS::EC2');
  for (const wrong of [
    ['import'],
    ['import', '--list-kinds', 'x.json'],
    ['import', '--list-kinds', '--from', 'design'],
  ])
    expect((await run(wrong)).code).toBe(2);
});

test('a base may be another kind of input, and a parameter that it does not have is no fault of it', async () => {
  const base = await run(['import', 'hub.yaml'], { files: { 'hub.yaml': template } });
  const ran = await run(
    ['check', 'hub.yaml', '--parameter', 'VpcCidr=10.99.0.0/16', '--base', 'old.yaml', '--format', 'json'],
    { files: { 'hub.yaml': template, 'old.yaml': base.stdout } },
  );
  expect(ran.stderr).toBe('');
  const { base: comparison } = JSON.parse(ran.stdout) as { base: { inputs: string[]; gone: unknown[] } };
  expect(comparison.inputs).toEqual(['old.yaml']);
  expect(comparison.gone).toEqual([]);
});

test('a base is not overwritten, and standard input is one of the two', async () => {
  const files = { 'd.yaml': 'routecap: 1\n', 'b.yaml': 'routecap: 1\n' };
  const over = await run(['check', 'd.yaml', '--base', 'b.yaml', '--format', 'json=b.yaml'], { files });
  expect(over.code).toBe(2);
  expect(over.stderr).toContain('b.yaml');
  const both = await run(['check', '-', '--base', '-'], { files, stdin: 'routecap: 1\n' });
  expect(both.code).toBe(2);
  expect(both.stderr).toContain('not both');
});
