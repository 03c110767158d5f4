import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accelerationSupported, regionName, regions, vpnUnsupported } from '../../src/aws/regions.ts';

const faq = new URL('../../../shared/faq.txt', import.meta.url);

test('every region stands in the list once, under a code that looks like one', () => {
  expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
  expect(new Set(regions.map(({ name }) => name)).size).toBe(regions.length);
  for (const { code } of regions)
    expect(code).toMatch(/^[a-z]{2}(-gov)?-(north|south|east|west|central)(east|west)?-\d$/);
});

test('Site-to-Site VPN is missing in Beijing and Ningxia alone', () => {
  expect(regions.filter(({ code }) => vpnUnsupported(code)).map(({ name }) => name)).toEqual([
    'China (Beijing)',
    'China (Ningxia)',
  ]);
});

test.skipIf(!existsSync(faq))('acceleration is where line 145 of the FAQ says, by name', () => {
  const line = readFileSync(faq, 'utf8').split('\n')[144] ?? '';
  const named = (line.split('AWS Regions: ')[1] ?? '').trim().replace(/\.$/, '').split(', ');
  expect(named).toHaveLength(20);
  const ours = regions.filter(({ code }) => accelerationSupported(code)).map(({ name }) => name);
  expect(ours.toSorted()).toEqual(named.toSorted());
});

test('an unknown code is its own name and has no acceleration', () => {
  expect(regionName('eu-west-1')).toBe('Europe (Ireland)');
  expect(regionName('mars-north-1')).toBe('mars-north-1');
  expect(accelerationSupported('mars-north-1')).toBe(false);
  expect(vpnUnsupported('mars-north-1')).toBe(false);
});
