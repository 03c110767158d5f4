import { describe, expect, test } from 'vitest';
import { formatAddress, formatPrefix } from '../../src/net/format-prefix.ts';
import { parseAddress, parsePrefix } from '../../src/net/parse-prefix.ts';

/** Text, a word of the reason, what to write instead. */
const refusals: [string, RegExp, string | null][] = [
  ['010.0.0.0/8', /leading zero.*octal/, '10.0.0.0/8'],
  ['10.00.0.0/8', /leading zero/, '10.0.0.0/8'],
  ['10.0.0.0/08', /leading zero/, '10.0.0.0/8'],
  ['10/8', /four numbers.*1$/, '10.0.0.0/8'],
  ['10.1/16', /four numbers.*2$/, '10.1.0.0/16'],
  ['010/8', /four numbers/, '10.0.0.0/8'],
  ['10.0.0.0', /no length/, '10.0.0.0/32'],
  ['2001:db8::', /no length/, '2001:db8::/128'],
  ['10', /four numbers/, null],
  ['10.0.0.1/8', /bits/, '10.0.0.0/8'],
  ['010.0.0.1/8', /leading zero/, '10.0.0.0/8'],
  ['2001:db8::1/32', /bits/, '2001:db8::/32'],
  ['::ffff:10.0.0.0/104', /IPv4/, '10.0.0.0/8'],
  ['::ffff:a00:0/104', /IPv4/, '10.0.0.0/8'],
  ['::ffff:10.0.0.1', /IPv4/, '10.0.0.1/32'],
  ['::ffff:0:0/90', /IPv4/, null],
  ['fe80::1%eth0/128', /zone/, 'fe80::1/128'],
  ['fe80::1%eth0', /zone/, 'fe80::1/128'],
  [' 10.0.0.0/8', /white space/, '10.0.0.0/8'],
  ['10.0.0.0/8\n', /white space/, '10.0.0.0/8'],
  ['10.0.0.0 / 8', /white space/, '10.0.0.0/8'],
  ['10.0.0.0/8 10.1.0.0/16', /white space/, null],
  ['10.0.0.0/33', /0 to 32/, null],
  ['2001:db8::/129', /0 to 128/, null],
  ['10.0.0.0/255.0.0.0', /netmask/, '10.0.0.0/8'],
  ['10.0.0.0/0.255.255.255', /netmask/, '10.0.0.0/8'],
  ['0.0.0.0/0.0.0.0', /netmask/, '0.0.0.0/0'],
  ['10.1.2.3/255.255.255.255', /netmask/, '10.1.2.3/32'],
  ['10.1.2.3/255.255.0.0', /netmask/, '10.1.0.0/16'],
  ['10.0.0.0/255.0.255.0', /netmask/, null],
  ['10.0.0.0/', /missing/, null],
  ['/8', /missing/, null],
  ['', /missing/, null],
  ['10.0.0.0/8/8', /slash/, null],
  ['10.0.0.0/-1', /not a length/, null],
  ['10.0.0.0/+8', /not a length/, null],
  ['10.0.0.0/8.0', /not a length/, null],
  ['256.0.0.0/8', /255/, null],
  ['10.0.0.0.0/8', /four numbers.*5$/, null],
  ['10..0.0/8', /missing/, null],
  ['0x0a.0.0.0/8', /'x'/, null],
  ['\u0661.0.0.0/8', /U\+0661/, null],
  ['10.0.0.0\u001b[31m/8', /U\+001B/, null],
  ['2001:db8::/3２', /not a length/, null],
  ['1:2:3:4:5:6:7/128', /eight groups.*7$/, null],
  ['1:2:3:4:5:6:7:8:9/128', /eight groups/, null],
  ['1:2:3:4:5:6:7::8/128', /seven groups/, null],
  ['1::2::3/128', /only one ::/, null],
  ['12345::/16', /four hex digits/, null],
  [':1::/16', /single colon/, null],
  ['1:/16', /single colon/, null],
  ['2001:db8::g/128', /'g'/, null],
  ['64:ff9b::010.0.0.0/128', /octal/, '64:ff9b::a00:0/128'],
  ['[2001:db8::]/32', /'\['/, null],
];

describe('parsePrefix refuses', () => {
  test.each(refusals)('%j', (text, why, suggestion) => {
    const parsed = parsePrefix(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.why).toMatch(why);
    expect(parsed.suggestion).toBe(suggestion);
  });

  test('text of any length at once', () => {
    expect(parsePrefix(' '.repeat(5_000_000))).toMatchObject({ ok: false });
    expect(parseAddress(`${'1.'.repeat(5_000_000)}/8`)).toMatchObject({ ok: false });
  });
});

test('parsePrefix reads a word for each 32 bits', () => {
  expect(parsePrefix('192.0.2.0/24')).toEqual({
    ok: true,
    value: { family: 'ipv4', a: 0xc0000200, b: 0, c: 0, d: 0, length: 24 },
  });
  expect(parsePrefix('2001:DB8:1:2:3:4:5:6/128')).toEqual({
    ok: true,
    value: { family: 'ipv6', a: 0x20010db8, b: 0x00010002, c: 0x00030004, d: 0x00050006, length: 128 },
  });
  expect(parsePrefix('64:ff9b::192.0.2.0/120')).toEqual({
    ok: true,
    value: { family: 'ipv6', a: 0x0064ff9b, b: 0, c: 0, d: 0xc0000200, length: 120 },
  });
});

test('hostBits mask reads the prefix around an address', () => {
  const parsed = parsePrefix('10.1.2.3/8', { hostBits: 'mask' });
  expect(parsed.ok && formatPrefix(parsed.value)).toBe('10.0.0.0/8');
});

test('parseAddress refuses a length, a zone and white space, with the bare address to write', () => {
  expect(parseAddress('10.0.0.1/8')).toMatchObject({ ok: false, suggestion: '10.0.0.1' });
  expect(parseAddress('fe80::1%1')).toMatchObject({ ok: false, suggestion: 'fe80::1' });
  expect(parseAddress(' ::1\t')).toMatchObject({ ok: false, suggestion: '::1' });
  expect(parseAddress('::ffff:192.0.2.1')).toMatchObject({ ok: false, suggestion: '192.0.2.1' });
  expect(parseAddress('10.1')).toMatchObject({ ok: false, suggestion: null });
});

// RFC 5952 section 4, its own examples.
test.each([
  ['2001:0db8::0001', '2001:db8::1'],
  ['2001:db8:0:0:0:0:2:1', '2001:db8::2:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:DB8::AAAA', '2001:db8::aaaa'],
  ['0:0:0:0:0:0:0:0', '::'],
])('formatAddress prints %s as RFC 5952 asks', (text, canonical) => {
  const parsed = parseAddress(text);
  expect(parsed.ok && formatAddress(parsed.value)).toBe(canonical);
});
