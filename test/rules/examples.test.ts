/** The four designs that define the language say in their heads what must be found in them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { evaluateExpectations } from '../../src/rules/expectations.ts';
import { runRules } from '../../src/rules/run-rules.ts';
import { capacity } from '../../src/solve/capacity.ts';
import { forward } from '../../src/solve/forward.ts';
import { solve } from '../../src/solve/solve.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';

const folder = new URL('../../../shared/examples/', import.meta.url);

function checked(name: string) {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const { design, problems, locate } = readDesign([{ file: name, text }], () => ({ ok: false, why: 'not there' }));
  expect(problems).toEqual([]);
  const { settings } = makeSettings({ design: design! });
  const solution = solve(design!, settings);
  const findings = runRules({ design: design!, settings, solution, today: '2026-01-15', locate });
  const subjects = (rule: string): string[] =>
    findings.filter((finding) => finding.rule === rule).map(({ subject }) => subject);
  const expectations = evaluateExpectations({ design: design!, settings, solution });
  return { solution, findings, subjects, expectations };
}

function prefix(text: string) {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

describe.skipIf(!existsSync(folder))('the examples', () => {
  test('vgw-over-the-cap', () => {
    const { solution, subjects, expectations } = checked('vgw-over-the-cap.yaml');
    expect(
      [...solution.sessions.values()].map(({ state, inbound }) => [state, inbound.offered, inbound.accepted]),
    ).toEqual([
      ['idle', 104, 0],
      ['idle', 104, 0],
    ]);
    expect(forward(solution, 'app', prefix('192.168.0.0/24')).reach).toBe('never');
    expect(subjects('routes/inbound-cap-exceeded')).toEqual(['vpn-dc1/tunnel-1', 'vpn-dc1/tunnel-2']);
    expect(subjects('vpn/connection-down')).toEqual(['vpn-dc1']);
    expect(subjects('expect/not-met')).toHaveLength(2);
    expect(expectations.map(({ met }) => met)).toEqual([false, false]);
  });

  test('vgw-cloudhub', () => {
    const { solution, findings, subjects } = checked('vgw-cloudhub.yaml');
    const every = [...solution.sessions.keys()];
    expect(every).toHaveLength(22);
    expect(subjects('routes/inbound-cap-near')).toEqual(every);
    expect(subjects('routes/outbound-cap-near')).toEqual(every);
    expect([...solution.sessions.values()].map(({ outbound }) => outbound.candidates)).toEqual(every.map(() => 950));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.find(({ rule }) => rule === 'quotas/objects-exceeded')?.message).toMatch(/adjustable/);
  });

  test('tgw-private-ip-ecmp', () => {
    const { solution, findings, subjects, expectations } = checked('tgw-private-ip-ecmp.yaml');
    const { bandwidthMbps, sessions } = capacity(solution, 'app', 'dc1');
    expect(bandwidthMbps).toBe(10_000);
    expect(sessions).toHaveLength(8);
    expect(new Set(sessions.map(({ connection }) => connection))).toEqual(
      new Set(['pip-1', 'pip-2', 'pip-3', 'pip-4']),
    );
    expect(subjects('ecmp/mixed-public-private')).toEqual(['pub']);
    expect(subjects('bandwidth/demand-exceeds-capacity')).toEqual([]);
    expect(expectations.map(({ met }) => met)).toEqual([true, false]);
    expect(expectations[1]?.why).toMatch(/7\.5Gbps/);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual(['expect/not-met']);
  });

  test('dx-with-vpn-backup', () => {
    const { solution, subjects, expectations } = checked('dx-with-vpn-backup.yaml');
    expect(solution.sessions.get('pvif')?.state).toBe('established');
    expect(solution.sessions.get('backup/tunnel-1')?.state).toBe('idle');
    expect(subjects('resilience/backup-never-up')).toEqual(['backup']);
    expect(expectations.map(({ met }) => met)).toEqual([false]);
  });
});
