/** Hand-made results for the reporter tests: small, and every field present. */
import type { CheckedFinding, CheckedSession, CheckResult } from '../../src/rules/check-result.ts';

export function sampleSession(id: string, over: Partial<CheckedSession> = {}): CheckedSession {
  const [connection = id, tunnel] = id.split('/tunnel-');
  return {
    id,
    connection,
    tunnel: tunnel === undefined ? null : Number(tunnel),
    family: 'ipv4',
    gateway: 'vgw-app',
    gatewayKind: 'vpnGateway',
    customerAsn: 65010,
    amazonAsn: 64620,
    routing: 'bgp',
    state: 'established',
    stateCertain: true,
    reason: 'both sides are up',
    assumptions: [],
    inbound: { offered: 10, accepted: 10, cap: 100, outcome: 'ok' },
    outbound: { candidates: 1, announced: 1, cap: 1000, outcome: 'ok', unknown: 0 },
    ...over,
  };
}

export function sampleFinding(subject: string, over: Partial<CheckedFinding> = {}): CheckedFinding {
  return {
    rule: 'routes/inbound-cap-near',
    severity: 'warning',
    subject,
    message: `${subject} offers 95 of 100 routes`,
    args: { count: 95, cap: 100 },
    at: { file: 'site.yaml', line: 7, column: 3 },
    sources: [{ id: 'F97', title: 'AWS VPN FAQ', says: 'One hundred.' }],
    assumptions: [],
    fix: 'Summarise.',
    known: false,
    suppressed: null,
    otherProfile: null,
    why: 'A few more and the session is reset.',
    ...over,
  };
}

export function sampleResult(over: Partial<CheckResult> = {}): CheckResult {
  return {
    routecap: '0.1.0',
    profile: 'faq',
    inputs: ['site.yaml'],
    sessions: [],
    findings: [],
    expectations: [],
    oscillation: null,
    summary: { errors: 0, warnings: 0, notes: 0 },
    exitCode: 0,
    ...over,
  };
}
