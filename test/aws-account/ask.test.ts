/** One call to its end, whatever the pages and the throttling; and where the account's SDK can be reached from. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bundle } from '../../.build/bundle.ts';
import { ask, type Answer } from '../../src/aws-account/ask.ts';
import { calls, type Call } from '../../src/aws-account/calls.ts';

const callOf = (operation: string): Call => calls.find((call) => call.operation === operation) as Call;
const attachments = callOf('DescribeTransitGatewayAttachments');
const throttling = fc.constantFrom(
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
);
const named = (name: string): Error => Object.assign(new Error(name), { name });

test('law: all entries of all pages come, in order, however often AWS is too busy between them', async () => {
  // A page is what it holds and the errors before it.
  const page = fc.record({
    entries: fc.array(fc.nat(), { maxLength: 3 }),
    errors: fc.array(throttling, { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(page, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(attachments, callOf('DescribeVirtualInterfaces')),
      async (pages, call) => {
        const key = call.service === 'ec2' ? 'NextToken' : 'nextToken';
        const errors = pages.map((each) => [...each.errors]);
        const waited: number[] = [];
        const asked = await ask(
          call,
          {},
          'eu-west-1',
          async (_call, input): Promise<Answer> => {
            const index = Number(input[key] ?? 0);
            const error = errors[index]?.shift();
            if (error !== undefined) throw named(error);
            const next = index + 1 < pages.length ? { [key]: String(index + 1) } : {};
            return { [call.list]: pages[index]?.entries, ...next };
          },
          async (seconds) => void waited.push(seconds),
        );
        expect(asked).toEqual({ ok: true, entries: pages.flatMap(({ entries }) => entries), cut: false });
        // Each time longer than before, and anew with each page.
        expect(waited).toEqual(pages.flatMap(({ errors: { length } }) => [2, 4, 8, 16, 30].slice(0, length)));
      },
    ),
  );
});

test('when AWS stays too busy, it is said after a minute', async () => {
  const waited: number[] = [];
  const asked = await ask(
    attachments,
    {},
    'eu-west-1',
    async () => {
      throw named('RequestLimitExceeded');
    },
    async (seconds) => void waited.push(seconds),
  );
  expect(waited.reduce((sum, seconds) => sum + seconds)).toBe(60);
  expect(asked).toMatchObject({ ok: false, trouble: { kind: 'fatal', ofRegion: true } });
  expect(JSON.stringify(asked)).toContain('too many requests for ec2:DescribeTransitGatewayAttachments');
});

test('a page that names itself as the next one is no endless loop', async () => {
  const asked = await ask(
    attachments,
    {},
    'eu-west-1',
    async () => ({ NextToken: 'a' }),
    async () => {},
  );
  expect(JSON.stringify(asked)).toContain('the same page again and again');
});

test('only import can reach the SDK, and only when it runs', async () => {
  const { inputs } = await bundle({ entryPoints: { command: 'src/cli/run.ts' }, outdir: 'unused', write: false });
  const importersOf = (pattern: RegExp): string[] =>
    Object.entries(inputs).flatMap(([file, { imports }]) =>
      imports.filter(({ path }) => pattern.test(path)).map(({ kind }) => `${file} ${kind}`),
    );
  expect([...new Set(importersOf(/^@aws-sdk\//))]).toEqual(['src/aws-account/connect.ts dynamic-import']);
  const entering = importersOf(/^src\/aws-account\//).filter((each) => !each.startsWith('src/aws-account/'));
  expect(entering.sort()).toEqual([
    'src/cli/ask-account.ts dynamic-import',
    'src/cli/ask-account.ts dynamic-import',
    'src/cli/commands/import.ts dynamic-import',
  ]);
  expect(importersOf(/^src\/cli\/ask-account\.ts$/)).toEqual(['src/cli/commands/import.ts dynamic-import']);
});
