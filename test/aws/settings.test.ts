import { describe, expect, test } from 'vitest';
import { makeSettings, type Wanted } from '../../src/aws/settings.ts';
import type { Location } from '../../src/design/problem.ts';

const empty: Wanted['design'] = { profile: null, near: null, quotas: {}, assumptions: {} };

function messages(wanted: Partial<Wanted>): readonly string[] {
  return makeSettings({ design: empty, ...wanted }).problems.map(({ message }) => message);
}

describe('settings', () => {
  test('are the FAQ and 80 percent when nobody says otherwise', () => {
    const { settings, problems } = makeSettings({ design: empty });
    expect(problems).toEqual([]);
    expect(settings.profile).toBe('faq');
    expect(settings.near).toBe(80);
    expect(settings.quota('tgw.routes-to-customer')).toMatchObject({ value: 1000, overridden: false });
    expect(settings.assume('resetRetry')).toBe('never');
  });

  test('follow the design', () => {
    const { settings, problems } = makeSettings({
      design: {
        profile: 'guide',
        near: 95,
        quotas: { 'dx.routes-from-customer': 1000 },
        assumptions: { loopedRoutesCount: true, resetRetry: 120 },
      },
    });
    expect(problems).toEqual([]);
    expect(settings.profile).toBe('guide');
    expect(settings.near).toBe(95);
    expect(settings.quota('tgw.routes-to-customer').value).toBe(5000);
    expect(settings.quota('tgw.static-vpn-routes').value).toBeNull();
    expect(settings.quota('dx.routes-from-customer')).toMatchObject({ value: 1000, overridden: true });
    expect(settings.assume('loopedRoutesCount')).toBe(true);
    expect(settings.assume('resetRetry')).toBe(120);
  });

  test('let a flag win over the design', () => {
    const { settings, problems } = makeSettings({
      design: {
        profile: 'guide',
        near: 95,
        quotas: { 'tgw.routes': 20000 },
        assumptions: { countingScope: 'session' },
      },
      profile: 'faq',
      near: 50,
      quotas: { 'tgw.routes': 30000 },
      assumptions: { countingScope: 'connection' },
    });
    expect(problems).toEqual([]);
    expect(settings.profile).toBe('faq');
    expect(settings.near).toBe(50);
    expect(settings.quota('tgw.routes').value).toBe(30000);
    expect(settings.assume('countingScope')).toBe('connection');
  });

  test('read the text of a flag as the alternative it spells', () => {
    const { settings, problems } = makeSettings({
      design: empty,
      assumptions: { loopedRoutesCount: 'true', resetRetry: '60' },
    });
    expect(problems).toEqual([]);
    expect(settings.assume('loopedRoutesCount')).toBe(true);
    expect(settings.assume('resetRetry')).toBe(60);
  });

  test('suggest the id that was meant', () => {
    const { problems } = makeSettings({
      design: { ...empty, quotas: { 'vgw.vpn-conections': 20 }, assumptions: { loopedRouteCount: true } },
    });
    expect(problems.map(({ suggestion }) => suggestion)).toEqual(['vgw.vpn-connections', 'loopedRoutesCount']);
  });

  test.each([0, -1, 0.5, 100.5, 101, Number.NaN, Infinity])('refuse near %d', (near) => {
    expect(messages({ near })).toHaveLength(1);
    const { settings, problems } = makeSettings({ design: { ...empty, near } });
    expect(problems).toHaveLength(1);
    expect(settings.near).toBe(80);
  });

  test.each([1, 100])('take near %d', (near) => {
    expect(makeSettings({ design: empty, near }).settings.near).toBe(near);
  });

  test.each([
    ['vgw.routes-from-customer', 200, /does not adjust.*100/],
    ['tgw.cidr-blocks', 6, /does not adjust/],
    ['dx.routes-from-customer', 1001, /1000 at most/],
    ['vpc.ipv4-cidrs', 51, /50 at most/],
    ['vgw.vpn-connections', 0, /whole number from 1/],
    ['vgw.vpn-connections', -5, /whole number from 1/],
    ['vgw.vpn-connections', 2.5, /whole number from 1/],
    ['vgw.vpn-connections', Number.NaN, /whole number from 1/],
  ])('refuse %s: %d and keep the documented value', (id, value, why) => {
    expect(messages({ quotas: { [id]: value } })).toEqual([expect.stringMatching(why)]);
    const { settings, problems } = makeSettings({ design: { ...empty, quotas: { [id]: value } } });
    expect(problems).toHaveLength(1);
    expect(settings.quota(id).overridden).toBe(false);
    expect(settings.quota(id).value).toBe(makeSettings({ design: empty }).settings.quota(id).value);
  });

  test('take an adjustable quota at its maximum, and lower than documented', () => {
    const { settings, problems } = makeSettings({
      design: empty,
      quotas: { 'vpc.static-routes': 1000, 'region.vpcs': 1 },
    });
    expect(problems).toEqual([]);
    expect(settings.quota('vpc.static-routes').value).toBe(1000);
    expect(settings.quota('region.vpcs').value).toBe(1);
  });

  test('take a number where no source publishes one', () => {
    const { settings, problems } = makeSettings({ design: empty, quotas: { 'dx.routes-to-customer': 400 } });
    expect(problems).toEqual([]);
    expect(settings.quota('dx.routes-to-customer')).toMatchObject({ value: 400, overridden: true });
  });

  test.each([
    ['loopedRoutesCount', 'maybe'],
    ['loopedRoutesCount', 1],
    ['countingScope', true],
    ['resetRetry', 'number'],
    ['resetRetry', 0],
    ['resetRetry', -60],
    ['resetRetry', Number.NaN],
    ['resetRetry', Infinity],
    ['resetRetry', ''],
    ['staticOverCap', 'none'],
  ])('refuse %s: %s and keep the default', (id, value) => {
    const { settings, problems } = makeSettings({ design: { ...empty, assumptions: { [id]: value } } });
    expect(problems).toHaveLength(1);
    expect(settings.assume(id)).toBe(makeSettings({ design: empty }).settings.assume(id));
  });

  test('place the problems of the design and not those of flags', () => {
    const here: Location = { file: 'a.yaml', line: 7, column: 3 };
    const { problems } = makeSettings({
      design: { ...empty, near: 0, quotas: { nonsense: 1 }, assumptions: { nonsense: 1 } },
      near: 200,
      locate: (path) => (path[0] === 'near' || path[1] === 'nonsense' ? here : null),
    });
    expect(problems.map(({ at }) => at)).toEqual([here, null, here, here]);
  });

  test('throw for ids of ours that are not there', () => {
    const { settings } = makeSettings({ design: empty });
    expect(() => settings.quota('nonsense')).toThrow();
    expect(() => settings.assume('nonsense')).toThrow();
  });
});
