import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportHtml } from '../../src/reporters/html.ts';
import { htmlText } from '../../src/reporters/html-text.ts';
import { printable } from '../../src/reporters/printable.ts';
import { readDesign } from '../../src/design/read-design.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { hostileName, hostileNames } from './hostile-names.ts';
import { sampleFinding, sampleResult, sampleSession } from './sample-result.ts';

/** The page as XML: what has no end tag in HTML is closed, so that a parser can tell whether all else is in order. */
function asXml(html: string): string {
  return html
    .replace('<!doctype html>', '')
    .replaceAll(/<meta [^>]*>/g, '')
    .replaceAll(/<details open>/g, '<details open="">');
}

/** Every element and attribute there is, found by a parser that is not ours. */
function partsOf(html: string): { elements: Set<string>; attributes: Set<string>; text: string } {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, htmlEntities: true, trimValues: false });
  const elements = new Set<string>();
  const attributes = new Set<string>();
  let text = '';
  const visit = (nodes: unknown): void => {
    for (const node of nodes as Record<string, unknown>[]) {
      for (const [key, value] of Object.entries(node)) {
        if (key === '#text') text += String(value);
        else if (key === ':@') for (const name of Object.keys(value as object)) attributes.add(name.slice(2));
        else {
          elements.add(key);
          visit(value);
        }
      }
    }
  };
  visit(parser.parse(asXml(html)));
  return { elements, attributes, text };
}

const mayStand = new Set(
  'html head title style body main section div h1 h2 h3 p b code span table thead tbody tr th td svg rect path text g details summary dl dt dd ul li'.split(
    ' ',
  ),
);

const sample = (name: string): string =>
  reportHtml(
    sampleResult({
      inputs: [name],
      sessions: [
        sampleSession(name),
        sampleSession(`${name}/tunnel-2`, { gateway: name, state: 'idle', reason: name }),
      ],
      findings: [
        sampleFinding(name, {
          message: name,
          fix: name,
          why: name,
          at: { file: name, line: 1, column: 1 },
          sources: [{ id: 'F97', title: name, says: name }],
          otherProfile: name,
          lapsed: name,
        }),
        sampleFinding('silent', { suppressed: { reason: name, until: null } }),
      ],
      expectations: [{ index: 0, met: false, why: name, at: { file: name, line: 2, column: 1 } }],
    }),
    { design: designNamed(name) },
  );

const noFiles = (): { ok: false; why: string } => ({ ok: false, why: 'there are none' });

function designNamed(name: string): Design {
  const { design } = readDesign(
    [{ file: 'a', text: 'routecap: 1\nvpcs: { app: { cidrs: [10.0.0.0/16] } }\n' }],
    noFiles,
  );
  const { app } = design!.vpcs;
  return {
    ...design!,
    vpcs: { [name]: app! },
    vpnGateways: { [name]: { vpc: name, amazonSideAsn: 64512, created: null, region: null, account: null } },
  };
}

test('no name becomes an element, an attribute or a second page, and each is there to read', () => {
  fc.assert(
    fc.property(hostileName, (name) => {
      const html = sample(name);
      expect(XMLValidator.validate(asXml(html))).toBe(true);
      const { elements, attributes } = partsOf(html);
      expect([...elements].filter((each) => !mayStand.has(each))).toEqual([]);
      expect([...attributes].filter((each) => /^on|src|href|style$|action/i.test(each))).toEqual([]);
      expect(html.match(/<html /g)).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});

test.each(hostileNames)('%j is shown as it is, or spelled out', (name) => {
  const { text } = partsOf(`<p>${htmlText(name)}</p>`);
  for (const quote of ['"', "'"]) {
    expect(XMLValidator.validate(`<p title=${quote}${htmlText(name)}${quote}>said</p>`)).toBe(true);
  }
  expect(text).toBe(printable(name).replaceAll(/[\ufffe\uffff]/g, '\ufffd'));
});

test('nothing is loaded, nothing runs, and the browser is told so', () => {
  const html = sample('vpn');
  expect(html).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'`,
  );
  expect(html).not.toMatch(/<script|<link|<img|<iframe|<object|@import|url\(|https?:/i);
});

test('the verdict is the first heading, in words', () => {
  const html = reportHtml(sampleResult({ summary: { errors: 1, warnings: 2, notes: 0 }, exitCode: 1 }), {});
  expect(/<h\d[^>]*>([^<]*)/.exec(html)?.[1]).toBe('Fail: 1 error, 2 warnings');
  expect(html).toContain('<html lang="en">');
  expect(reportHtml(sampleResult(), {})).toContain('<h1>Pass: nothing found</h1>');
});

test('headings go down one level at a time, and every picture says what it shows', () => {
  const html = sample('vpn');
  const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  expect(levels[0]).toBe(1);
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  const pictures = html.match(/<svg [^>]*>/g) ?? [];
  expect(pictures.length).toBeGreaterThan(2);
  expect(
    pictures.filter((each) => !/role="img" aria-label="[^"]+"/.test(each) && !/aria-label="[^"]+"/.test(each)),
  ).toEqual([]);
});

test('bars are as long as the count is of its cap, and never longer than the whole', () => {
  const html = reportHtml(
    sampleResult({
      sessions: [
        sampleSession('a', { inbound: { offered: 85, accepted: 85, cap: 100, outcome: 'near' } }),
        sampleSession('b', { inbound: { offered: 1104, accepted: 0, cap: 100, outcome: 'reset' } }),
      ],
    }),
    {},
  );
  expect(html).toContain('<span class="near">85 of 100 near</span>');
  expect(html).toContain('<rect class="near" width="85"');
  expect(html).toContain('<span class="bad">1,104 of 100 over</span>');
  expect(html).toContain('<rect class="bad" width="100"');
});

test('silenced findings are folded away with their reason, and not among those that count', () => {
  const html = reportHtml(
    sampleResult({
      findings: [sampleFinding('vpn', { suppressed: { reason: 'until the move', until: '2027-01-31' } })],
    }),
    {},
  );
  const [counting = '', quiet = ''] = html.split('not counted</summary>');
  expect(counting).toContain('<p>None.</p>');
  expect(quiet).toContain('until the move (until 2027-01-31)');
});

test('of ten thousand sessions the page stays small', () => {
  const sessions = Array.from({ length: 10_000 }, (_, index) => sampleSession(`vpn-${index}/tunnel-1`));
  const findings = Array.from({ length: 10_000 }, (_, index) => sampleFinding(`vpn-${index}/tunnel-1`));
  expect(reportHtml(sampleResult({ sessions, findings }), {}).length).toBeLessThan(1_000_000);
});
