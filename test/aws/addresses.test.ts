import { describe, expect, test } from 'vitest';
import {
  clientCidrTrouble,
  connectInsideCidrTrouble,
  insideCidrTrouble,
  isPrivateOutsideAddress,
  transitGatewayCidrTrouble,
  vpcRouteTrouble,
} from '../../src/aws/addresses.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.why}`);
  return parsed.value;
}

/** Everything in one family of functions: text in, whether it is fine. */
const fine = (judge: (p: Prefix) => string | null) => (text: string) => judge(prefix(text)) === null;

describe('inside CIDR of a tunnel', () => {
  test.each([
    '169.254.0.0/30',
    '169.254.1.0/30',
    '169.254.2.0/30',
    '169.254.3.0/30',
    '169.254.4.0/30',
    '169.254.5.0/30',
    '169.254.169.252/30',
  ])('%s is kept by AWS', (text) => {
    expect(insideCidrTrouble(prefix(text))).toMatch(/keeps/);
  });

  test.each([
    '169.254.0.4/30',
    '169.254.6.0/30',
    '169.254.169.248/30',
    '169.254.255.252/30',
    'fd00::/126',
    'fdff::4/126',
  ])('%s is fine', (text) => {
    expect(insideCidrTrouble(prefix(text))).toBeNull();
  });

  test.each([
    '169.254.10.0/29',
    '169.254.10.0/31',
    '169.254.0.0/16',
    '10.0.0.0/30',
    '169.253.255.252/30',
    '169.255.0.0/30',
  ])('%s is not', (text) => {
    expect(insideCidrTrouble(prefix(text))).toContain(text);
  });

  test.each(['fc00::/126', 'fe80::/126', 'fd00::/64', 'fd00::/128', '2001:db8::/126'])('%s is not', (text) => {
    expect(insideCidrTrouble(prefix(text))).toContain(text);
  });
});

test('inside CIDR of a Connect peer', () => {
  const good = fine(connectInsideCidrTrouble);
  for (const third of [0, 1, 2, 3, 4, 5]) {
    expect(good(`169.254.${third}.0/29`), `${third}`).toBe(false);
    expect(good(`169.254.${third}.8/29`), `${third}`).toBe(true);
  }
  expect(good('169.254.169.248/29')).toBe(false);
  expect(good('169.254.6.0/29')).toBe(true);
  expect(good('169.254.6.0/30')).toBe(false);
  expect(good('10.0.0.0/29')).toBe(false);
  expect(good('fd00::/125')).toBe(true);
  expect(good('fd00::/126')).toBe(false);
  expect(good('fc00::/125')).toBe(false);
});

test('CIDR block of a transit gateway', () => {
  const good = fine(transitGatewayCidrTrouble);
  expect(['10.0.0.0/24', '10.0.0.0/8', '2001:db8::/64', 'fd00::/48'].filter(good)).toHaveLength(4);
  expect(
    ['10.0.0.0/25', '10.0.0.0/32', '2001:db8::/65', '169.254.0.0/24', '169.254.0.0/16', '168.0.0.0/6'].filter(good),
  ).toEqual([]);
});

test('destination in a VPC route table', () => {
  const good = fine(vpcRouteTrouble);
  expect(
    ['169.254.168.0/22', '169.254.169.254/32', '169.254.171.255/32', 'fd00:ec2::/32', 'fd00:ec2::254/128'].filter(good),
  ).toEqual([]);
  expect(
    ['169.254.167.255/32', '169.254.172.0/32', '169.254.0.0/16', '0.0.0.0/0', '::/0', 'fd00:ec1::/32'].filter(good),
  ).toHaveLength(6);
});

test('client CIDR of a Client VPN endpoint', () => {
  const good = fine(clientCidrTrouble);
  expect(['10.0.0.0/22', '10.16.0.0/12', '172.16.0.0/16'].filter(good)).toHaveLength(3);
  expect(['10.0.0.0/23', '10.0.0.0/11', '0.0.0.0/0', 'fd00::/16'].filter(good)).toEqual([]);
});

test('outside address of a private IP VPN', () => {
  const good = (text: string): boolean => isPrivateOutsideAddress(prefix(text));
  expect(
    ['10.0.0.1/32', '172.31.255.255/32', '192.168.1.1/32', '100.64.0.1/32', '100.127.255.255/32'].filter(good),
  ).toHaveLength(5);
  expect(
    ['9.255.255.255/32', '172.32.0.0/32', '192.169.0.0/32', '100.128.0.0/32', '169.254.1.1/32', 'fd00::1/128'].filter(
      good,
    ),
  ).toEqual([]);
});
