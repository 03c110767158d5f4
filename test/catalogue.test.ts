/** Every rule can explain itself: why, fix, sources that exist; and the rules of the contract are all there. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { assumptions } from '../src/aws/assumptions.ts';
import { fact } from '../src/aws/facts.ts';
import { compareNatural } from '../src/design/compare-natural.ts';
import { rules } from '../src/rules/catalogue.ts';
import type { Rule } from '../src/rules/rule.ts';

/** Ids that users rely on. */
const promised = [
  'routes/inbound-cap-exceeded',
  'routes/inbound-cap-near',
  'routes/outbound-cap-exceeded',
  'routes/outbound-cap-near',
  'routes/static-cap-exceeded',
  'routes/static-cap-near',
  'routes/vpc-propagated-cap-exceeded',
  'routes/vpc-propagated-cap-near',
  'routes/tgw-total-exceeded',
  'routes/tgw-total-near',
  'routes/dx-allowed-prefixes-exceeded',
  'routes/dx-allowed-prefixes-near',
  'routes/connect-cap-exceeded',
  'routes/connect-cap-near',
  'routes/possible-only',
  'routes/overlaps-local',
  'routes/shadowed',
  'routes/more-specific-on-backup',
  'sessions/oscillates',
  'ecmp/mixed-public-private',
  'ecmp/not-on-vpn-gateway',
  'ecmp/static',
  'ecmp/disabled',
  'ecmp/attributes-differ',
  'bandwidth/demand-exceeds-capacity',
  'bandwidth/demand-exceeds-capacity-after-failure',
  'resilience/single-tunnel',
  'resilience/single-connection',
  'resilience/backup-never-up',
  'routing/asymmetric',
  'input/not-modelled',
  'input/unused',
  'expect/not-met',
  'asn/amazon-side-not-private',
  'asn/legacy-public',
  'asn/customer-out-of-range',
  'asn/customer-private-32-bit',
  'asn/customer-reserved',
  'asn/same-on-both-sides',
  'asn/duplicate-sites',
  'asn/direct-connect-gateway-same-as-transit-gateway',
  'quotas/objects-exceeded',
  'vpn/connection-down',
  'vpn/private-ip-needs-transit-gateway',
  'vpn/private-ip-needs-transport',
  'vpn/ipv6-needs-transit-gateway',
  'vpn/outside-address-not-ipv4',
  'vpn/accelerated-needs-transit-gateway',
  'vpn/accelerated-needs-nat-traversal',
  'vpn/accelerated-over-public-virtual-interface',
  'vpn/accelerated-region',
  'vpn/region-unsupported',
  'vpn/account-differs',
  'vpn/dh-group-unsupported',
  'vpn/encryption-unsupported',
  'vpn/integrity-unsupported',
  'vpn/inside-cidr-reserved',
  'vpn/inside-cidr-reused',
  'vpn/static-and-bgp',
  'vpn/bgp-without-asn',
  'vpn/policy-based-many-selectors',
  'vpn/ike-initiation',
  'vpn/nat-traversal',
  'vpn/mtu',
  'suppressions/expired',
  'baseline/stale',
];

describe('the catalogue', () => {
  test.each(promised)('has %s', (id) => {
    expect(rules.map((rule) => rule.id)).toContain(id);
  });

  test('has every id once, in order', () => {
    const ids = rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort(compareNatural));
  });

  test('has every rule that is a file', async () => {
    const folder = fileURLToPath(new URL('../src/rules/', import.meta.url));
    const found: string[] = [];
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      // Rules live in the folders of their families.
      if (!entry.isFile() || !entry.name.endsWith('.ts') || resolve(entry.parentPath) === resolve(folder)) continue;
      const exported = (await import(join(entry.parentPath, entry.name))) as Record<string, unknown>;
      for (const each of Object.values(exported)) if (isRule(each)) found.push(each.id);
    }
    expect(rules.map((rule) => rule.id).sort()).toEqual(found.sort());
  });
});

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'id' in value && 'why' in value && 'check' in value;
}

/** About the input itself: no fact of AWS to rest on. */
const aboutTheInput = new Set(['input', 'suppressions', 'baseline', 'expect', 'sessions']);

describe.each(rules)('$id', (rule) => {
  test('is well formed', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(['error', 'warning', 'note']).toContain(rule.severity);
  });

  test('says what, why and what to do, in sentences', () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*[.]$/);
    expect(rule.fix).toMatch(/^[A-Z].*[.]$/);
    expect(rule.why).not.toBe(rule.fix);
  });

  test('rests on facts and assumptions that exist', () => {
    const [family = ''] = rule.id.split('/');
    if (!aboutTheInput.has(family)) expect(rule.facts).not.toEqual([]);
    for (const id of rule.facts) expect(fact(id).says, id).not.toBe('');
    const known = assumptions.map((assumption) => assumption.id);
    for (const id of rule.assumptions ?? []) expect(known).toContain(id);
  });
});
